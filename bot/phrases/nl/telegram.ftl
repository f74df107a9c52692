telegram-command-help = Voorbeelden van wat je kunt vragen
telegram-command-vraag = Iets opzoeken, bijvoorbeeld: /vraag beroepsgeheim
telegram-command-agenda = Wat er gepland staat
telegram-command-fiche = Een terugkoppelingsfiche invullen
telegram-command-privacy = Wat ik over je bewaar
telegram-back = Ik ben er weer. Typ gewoon wat je wilt weten, of “help” voor voorbeelden.
