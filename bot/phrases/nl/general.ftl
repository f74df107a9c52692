hello = Dag. Ik ben Spil, een computerprogramma: ik help bij vragen over de LIVC-R, bij het plannen van overleg en bij de terugkoppelingsfiche.
hello-press = Typ gewoon wat je wilt weten of doen. Een paar voorbeelden om op te drukken:
help = Typ gewoon wat je wilt weten of doen. Dit kan ik:
    – **Plannen**: een overleg of een reeks, verplaatsen of afzeggen (ook 'deze en alle volgende'), zien wie het bericht kreeg, een overleg overnemen.
    – **Wie komt**: een datum prikken, laten weten of je komt, agenda, aanwezigheid, verslag.
    – **Herinneringen en agenda**: wanneer en waar jij ze krijgt; een link voor je eigen agenda.
    – **Fiche en casussen**: de terugkoppelingsfiche stap voor stap; referenties in plaats van namen.
    – **Vragen**: over de LIVC-R, met bron en datum; wat ik niet weet, gaat naar de helpdesk.
    – **Jij**: wat ik over je bewaar, je kanalen, je taal.
help-all = Wat kun je nog?
help-theme-meetings = Plannen
help-theme-attending = Wie komt
help-theme-reminders = Herinneringen en agenda
help-theme-sheet = Fiche en casussen
help-theme-questions = Vragen
help-theme-me = Jij
help-examples = Druk op een voorbeeld, of zeg het in je eigen woorden:
help-documents = Documenten van jezelf, zoals het draaiboek of een protocol, laat je door de beheerder toevoegen met **spil ingest**. Waar mijn antwoorden niets zeggen, citeer ik daaruit, met bladzijde en datum.
help-helpdesk = Typ **open vragen** om te zien wat op een antwoord wacht. Verder kun je alles vragen wat een coördinator vraagt.
example-ask = Mag een school iets zeggen over een leerling?
example-plan = Plan een casusoverleg volgende dinsdag om 14u, elke zes weken
example-show = Wat staat er gepland?
example-sheet = Start een terugkoppelingsfiche
example-privacy = Wat bewaar je over mij?
example-move = Verzet het eerste overleg naar een week later
example-onwards = Verplaats deze en alle volgende naar woensdag
example-log = Wie kreeg de uitnodiging?
example-takeover = Ik neem dit overleg over
example-several = De eerste twee niet, de rest wel
example-poll = Zoek een datum voor een intervisie volgende week
example-who = Wie komt er?
example-attendance = Wie was er?
example-minutes = Maak een verslag
example-own-reminders = Herinner mij voortaan twee uur vooraf
example-quiet = Stuur mij niets tussen 20u en 8u
example-calendar = Geef mij een link voor mijn agenda
example-case = Nieuwe casus
example-helpdesk = Ik heb een vraag voor de helpdesk
example-figures = Hoeveel vragen zijn er gesteld?
example-accounts = Op welke kanalen ken je mij?
welcome = Graag gedaan.
empty = Ik zie geen tekst. Typ een vraag of een opdracht, of **help** voor voorbeelden.
button-gone-on = Die knop is al gebruikt of te oud. We waren hier:
button-gone = Die knop is al gebruikt of te oud. Typ wat je wilt doen, dan ga ik daar verder.
button-not-yours = Die knop is voor wie de vraag stelde. Stel ze zelf, dan krijg je je eigen knoppen.
nothing-to-stop = Er loopt niets dat ik kan stoppen.
draft-dropped = Goed, ik plan niets.
nothing-open-here = Hier staat niets open om te bevestigen of te stoppen. Gaat het over een voorstel van mij? Antwoord dan onder dat bericht, of druk daar op de knop.
nothing-open = Er staat niets open om te bevestigen of te stoppen. Een paar voorbeelden van wat je kunt vragen:
nothing-open-but = Er staat niets open om te bevestigen, behalve een uitnodiging. Kom je? { $meeting }
which-language = Welke taal zal ik spreken?
language-set-nl = Voortaan spreek ik Nederlands.
language-set-fr = Voortaan spreek ik Frans, waar de zinnen al vertaald zijn; de rest blijft voorlopig Nederlands.
language-set-de = Voortaan spreek ik Duits, waar de zinnen al vertaald zijn; de rest blijft voorlopig Nederlands.
language-set-en = Voortaan spreek ik Engels, waar de zinnen al vertaald zijn; de rest blijft voorlopig Nederlands.
role-coordinator = coördinator
role-member = lid
role-helpdesk = helpdesk
who-erases = Over wie op een overleg besproken wordt, staat er niets: daar valt niets te wissen. Dit staat er over jou:
what-is-stored = **Over jou:** je rol ({ $role }), je taal, je tijdzone als een platform die noemt, hoe ik je op je kanalen bereik (versleuteld), of je komt naar een overleg, en wat je me zei over je functie en je herinneringen. Van je cel: { $meetings ->
        [0] geen geplande overleggen
        [one] één gepland overleg
       *[other] { $meetings } geplande overleggen
    }, de referenties van casussen, agenda's, sluitingsdagen en welke functies er waren, en van elke fiche alleen de structuur (data, fase, welke vakken ingevuld waren).
