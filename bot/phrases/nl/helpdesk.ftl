helpdesk-what = Wat wil je de helpdesk vragen? Typ het in één bericht, zonder namen van wie besproken wordt.
helpdesk-waiting = { $count ->
        [one] Je vraag { $references } wacht nog op een antwoord; dat komt hier.
       *[other] Je vragen { $references } wachten nog op een antwoord; dat komt hier.
    }
helpdesk-masked = Ik liet weg wat iemand zou kunnen aanwijzen.
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
helpdesk-not-yours = De open vragen zijn voor wie de rol van helpdesk heeft. Zelf iets vragen kan wel.
helpdesk-what-answer = **{ $reference }:** “{ $text }” Typ je antwoord in één bericht. Je ziet het nog voor het vertrekt.
helpdesk-answer-masked = In je antwoord stond iets dat iemand kan aanwijzen; dat liet ik weg. Typ het opnieuw, of verstuur het zo.
helpdesk-answered-already = { $reference } is al beantwoord; er is niets verstuurd.
helpdesk-answer-sent = Je antwoord op { $reference } is onderweg naar wie het vroeg.
helpdesk-answer = **Antwoord van de helpdesk** op { $reference } (“{ $words }”):
helpdesk-answer-text = { $text }
helpdesk-ask-on = Vraag verder
