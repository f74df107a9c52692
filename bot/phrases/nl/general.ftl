hello = Dag. Ik ben Spil, een computerprogramma: ik help bij vragen over de LIVC-R, bij het plannen van overleg en bij de terugkoppelingsfiche.
help = Typ gewoon wat je wilt weten of doen. Een paar voorbeelden om op te drukken:
help-begin = Typ gewoon wat je wilt weten of doen.
help-examples = Een paar voorbeelden om op te drukken:
help-documents = Documenten van jezelf, zoals het draaiboek of een protocol, laat je door de beheerder toevoegen met **spil ingest**. Waar mijn antwoorden niets zeggen, citeer ik daaruit, met bladzijde en datum.
help-helpdesk = Typ **open vragen** om te zien wat op een antwoord wacht. Verder kun je alles vragen wat een coördinator vraagt:
example-ask = Mag een school iets zeggen over een leerling?
example-plan = Plan een casusoverleg volgende dinsdag om 14u, elke zes weken
example-show = Wat staat er gepland?
example-sheet = Start een terugkoppelingsfiche
example-privacy = Wat bewaar je over mij?
welcome = Graag gedaan.
empty = Ik zie geen tekst. Typ een vraag of een opdracht, of **help** voor voorbeelden.
button-gone = Die knop is al gebruikt of te oud. Typ wat je wilt doen, dan ga ik daar verder.
button-not-yours = Die knop is voor wie de vraag stelde. Stel ze zelf, dan krijg je je eigen knoppen.
nothing-to-stop = Er loopt niets dat ik kan stoppen.
draft-dropped = Goed, ik plan niets.
nothing-open-here = Hier staat niets open om te bevestigen of te stoppen. Gaat het over een voorstel van mij? Antwoord dan onder dat bericht, of druk daar op de knop.
nothing-open = Er staat niets open om te bevestigen of te stoppen. Een paar voorbeelden van wat je kunt vragen:
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
what-is-never-stored = **Niet:** namen of gegevens van wie besproken wordt, de tekst in de vakken van een fiche, en wat je hier typt: dat wordt vergeten zodra je antwoord hebt. Alleen een vraag die je naar de helpdesk stuurt, blijft versleuteld bewaard, zonder wat iemand kan aanwijzen.
figures = Tot nu toe { $total ->
        [0] stelde deze cel nog geen vragen
        [one] stelde deze cel één vraag
       *[other] stelde deze cel { $total } vragen
    }; op { $unknown } daarvan had ik geen antwoord. Ik tel onderwerpen, geen mensen.
figures-line = { $count } × { $subject }
masked-hint = Ik liet een stukje weg dat iemand zou kunnen aanwijzen; bewaard is het niet.
storage-unavailable = Ik kan nu niets bewaren (de schijf is vol, vergrendeld of alleen-lezen). Er is niets gewijzigd. Probeer het straks opnieuw; je tekst kun je zo opnieuw sturen.
place-of-others = Deze ruimte is al in gebruik door iemand anders of door een andere cel. Er is niets gewijzigd. Kies een andere naam voor de ruimte.
file-not-written = Ik kan het document niet wegschrijven: de schijf is vol, in de map mag niet geschreven worden, of er is geen map gekozen (in een terminal: begin met --out). De fiche blijft open: maak dat in orde en geef daarna je laatste antwoord opnieuw.
file-left-out = Het bestand dat hierbij hoort kon ik niet wegschrijven: de schijf is vol of in de map mag niet geschreven worden. De rest is wel gebeurd.
maybe-twice = (Mogelijk dubbel: ik weet niet of je dit al kreeg.)
went-wrong = Dat lukte niet door een fout bij mij (nummer { $id }). Er is niets gewijzigd. Probeer het opnieuw, of geef het nummer door aan wie Spil beheert.
own-time = { $clock } in jouw tijdzone, { $zone }
