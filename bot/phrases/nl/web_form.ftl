# Spil's own pages outside the chat: the feedback sheet as a web form, and the page where a document is fetched.
web-form-title = Terugkoppelingsfiche
web-form-intro = We vullen de terugkoppelingsfiche in, stap voor stap. Elk vak mag leeg blijven. Geen namen: schrijf “de broer” of “een leerkracht”.
web-form-kept = Wat je typt, blijft op deze pagina tot je het document maakt. Sluit ze niet: dan is het weg. Daarna bewaar ik alleen de referentie, de data, de richting, de fase en welke vakken gebruikt zijn.
web-form-step = Stap { "{n}" } van { "{total}" }
web-form-next = Verder
web-form-back = Terug
web-form-make = Maak het document
web-form-busy = Even wachten
web-form-none = Geen antwoord
web-form-choose = Kies hier
web-form-sure = Jouw keuze
web-form-missing = Dit heb ik nodig: zonder antwoord is er geen fiche.
web-form-problems = Nog niet klaar. Kijk na wat ik hier vraag; wat je typte, staat er nog.
web-form-ended = Hier stopt het: er komt geen document. Je tekst staat er nog.
web-form-not-sent = Niet verstuurd: er is geen verbinding. Je tekst staat er nog; probeer het opnieuw.
web-form-not-opened = Geen verbinding met Spil. Laad de pagina opnieuw.
web-form-read-head = Dit komt in de fiche:
web-form-read-aside = Wel gevraagd, maar niet in het document
web-form-read-empty = Leeg
web-form-read-no-evaluation = Let op: de wet vraagt een evaluatie van de opvolging (artikel 4, § 2), en daarover staat nog niets in de fiche.
web-form-done = De fiche is klaar
web-form-gone-head = Deze link werkt niet meer
web-form-used = Een link naar het formulier werkt één keer, en opent twintig minuten lang. Vraag Spil in je gesprek opnieuw een terugkoppelingsfiche: je krijgt een nieuwe link.

web-document-head = Je fiche ligt klaar
web-document = Je kunt het document één keer ophalen, een fiche in elke vorm één keer. Daarna is de tekst weg: ik heb er geen kopie van.
web-document-sheet = Bewaar als Word-document
web-document-pdf = Bewaar als PDF
web-document-minutes = Bewaar het verslag
web-document-gone-head = Het document is er niet meer
web-document-gone = Het is al opgehaald, de twintig minuten zijn om, of Spil is intussen herstart. De tekst van de vakken bewaar ik nergens; wel de referentie, de data en de fase. Vraag Spil een nieuwe terugkoppelingsfiche om ze opnieuw in te vullen.

web-screen-kept = Dit scherm toont wat er in de fiche staat; het bewaart niets.
web-screen-more = Er staat meer: scrol ↓
web-screen-over = Er is geen fiche bezig. Wat hier stond, is weg van dit scherm.
web-screen-away = Geen verbinding met Spil. Ik probeer het opnieuw.
web-screen-used = Deze link opent één keer, twintig minuten lang. Typ in de fiche “groot scherm” voor een nieuwe.