what-is-never-stored = **Niet:** namen of gegevens van wie besproken wordt, en de tekst in de vakken van een fiche.
what-you-type = **Wat je hier typt** en wat ik antwoord, wis ik zodra het antwoord verstuurd is; dat er iets verstuurd is, blijft nog even staan. Van ons gesprek blijft versleuteld waar we gebleven waren: je laatste vraag waarop ik geen antwoord had, of wat je aan het plannen was. Een vraag die je naar de helpdesk stuurt, blijft versleuteld bewaard, zonder wat iemand kan aanwijzen.
figures = { $total ->
        [0] Tot nu toe stelde deze cel nog geen vragen.
        [one] Tot nu toe stelde deze cel één vraag, en daarop had ik { $unknown ->
            [0] een antwoord
           *[other] geen antwoord
        }.
       *[other] Tot nu toe stelde deze cel { $total } vragen; { $unknown ->
            [0] op alle had ik een antwoord
            [one] op één daarvan had ik geen antwoord
           *[other] op { $unknown } daarvan had ik geen antwoord
        }.
    } Ik tel de onderwerpen van vragen; geen overleggen, geen fiches en geen mensen.
figures-line = { $count } × { $subject }
masked-hint = Ik liet een stukje weg dat iemand zou kunnen aanwijzen; bewaard is het niet.
storage-unavailable = Ik kan nu niets bewaren (de schijf is vol, vergrendeld of alleen-lezen). Er is niets gewijzigd. Probeer het straks opnieuw; je tekst kun je zo opnieuw sturen.
place-of-others = Deze ruimte is al in gebruik door iemand anders of door een andere cel. Er is niets gewijzigd. Kies een andere naam voor de ruimte.
file-not-written = Ik kan het document niet wegschrijven: de schijf is vol, in de map mag niet geschreven worden, of er is geen map gekozen (in een terminal: begin met --out). De fiche blijft open: maak dat in orde en geef daarna je laatste antwoord opnieuw.
file-by-link = Haal het hier één keer op, binnen twintig minuten: { $link }
file-left-out = Het bestand dat hierbij hoort kon ik niet wegschrijven: de schijf is vol of in de map mag niet geschreven worden. De rest is wel gebeurd.
maybe-twice = (Mogelijk dubbel: ik weet niet of je dit al kreeg.)
went-wrong = Dat lukte niet door een fout bij mij (nummer { $id }). Er is niets gewijzigd. Probeer het opnieuw, of geef het nummer door aan wie Spil beheert.
own-time = { $clock } in jouw tijdzone, { $zone }
