helpdesk-what = Wat wil je de helpdesk vragen? Typ het in één bericht, zonder namen van wie besproken wordt.
helpdesk-waiting = { $count ->
        [one] Je vraag { $references } wacht nog op een antwoord; dat komt hier.
       *[other] Je vragen { $references } wachten nog op een antwoord; dat komt hier.
    }
helpdesk-masked-question = Ik liet weg wat iemand zou kunnen aanwijzen: { $what }.
helpdesk-masked-answer = In je antwoord liet ik { $what } weg, want dat kan iemand aanwijzen. Een dienst, een website, een algemeen adres (info@…) of een 0800-, 070- of 078-nummer blijft wel staan. Typ het opnieuw, of verstuur het zo.
helpdesk-replaced = Dit komt in de plaats van je vorige tekst.
masked-kind = { $kind ->
        [persoon] een naam
        [telefoon] een telefoonnummer
        [e-mail] een persoonlijk mailadres
        [adres] een adres
        [geboortedatum] een geboortedatum
        [rijksregisternummer] een rijksregisternummer
        [rekening] een rekeningnummer
        [nummerplaat] een nummerplaat
        [profiel] een profiel of schuilnaam
        [identiteitsbewijs] het nummer van een kaart of dossier
       *[other] een stukje tekst
    }
helpdesk-preview-question = **Dit gaat naar de helpdesk:** “{ $text }”
helpdesk-preview-answer = **Dit antwoord gaat naar wie { $reference } stelde:** “{ $text }”
helpdesk-send = Verstuur
helpdesk-rephrase = Anders formuleren
helpdesk-drop = Niet doen
helpdesk-again-question = Typ de vraag zoals je ze wilt versturen.
helpdesk-again-answer = Typ het antwoord zoals je het wilt versturen.
helpdesk-dropped = Goed, ik verstuur niets.
helpdesk-too-long = Dat zijn { NUMBER($length, useGrouping: 0) } tekens; er passen er { NUMBER($max, useGrouping: 0) } in. Typ het korter, dan verstuur ik het.
helpdesk-after-sheet = Er loopt een fiche: wat je nu typt, gaat in een vak. Rond ze eerst af of typ **stop** (je kunt daarna verder), en kom dan hier terug.
helpdesk-sent = Je vraag is verstuurd onder **{ $reference }**. Het antwoord komt hier, zodra iemand van de helpdesk het heeft.
helpdesk-sent-nobody = Je vraag is bewaard onder **{ $reference }**, en het antwoord komt hier. Alleen: nog niemand heeft hier de rol van helpdesk. Vraag wie Spil beheert om er iemand voor uit te nodigen.
helpdesk-notice = **Nieuwe vraag { $reference }:** “{ $text }”
helpdesk-do-answer = Beantwoord { $reference }
helpdesk-queue = { $count ->
        [one] Eén vraag wacht op een antwoord.
       *[other] { $count } vragen wachten op een antwoord, de oudste eerst.
    }
helpdesk-queue-more = Ik toon er { $shown }; de andere komen als deze beantwoord zijn.
helpdesk-queue-line = **{ $reference }**, { $day }: “{ $text }”
helpdesk-queue-empty = Er wacht geen enkele vraag op een antwoord.
helpdesk-own-waits = **{ $reference }**, { $day }: “{ $text }” Ze wacht nog op een antwoord; dat komt hier.
helpdesk-own-answered = **{ $reference }**, { $day }: “{ $text }” Het antwoord van de helpdesk was:
helpdesk-none-such = { $reference ->
        [none] Er staat geen vraag van jou bij de helpdesk.
       *[other] Een vraag { $reference } vind ik hier niet.
    }
helpdesk-not-yours = De open vragen zijn voor wie de rol van helpdesk heeft. Zelf iets vragen kan wel.
helpdesk-what-answer = **{ $reference }:** “{ $text }” Typ je antwoord in één bericht. Je ziet het nog voor het vertrekt.
helpdesk-answered-already = { $reference } is al beantwoord; er is niets verstuurd.
helpdesk-answer-sent = Je antwoord op { $reference } is onderweg naar wie het vroeg.
helpdesk-answer = **Antwoord van de helpdesk** op { $reference } (“{ $words }”):
helpdesk-answer-text = { $text }
helpdesk-ask-on = Vraag verder
