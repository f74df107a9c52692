## The sheet as a form in steps: in a window of the platform, and in Spil's own web form.

sheet-form-intro = We vullen de terugkoppelingsfiche in, stap voor stap. Elk vak mag leeg blijven. De tekst van de vakken blijft in mijn geheugen tot het document klaar is (een half uur zonder bericht, hoogstens vier uur) en komt nooit in de databank. Geen namen: schrijf “de broer” of “een leerkracht”.
sheet-form-next = Verder
sheet-form-make = Maak het document
sheet-form-sure = Jouw keuze
sheet-form-anew = Liever een nieuwe fiche?
sheet-form-anew-yes = Ja, gooi deze weg
sheet-form-change = Eerst iets wijzigen? Kies de stap.
sheet-form-none = Deze fiche is al afgesloten. Vraag me een terugkoppelingsfiche om een nieuwe te beginnen.
sheet-form-stopped = Gestopt. Open het formulier opnieuw om verder te gaan. { $count ->
        [0] Je antwoorden blijven bewaard.
       *[other] De gewone antwoorden blijven bewaard. De tekst in de vakken onthoud ik nog een half uur, daarna is die weg.
    }
sheet-form-disagreed = **{ $about }** is niet akkoord, dus is er geen consensus en maak ik geen document. Pas de tekst aan en vraag daarna opnieuw elk akkoord.
sheet-form-finished = Klaar. Haal de fiche voor **{ $code }** hier op: { $link } De link werkt één keer, { $minutes } minuten lang; daarna is de tekst weg en heb ik er geen kopie van. Naam, geboortedatum en statuut zijn open: de Information Officer schrijft ze er met de hand bij, kijkt de fiche na en bezorgt ze { $direction ->
        [to_livc] aan de LIVC-R.
       *[other] aan de LTF.
    } Ik verstuur niets.

sheet-by-page = Vul de fiche in op deze pagina: { $link } De link werkt één keer, { $minutes } minuten lang, en alleen voor jou. Wat je daar typt, blijft in je browser tot het document klaar is.
sheet-in-form = De terugkoppelingsfiche vul je in een apart venster in: wat je daar typt, komt niet in het gesprek te staan.
sheet-document-here-only = Let op: de link waarmee je het document ophaalt, opent voorlopig alleen op de computer waar Spil draait, want een webadres heb ik nog niet. Vraag wie Spil beheert om er een in te stellen (spil serve --url).
sheet-on-screen = Groot op een scherm
sheet-screen = Op het scherm van de vergadertafel: { $link } De link opent één keer, binnen { $minutes } minuten. Wat we invullen, verschijnt daar in grote letters; bewaard wordt er niets.
sheet-open-form = Open de fiche
sheet-rather-web = Liever in een webpagina

sheet-problem-missing = Dit heb ik nodig: zonder antwoord is er geen fiche.
sheet-problem-not-alone = Dit hoort bij een vak dat leeg is. Vul dat eerst in, of zet je tekst daar.

## The steps: a title of at most 24 characters

sheet-step-start = De fiche beginnen
sheet-step-discussion = Het overleg
sheet-step-reason = Reden van agendering
sheet-step-ideology = Overtuigingen
sheet-step-social = Sociale context
sheet-step-intention = Intentie
sheet-step-acts = Daden en vermogen
sheet-step-confirmed = Bevestigde stoornis?
sheet-step-psychological = Psychische stoornissen
sheet-step-additional = Bijkomende informatie
sheet-step-phase = Fase van de opvolging
sheet-step-followup = Opvolging
sheet-step-questions = Vragen
sheet-step-participants = Deelnemers
sheet-step-readback = Nalezen
sheet-step-agreement = Akkoord
