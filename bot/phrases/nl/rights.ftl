# What a person may ask of what is stored about them, and the page for the data protection officer.
rights-export = Download alles over mij
rights-erase = Ook weg kan: typ **wis mijn gegevens**.
rights-officer = Link voor de functionaris
rights-not-here = Dat geef ik alleen in een rechtstreeks bericht, aan wie het mag zien. Vraag het me daar.
rights-exported = Alles wat ik over jou bewaar: { $count ->
    [one] één regel
   *[other] { $count } regels
} uit { $tables ->
    [one] één tabel
   *[other] { $tables } tabellen
}, met wat versleuteld was opengemaakt. Ik houd er zelf geen kopie van.
rights-officer-link = Op deze pagina staat alles wat Spil over je cel bewaart, tot op vandaag: hoeveel, waarvoor en hoelang; met een ontwerp van het register en van de effectbeoordeling. Geef de link aan je functionaris voor gegevensbescherming; ze werkt { $days } dagen en een vorige werkt niet meer: { $link }
web-document-export = Bewaar het bestand
web-overview-title = Wat Spil bewaart
web-overview-about = Dit is geen beschrijving maar de stand zelf, geteld en afgelezen uit de databank op
web-overview-server = De rijen staan in PostgreSQL, op een server van wie Spil beheert.
web-overview-file = De rijen staan in één bestand (SQLite), in de map van de installatie.
web-overview-key-file = De sleutel staat in een eigen bestand, enkel leesbaar voor Spil, nooit in de databank of in een back-up.
web-overview-key-apart = De sleutel komt van buiten de map van de installatie, nooit uit de databank of een back-up.
web-overview-whole = Het logboek is heel: geen regel is veranderd, verwijderd of verplaatst.
web-overview-bent = Het logboek is niet heel. Laat wie Spil beheert spil audit verify uitvoeren: dat noemt de eerste regel waarmee geknoeid is.
web-overview-roles = Leden per rol:
web-overview-channels = Kanalen waarop leden gekend zijn:
web-overview-never = Nooit bewaard: namen, geboortedata, rijksregisternummers, adressen of status van wie besproken wordt, en de tekst in de vakken van een fiche. Wie achter een referentie zit, staat alleen op de lijst van de cel zelf.
web-overview-record = Ontwerp van het register van verwerkingsactiviteiten (Markdown)
web-overview-impact = Ontwerp van de effectbeoordeling (Markdown)
web-overview-tables = Alle tabellen
web-overview-table = Tabel
web-overview-what = Wat en waarvoor
web-overview-who = Over wie
web-overview-rows = Regels nu
web-overview-keep = Hoelang
web-overview-columns = Kolommen
web-overview-days = dagen
web-overview-sealed = versleuteld
web-overview-hashed = hash
web-overview-shared = * van de hele installatie, niet van deze cel alleen.
web-overview-purges = Wat er gewist is
web-overview-before = van vóór
web-overview-nothing = nog niets
web-overview-acts = Het logboek: wie (een betekenisloos nummer) deed wat met welk nummer
web-overview-closed = Deze pagina is er alleen voor een coördinator, of met een link die nog werkt. Vraag een coördinator een nieuwe.
