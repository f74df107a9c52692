# What a person may ask of what is stored about them, and the page for the data protection officer.
rights-export = Download alles over mij
rights-keep = Niet doen
rights-kept = Goed, ik wis niets.
kept-how-long = **Hoelang?** Wat hieronder staat, verdwijnt vanzelf; wat over jezelf gaat, blijft zolang je lid bent.
kept-line = – { $span }: { $what }
kept-rule = { $rule ->
        [reminders] dat een bericht verstuurd is (zonder de inhoud)
        [dialogues] waar ons gesprek gebleven was (na je laatste woord)
        [meetings] overleggen (na de laatste keer)
        [polls] datumpeilingen
        [questions] vragen aan de helpdesk (na het antwoord)
        [cases] referenties met hun fiches (na het afsluiten)
        [audit] het logboek van wie wat deed, zonder inhoud
       *[other] { $rule }
    }
span-days = { $count ->
        [one] één dag
       *[other] { $count } dagen
    }
span-years = { $count } jaar
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
privacy-models = **Nee, achter mij zit geen ChatGPT of ander taalmodel dat zelf zinnen maakt.** Ik zoek in vaste, nagekeken teksten, op de machine waar ik draai. Wat je bedoelt, herken ik met een klein eigen model dat op voorbeeldzinnen van de makers geoefend is; van jullie berichten leert het niets, en ik stuur ze naar geen enkel AI-bedrijf.
privacy-drafts = Een ontwerp van het **register van verwerkingsactiviteiten** en van de **effectbeoordeling (DPIA)** maak ik zelf, met de feiten van deze cel erin, naast een pagina met alles wat hier bewaard wordt. Wat ik niet kan weten, zoals de rechtsgrond en het oordeel, staat er open in: dat vult je gemeente of haar functionaris voor gegevensbescherming in.
privacy-processor = Ik ben een programma op een machine die je gemeente of koepel kiest; bij mij hoort geen bedrijf dat meekijkt. Een **verwerkersovereenkomst** zit dus niet in mij: sluit er een met wie mij voor jullie beheert als dat een andere organisatie is, en met het chatplatform en een helpdesk van buiten als je die gebruikt. Wie verwerkingsverantwoordelijke is, noteert je gemeente zelf; in mijn ontwerp van het register is daar plaats voor.
privacy-periods = **Zo lang bewaar ik wat, op deze installatie:**
privacy-periods-proved = Elke dag wis ik wat lang genoeg bewaard is; alleen het aantal en de datum blijven als bewijs. Wat over een lid zelf gaat (rol, kanalen, functie), blijft tot dat lid zich laat wissen.
privacy-place = { $server ->
        [yes] Alles staat in een PostgreSQL-databank, op een server die je beheerder koos.
       *[no] Alles staat in één bestand, op de machine waar ik draai; je beheerder koos die.
    } De woorden en adressen erin zijn versleuteld, en de sleutel staat niet in de databank. Zelf stuur ik niets naar een ander bedrijf, behalve berichten langs het chatplatform of de mail die jullie zelf gebruiken. In welk land de machine staat, weet je beheerder.
privacy-platform = Wat je hier typt, komt wel eerst bij dit platform langs, en dat bewaart het volgens zijn eigen regels.
privacy-discussed = **Nee: over wie besproken wordt, bewaar ik geen naam, geboortedatum, adres of statuut,** en geen tekst uit de vakken van een fiche. Er is alleen een referentie, zuiver toeval, met de data, de fase en welke vakken gebruikt zijn. Wie erachter zit, staat op jullie eigen lijst, buiten mij; voor jullie blijft zo'n referentie dus een persoonsgegeven. Typt iemand toch een naam, dan haal ik die eruit voor ik iets bewaar. Dat lukt bijna altijd, niet altijd: typ ze dus niet.
privacy-readers = **Wat je alleen met mij typt, ziet geen ander lid,** ook geen burgemeester, en geen andere cel. In een gedeelde ruimte leest iedereen daar mee. De helpdesk ziet alleen de vragen die je naar haar stuurt, zonder wat iemand kan aanwijzen. Wie de machine en de sleutel beheert, kan bij wat bewaard is; daarom bewaar ik zo weinig.
privacy-safety = Woorden en adressen staan versleuteld (AES-GCM) in de databank, met de sleutel erbuiten. Lekt de databank toch, dan zijn tijdstippen, aantallen en referenties leesbaar, en geen woorden. Alles wat iemand doet, staat zonder inhoud in een logboek waarin een wijziging opvalt. Vermoed je een lek, verwittig dan meteen je beheerder en je functionaris voor gegevensbescherming; of jullie gebruik aan de AVG voldoet, beoordeelt die laatste.
privacy-ask-coordinator = De link naar de pagina met alles wat bewaard wordt, en naar de ontwerpen, geeft een coördinator van je cel.
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
