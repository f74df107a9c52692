# Date polls.
poll-heading = **Datumpeiling: { $title }**
poll-heading-place = **Datumpeiling: { $title }** · { $place }
poll-heading-online = **Datumpeiling: { $title }** · online
poll-lines = { $before }
    { $line }
poll-slot = { $number }. { $start }{ $note }
poll-notes = {" "}({ $notes })
poll-note-past = voorbij
poll-note-public = feestdag: { $detail }
poll-note-own = sluitingsdag
poll-note-regional = { $detail }
poll-note-school = schoolvakantie
poll-note-weekend = weekend
poll-note-hours = buiten de kantooruren
poll-note-clash = overlapt met { $detail }
poll-offered = Deze momenten zijn vrij: werkdagen, geen feestdag, nog niets gepland.
poll-deadline = Antwoorden kan tot **{ $deadline }** (Brussel).
poll-deadline-past = { $said } is al voorbij; daarom dit moment.
poll-deadline-late = Op { $said } is het laatste moment al voorbij; daarom een vroeger einde.
poll-deadline-after-first = Let op: het eerste moment valt voor het einde van de peiling.
poll-asks = { $number ->
    [one] { $everybody ->
        [yes] Je bent nog alleen in je cel: nodig eerst de anderen uit.
       *[no] Zo vraag ik het alleen aan jou. Zeg wie je erbij wilt, of: vraag het aan iedereen.
    }
   *[other] Ik vraag het aan { $number } mensen{ $everybody ->
        [yes] , iedereen van je cel
       *[no] {" "}van je cel
    }. Wie nog niet antwoordde, herinner ik één keer.
}{ $lost ->
    [0] {""}
    [one] {" "}Eén van hen bereik ik nergens.
   *[other] {" "}{ $lost } van hen bereik ik nergens.
}
poll-required = Moet erbij zijn: { $functions }.
poll-optional = Mag ontbreken: { $functions }.
poll-when = Welke momenten stel je voor? Bijvoorbeeld: dinsdag 14u, woensdag 10u of donderdag 14u. Of zeg: volgende week in de namiddag.
poll-one-time = Alleen { $start }: dan is er niets te kiezen. Welke momenten nog?
poll-past-left-out = { $number ->
    [one] Eén moment is al voorbij; dat liet ik weg.
   *[other] { $number } momenten zijn al voorbij; die liet ik weg.
}
poll-too-many = Meer dan { $number } momenten vraag ik niet ineens; dit zijn de eerste.
poll-edit = Wat moet er anders? Typ het gewoon, bijvoorbeeld: voeg vrijdag 9u toe, zonder woensdag, of: antwoorden tegen donderdag 12u.
poll-confirm = Zo vragen
poll-begun = { $told ->
    [0] De peiling loopt. Anderen bereik ik er nog niet mee.
    [one] De peiling loopt. Ik vroeg het aan één ander.
   *[other] De peiling loopt. Ik vroeg het aan { $told } anderen.
}
poll-begun-already = Deze peiling loopt al.
poll-invitation = Wanneer kan je?
poll-stand = { $number }. { $start }: { $counts }{ $own }
poll-counts = { $counts }
poll-no-counts = nog geen antwoord
poll-refused = niemand kan, dit moment valt af
poll-count-yes = { $number ->
    [one] één kan
   *[other] { $number } kunnen
}
poll-count-maybe = { $number } als het moet
poll-count-no = { $number } niet
poll-own = {" "}· { $own }
poll-own-yes = jij kan
poll-own-maybe = jij als het moet
poll-own-no = jij kan niet
poll-own-open = nog geen antwoord
poll-answered = { $number ->
    [0] { $asked ->
        [one] Jij bent de enige die ik vraag.
       *[other] Nog niemand van de { $asked } antwoordde.
    }
    [one] { $asked ->
        [one] Jij bent de enige die ik vroeg.
       *[other] Eén van de { $asked } antwoordde.
    }
   *[other] { $number } van de { $asked } antwoordden.
}
poll-waiting-for = { $more ->
    [0] Nog geen volledig antwoord van: { $names }.
    [one] Nog geen volledig antwoord van: { $names }, en van één ander.
   *[other] Nog geen volledig antwoord van: { $names }, en van { $more } anderen.
}
poll-waiting-number = { $number ->
    [one] Van één mens is er nog geen volledig antwoord.
   *[other] Van { $number } mensen is er nog geen volledig antwoord.
}
poll-you-too = Jij moet zelf nog antwoorden.
poll-about = **Peiling “{ $title }”.** { $progress }
poll-who = {" "}· { $who }
poll-who-both = {" "}· { $maybe }; { $no }
poll-who-no = kan niet: { $who }
poll-who-maybe = als het moet: { $who }
poll-functions-unknown = Wie { $functions } is, weet ik nog niet. Laat die mij zeggen: ik ben van de politie (of van wie dan ook).
poll-answer-button = Antwoord
poll-all-yes = Ik kan altijd
poll-all-no = Ik kan nooit
poll-who-button = Wie nog niet?
poll-close-button = Sluit nu
poll-start-button = Start een peiling
poll-none = Er loopt geen peiling.
poll-unreached = Niet bereikt via { $channel }: { $who }. Verwittig die zelf over de peiling “{ $title }”.
poll-which = Welke peiling bedoel je?
poll-question = Peiling “{ $title }”, { $at } van { $all }: **{ $start }**. Kan je dan?
poll-question-again = Peiling “{ $title }”, { $at } van { $all }: **{ $start }**. Nu staat er: { $own }.
poll-say-yes = Ik kan
poll-say-maybe = Als het moet
poll-say-no = Ik kan niet
poll-kept = { $missing ->
    [0] Genoteerd voor “{ $title }”:
    [one] Genoteerd voor “{ $title }”; één moment is nog open:
   *[other] Genoteerd voor “{ $title }”; { $missing } momenten zijn nog open:
}
poll-kept-line = { $number }. { $start }: { $own }
poll-rest-button = Antwoord op de rest
poll-change-button = Wijzig
poll-slot-gone = Dat moment staat niet meer op de lijst.
poll-closed-already = De peiling over “{ $title }” is gesloten.
poll-only-planner = Dat doet wie de peiling begon, of een coördinator.
poll-nudge = { $begun ->
    [0] Je antwoordde nog niet; dat kan tot { $deadline }.
   *[other] Je antwoordde nog niet op alles; dat kan tot { $deadline }.
}
poll-ended = De peiling is gesloten. { $progress }
poll-best = Het best: **{ $start }**, { $able ->
    [one] één kan
   *[other] { $able } kunnen
}{ $maybe ->
    [0] {""}
   *[other] {" "}(waarvan { $maybe } als het moet)
}.
poll-tie = Even goed: { $starts }; telkens { $able ->
    [one] kan er één
   *[other] kunnen er { $able }
}{ $maybe ->
    [0] {""}
   *[other] {" "}(waarvan { $maybe } als het moet)
}. Kies zelf.
poll-best-without = { $best } Let op, wie erbij moet zijn: { $lost ->
    [0] { $unsure ->
        [one] van één weet ik het niet
       *[other] van { $unsure } weet ik het niet
    }
    [one] één kan niet
   *[other] { $lost } kunnen niet
}.
poll-nobody = Er is geen moment waarop iemand kan. Stel andere momenten voor.
poll-plan-button = Plan { $start }
poll-plan-which = Welk moment plan ik?
poll-again-button = Andere momenten
poll-planned-card = De peiling over “{ $title }” is klaar. Gepland: { $meeting }
poll-cancelled-card = De peiling over “{ $title }” gaat niet door.
poll-cancel-ask = De peiling over “{ $title }” stopzetten, zonder datum?
poll-cancel-button = Stopzetten
poll-cancelled = De peiling over “{ $title }” is stopgezet.
poll-cancelled-news = De peiling over “{ $title }” gaat niet door. Je hoeft niet meer te antwoorden.
poll-restored = De peiling over “{ $title }” loopt weer; wat al geantwoord was, telt nog.
poll-restored-news = De peiling over “{ $title }” loopt toch verder. Wat je al antwoordde, telt nog.
poll-stays = De peiling over “{ $title }” blijft zoals ze is.
poll-changed = Aangepast. Wie al antwoordde, hoeft dat niet over te doen.
poll-too-few = Met minder dan twee momenten is er niets te kiezen. Sluit de peiling, of voeg eerst een ander moment toe.
poll-all-refused = Op { $start } kan niemand: dat zei iedereen al. Dat moment zet ik niet terug.
poll-deadline-gone = { $said } is al voorbij. Tot wanneer dan?
poll-change-what = Wat moet er anders aan de peiling? Bijvoorbeeld: voeg vrijdag 9u toe aan de peiling, schrap woensdag uit de peiling, of: verleng de peiling tot maandag 12u.
poll-added-news = { $number ->
    [one] Er kwam een moment bij: { $starts }. Kan je dan?
   *[other] Er kwamen momenten bij: { $starts }. Kan je dan?
}
poll-unfilled = Wie { $functions } is, weet ik niet; vraag zelf of dit moment past.
meant-poll-answer = Op de peiling antwoorden
meant-poll-show = De peiling bekijken
meant-poll-change = De peiling aanpassen
poll-standing = Peiling “{ $title }”: jij moet nog antwoorden.
