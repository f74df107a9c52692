## The feedback sheet. Facts from the model of 2022 and the law of 30 July 2018, in our own sentences.

sheet-intro = We vullen de terugkoppelingsfiche samen in, vraag per vraag. Elk vak mag leeg blijven; typ gerust **terug**, **overslaan**, **stop** of **wat heb ik gezegd**. De tekst van de vakken blijft in mijn geheugen tot het document klaar is (een half uur zonder bericht, hoogstens vier uur) en komt nooit in de databank. Geen namen: schrijf “de broer” of “een leerkracht”.
sheet-help = Je zit in de fiche: beantwoord de vraag, of typ **overslaan**, **terug**, **stop** of **wat heb ik gezegd**. Je mag ook gewoon iets vragen over de LIVC-R; daarna gaan we verder.
sheet-first-this = Dat lees ik als een opdracht, en die kan na de fiche. Typ **stop** als het nu moet: de fiche blijft dan staan tot je terugkomt, de tekst van de vakken nog een half uur.
sheet-on-we-go = En nu verder met de fiche:
sheet-kept = Wat je in de vakken typt, staat alleen in mijn geheugen: tot het document klaar is, een half uur zonder bericht, of hoogstens vier uur. Het komt nooit in de databank en ik stuur het naar niemand; het document krijgen alleen jullie. Bewaren doe ik de referentie, de data, welke vakken ingevuld zijn en of er consensus was.
sheet-as-question = Ik las dat als een vraag aan mij; in het vak staat nog niets. Moet het erin, schrijf het dan zonder vraagteken. Verder met de fiche:
sheet-not-in-room = Een fiche vullen we niet in een groepsgesprek in. Stuur me een rechtstreeks bericht, dan beginnen we daar.
sheet-elsewhere = Een fiche vullen we niet hier in: wat je hier typt, blijft op de servers van dit platform staan. Vul ze in op mijn eigen pagina: { $link } De link werkt één keer, { $minutes } minuten lang, en alleen voor jou; geef hem niet door.
sheet-was-left = Je hebt nog een fiche openstaan. Verdergaan, of een nieuwe beginnen? Bij een nieuwe is de oude weg.
sheet-is-paused = Je fiche staat stil. Verdergaan?
sheet-none-open = Er is geen fiche bezig. Typ **start een terugkoppelingsfiche** om er een te beginnen.
sheet-resumed = We gaan verder waar je was.
sheet-say-again = Dit moet ik nog eens vragen, want je vorige antwoord heb ik niet kunnen lezen.
sheet-withdrawn = Er is geen consensus meer, dus sluit ik de fiche: er komt geen document, en de tekst is weg. { $direction ->
        [to_livc] Zonder akkoord maak ik er geen.
       *[other] Zonder consensus van alle deelnemers mag er geen fiche weg (wet van 30 juli 2018, artikel 4, § 2).
    } Raken jullie het later eens, begin dan opnieuw.
sheet-other-question = Die knop hoorde bij een andere vraag. Nu gaat het hierover:
sheet-cannot-skip = Deze vraag kan ik niet overslaan: zonder antwoord is er geen fiche.
sheet-at-the-start = Dit is de eerste vraag, verder terug kan niet.
sheet-lost = Door een onderbreking ben ik de tekst van { $count ->
        [one] één vak
       *[other] { $count } vakken
    } kwijt: **{ $boxes }**. Op de schijf stond die tekst nooit. De andere antwoorden heb ik nog. Typ { $count ->
        [one] het vak
       *[other] de vakken
    } opnieuw:
sheet-stood-there = Dit stond er: “{ $text }”
sheet-keep-what-stood = Bewaar wat er stond
sheet-stopped = Gestopt. { $count ->
        [0] Je antwoorden blijven bewaard tot je verdergaat of ze weggooit.
       *[other] De gewone antwoorden blijven bewaard. De tekst in de vakken onthoud ik nog een half uur, daarna is die weg.
    }
sheet-discarded = De fiche is weg, met alles wat erin stond. Een nieuwe referentie die we daarvoor maakten, blijft wel bestaan.

sheet-withdraw-sure = Is er geen consensus meer? Dan sluit ik de fiche, en de tekst is weg.
sheet-page-anew = De webpagina begint leeg: wat jullie hier invulden, neem ik niet mee. Het blijft hier staan.
sheet-discard-sure = De hele fiche weggooien? Wat erin staat, is dan weg.
sheet-for-reference = De fiche is voor **{ $code }**.

## Buttons

sheet-skip = Overslaan
sheet-skip-rest = Alle vakken hierna overslaan
sheet-back = Terug
sheet-stop = Stoppen
sheet-resume = Verder met de fiche
sheet-begin-anew = Een nieuwe beginnen
sheet-discard = Fiche weggooien
sheet-done = Klaar
sheet-today = Vandaag
sheet-nothing-more = Niets meer
sheet-change = Iets wijzigen
sheet-change-box = Naar het vak { $box }
sheet-change-nothing = Toch niets wijzigen
sheet-reference-later = Fiche beginnen, referentie straks kiezen
sheet-reference-new = Nieuwe referentie maken
sheet-is-a-name = Ja, ik herschrijf het
sheet-is-no-name = Nee, zo laten
sheet-keep-so = Zo bewaren
sheet-write-anew = Herschrijf
sheet-close = Geen consensus: sluit de fiche
sheet-all-agree = Elk van de { $total } is akkoord
sheet-as-before = Zoals vorige keer: { $was }
sheet-just-one = Ja, die alleen
sheet-more-of-them = Nee, er zijn er meer
sheet-leave-out = Laat dat weg en bewaar de rest

## What is wrong with an answer

sheet-of-field = **{ $name }**:
sheet-problem-empty = Ik zie geen tekst. Typ een antwoord of druk op een knop.
sheet-problem-too-long = Dat zijn { $length } tekens, er passen er { $max }. Maak het korter; ik heb er niets van bewaard.
sheet-problem-pick-one = Dat antwoord past hier niet. Druk op een knop, of typ wat erop staat.
sheet-problem-a-question = Dat lees ik als een vraag, en het antwoord ken ik niet. Typ hier een antwoord, of druk op een knop.
sheet-problem-not-checked = Ik kon deze tekst niet nakijken op namen, en dan neem ik hem niet aan. Probeer het nog eens, liefst in kortere zinnen.
sheet-problem-names-someone = Hier staat een naam in: “{ $found }”. Schrijf liever “de broer” of “een leerkracht”. Ik heb niets bewaard.
sheet-problem-identifies-someone = Hier staat iets in waarmee je iemand kunt vinden: “{ $found }”. Laat het weg of schrijf het algemener, zonder naam, datum van geboorte, nummer of adres. Ik heb niets bewaard.
sheet-problem-police-status = “{ $found }” zegt welk statuut iemand in de GGB heeft. Dat is politie-informatie en hoort niet in Spil: de Information Officer schrijft het met de hand in het document. Ik heb niets bewaard.
sheet-problem-function-not-name = “{ $found }” lijkt een naam. Ik vraag alleen functies: “Information Officer, CLB, jeugdwerk”. Ik heb niets bewaard.
sheet-problem-bare = “{ $found }” lijkt een antwoord op iets anders. Moet dat zo in de fiche?
sheet-problem-remark = “{ $found }” lees ik als iets óver de fiche, niet als tekst erin. Moet dat zo in de fiche?
sheet-problem-no-function = “{ $found }” is geen functie. Typ wie er rond de tafel zit, met komma’s ertussen: “Information Officer, CLB, jeugdwerk”.
sheet-problem-one-participant = Maar één deelnemer, **{ $found }**: klopt dat? Iedereen die deelneemt, moet akkoord gaan voor de fiche weg mag.
sheet-problem-town-unknown = Een gemeente “{ $found }” ken ik niet. { $known ->
        [no] Hier hoort alleen de stad of gemeente. Zo bewaren?
       *[other] Bedoel je **{ $near }**?
    }
sheet-problem-town-part = “{ $found }” is geen gemeente op zich, of is een deel van een andere. Zo bewaren, of de gemeente zelf typen?
sheet-problem-no-such-date = { $shown ->
        [no] Daarin zie ik geen dag.
       *[yes] “{ $text }”: zo’n dag vind ik op geen enkele kalender.
    } Typ bijvoorbeeld **3 maart 2026** of **3, 10 en 17 maart**.
sheet-problem-in-the-future = { $day } moet nog komen. Hier horen alleen dagen waarop er al besproken is.
sheet-problem-too-long-ago = Die dag ligt voor de tijd van de LIVC’s. Hier hoort de dag waarop besproken is, nooit een geboortedatum. Ik heb niets bewaard.
sheet-problem-long-ago = **{ $day }** is meer dan een jaar geleden. Klopt dat?
sheet-problem-too-many-days = Dat zijn meer dan { $max } dagen. Noem alleen die waarop dit besproken is sinds de vorige fiche.
sheet-problem-reference-shape = Dat is geen referentie. Een referentie ziet eruit als **LR-ZGW-H3B-MKX**. Druk op een knop of typ er een.
sheet-problem-reference-symbol = In een referentie komt “{ $hint }” nooit voor. { $known ->
        [no] Kijk ze na op jullie lijst, of maak een nieuwe.
       *[yes] Bedoel je **{ $near }**?
    }
sheet-problem-reference-check = Er zit een tikfout in die referentie: het controleteken klopt niet. { $known ->
        [no] Kijk ze na op jullie lijst, of maak een nieuwe.
       *[yes] Bedoel je **{ $near }**?
    }
sheet-problem-reference-unknown = **{ $code }** ken ik niet in deze cel. { $known ->
        [no] Kijk ze na op jullie lijst, of maak een nieuwe.
       *[yes] Bedoel je **{ $near }**?
    }
sheet-is-this-a-name = Is “{ $found }” de naam van een mens? Dan schrijf je het beter anders.
sheet-rewrite = Goed, die tekst is weg. Schrijf het anders, bijvoorbeeld “de broer” of “een leerkracht”.
sheet-rewrite-odd = Goed, dat is weg.
sheet-held-no-more = Die tekst heb ik niet meer. Typ hem opnieuw.

## Opening questions

sheet-direction = **Welke kant gaat de fiche uit?**
sheet-direction-name = Richting
sheet-direction-to_ltf = Van de LIVC-R naar de LTF
sheet-direction-to_livc = Van de LTF naar de LIVC-R
sheet-direction-to_ltf-note = Van de LIVC-R naar de LTF dus. Het model (2022) noemt de domeinen een analyse, maar zegt ook dat feiten volstaan: een oordeel hoeft niet. Zo vraag ik het ook, met een datum erbij.
sheet-direction-to_livc-note = Van de LTF naar de LIVC-R dus. Eén ding spreekt zichzelf tegen: volgens de hoofdtekst van 2022 gaat het dan over wie **niet** in de GGB staat, volgens het model in dezelfde bundel komt de fiche in de GGB voor wie er **wel** een statuut heeft. Sinds de wet van 29 maart 2024 is er de gegevensbank T.E.R.; wat nu geldt, weet de Information Officer. Waarom de LTF doorverwijst en wat zij besprak, hoort niet in Spil: dat schrijft de Information Officer zelf in het document.

sheet-direction-unclear-note = De LIVC-R is jullie eigen overleg, de LTF is de Lokale Taskforce van politie en veiligheidsdiensten. Vullen jullie de fiche in om terug te koppelen wat hier besproken is, dan gaat ze van de LIVC-R naar de LTF.

sheet-agreed = { $direction ->
        [to_livc] **Is er afgesproken dat deze fiche naar de LIVC-R gaat?** Wat nuttig is, beslist de LTF zelf; toch maak ik geen fiche waar niet iedereen aan tafel achter staat.
       *[other] **Zijn alle deelnemers het eens om terug te koppelen?** Zonder consensus geen fiche, zegt de wet van 30 juli 2018 (artikel 4, § 2).
    }
sheet-agreed-name = Akkoord om terug te koppelen
sheet-agreed-unclear-note = Een duidelijk ja of nee hoor ik daar niet in. Zolang iemand twijfelt, is er geen consensus: praat het eerst uit en druk dan op een knop.
sheet-agreed-yes = Ja, iedereen
sheet-agreed-no = Nee
sheet-no-consensus = Dan stopt het hier: { $direction ->
        [to_livc] zonder akkoord maak ik geen fiche.
       *[other] zonder consensus van alle deelnemers mag er geen fiche weg (wet van 30 juli 2018, artikel 4, § 2).
    } Ik heb niets bewaard. Raken jullie het later eens, begin dan opnieuw.

sheet-subject = **Gaat het over een persoon, of over een organisatie of vereniging?** Een naam vraag ik niet. De fiche dient voor elke vorm van radicalisme of extremisme, en of er een statuut in de GGB is, maakt niet uit.
sheet-subject-name = Gaat over
sheet-subject-person = Een persoon
sheet-subject-organisation = Een organisatie of vereniging

sheet-officer = **Is de Information Officer erbij?** Die vult de fiche in, samen met de deelnemers, en verstuurt ze. Best doe je dat tijdens het overleg: dan ziet iedereen wat er weggaat.
sheet-officer-name = Information Officer
sheet-officer-present = Zit mee aan tafel
sheet-officer-informed = Niet hier, wel op de hoogte
sheet-officer-absent = Niet hier en niet op de hoogte
sheet-officer-absent-note = Breng de Information Officer op de hoogte voor de fiche vertrekt: alles loopt langs die weg.
sheet-officer-not-named = Je zei dat de Information Officer mee aan tafel zit, maar bij de deelnemers staat die niet. Hoort die erbij, typ dan **wijzig de deelnemers**.
sheet-officer-named = Je zei dat de Information Officer er niet bij is, maar noemt die bij de deelnemers. Klopt dat niet, typ dan **wijzig de deelnemers**.
sheet-officer-skipped-note = Denk eraan: de fiche vertrekt alleen via de Information Officer.

sheet-reference = **Onder welke referentie?** Wie erachter zit, staat alleen op jullie eigen lijst, buiten Spil.
sheet-reference-name = Referentie
sheet-new-reference = De referentie is **{ $code }**. Schrijf ze nu op jullie lijst, naast de naam; ik bewaar alleen de code.

## Block 1

sheet-town = **Welke stad of gemeente?**
sheet-town-name = Stad of gemeente
sheet-zone = **Welke politiezone?**
sheet-zone-name = Politiezone
sheet-dates = **Op welke dag is dit besproken?** Meer dagen mag: “3, 10 en 17 maart”.
sheet-dates-name = Datum bespreking
sheet-day = { $day }

## Which boxes; after an earlier sheet: what changed since

sheet-wanted = **Welke vakken vullen jullie nu in?** Kies er zoveel als nodig, of typ ze met komma’s ertussen: “reden, sociale context, opvolging”. Zonder antwoord vraag ik ze allemaal.
sheet-wanted-name = Ingevulde vakken
sheet-wanted-reason = { sheet-reason-name }
sheet-wanted-ideology = { sheet-ideology-name }
sheet-wanted-social = { sheet-social-name }
sheet-wanted-intention = { sheet-intention-name }
sheet-wanted-acts = { sheet-acts-name }
sheet-wanted-psychological = { sheet-psychological-name }
sheet-wanted-additional = { sheet-additional-name }
sheet-wanted-followup = { sheet-followup-name }
sheet-wanted-history = { sheet-history-name }
sheet-wanted-impact = { sheet-impact-name }
sheet-wanted-closing = { sheet-closing-name }
sheet-wanted-questions = { sheet-questions-name }
sheet-wanted-nothing = Geen vak, alleen de fase
sheet-earlier = Voor deze referentie is er al een fiche, van **{ $day }**. De tekst ervan heb ik niet; dit wel:
sheet-changed = **Wat is er sindsdien veranderd?** Kies wat jullie opnieuw invullen.

## The boxes

sheet-box = **{ $name }** · vak { $here } van { $total }
sheet-box-more = **{ $name }** · nog bij vak { $here } van { $total }
sheet-domain = Alleen feiten, met hun datum, ook wat goed gaat of neutraal is. Geen namen, en niets wat hier als geheim werd verteld.
sheet-balance = Staat er bij **{ $box }** ook iets positiefs of neutraals? Typ het hier, het komt erbij.

sheet-reason = Waarom kwam dit op de agenda? Hou het kort. Zeg er gerust bij welke dienst het aanbracht, zeker als de LTF erom vroeg.
sheet-reason-name = Reden van agendering
sheet-ideology = Wat is er gezegd, gedeeld of getoond over overtuigingen, en wanneer? Denk aan grieven of een gevoel van onrecht, steun voor extremisme of net afstand ervan, filmpjes, symbolen.
sheet-ideology-name = Overtuigingen en ideologie
sheet-social = Wat is er gezien of gebeurd rond gezin, vrienden, school, werk of vereniging, online en daarbuiten? Wie is een steun, wie trekt de verkeerde kant op?
sheet-social-name = Sociale context
sheet-intention = Is er een plan of dreiging uitgesproken, of de wens om bij een groep te gaan, er net van weg te blijven of anderen mee te trekken? Wanneer, en hoe weten jullie dat?
sheet-intention-name = Intentie
sheet-acts = Wat is er echt gedaan? Denk aan propaganda verspreiden om anderen mee te krijgen, geweld, een militaire opleiding, of een verblijf bij een gewelddadige groep, of een poging daartoe.
sheet-acts-name = Daden en vermogen

sheet-confirmed = **Heeft een psychiater of psycholoog een psychische stoornis bevestigd?** Alleen dan mag het volgende vak open.
sheet-confirmed-name = Psychische stoornis bevestigd
sheet-confirmed-yes = Ja, bevestigd
sheet-confirmed-no = Nee
sheet-confirmed-unknown = Weten we niet
sheet-confirmed-no-note = Dan blijft het vak **Psychische stoornissen** dicht: er mag alleen in wat een psychiater of psycholoog bevestigde.
sheet-confirmed-unknown-note = Dan blijft het vak **Psychische stoornissen** dicht: zolang niemand weet of een psychiater of psycholoog het bevestigde, hoort er niets in.
sheet-confirmed-skipped-note = Dan blijft het vak **Psychische stoornissen** dicht: zonder bevestiging door een psychiater of psycholoog hoort er niets in.
sheet-psychological = Wat stelde de psychiater of psycholoog vast, en wanneer? Alleen dat, en alleen wat hier gedeeld mag worden.
sheet-psychological-name = Psychische stoornissen
sheet-additional = Wat beschermt of maakt kwetsbaar, en paste nog nergens? Denk aan opleiding, relatie, jeugd, een ingrijpende gebeurtenis, sociale media.
sheet-additional-name = Bijkomende informatie

## Block 4

sheet-phase = **In welke fase zit de opvolging?**
sheet-phase-name = Fase van de opvolging
sheet-phase-startup = Opstart, dossier wordt opgebouwd
sheet-phase-drafting = Traject wordt opgemaakt
sheet-phase-running = Traject loopt
sheet-phase-ending = Traject wordt beëindigd
sheet-phase-none = Er komt geen traject
sheet-phase-other = Iets anders
sheet-phase-none-note = Dat is ook een geldige uitkomst, en ze mag worden teruggekoppeld.
sheet-categories = **Waaruit bestaat het traject?** Meer dan één mag.
sheet-categories-name = Inhoud van het traject
sheet-categories-guidance = Begeleiding
sheet-categories-vdab = Naar werk, met de VDAB
sheet-categories-education = Naar onderwijs of opleiding
sheet-categories-psychological = Psychologische hulp
sheet-categories-existing = Hulp die er al was
sheet-categories-other = Iets anders
sheet-picked = Gekozen: **{ $chosen }**. Nog iets?
sheet-followup = Wat hebben jullie afgesproken? Welke diensten werken eraan, sinds wanneer, hoe lang nog, en wat waren de keerpunten?
sheet-followup-name = Opvolging zoals afgesproken
sheet-history = Hoe liep de opvolging tot nu toe? Zet er data bij.
sheet-history-name = Historiek van de opvolging
sheet-impact = Wat veranderde er door de opvolging, ten goede of niet? De wet wil dat de fiche de opvolging evalueert; dat doe je hier.
sheet-impact-name = Impact van de opvolging
sheet-closing = Waarom stopt het traject?
sheet-closing-name = Reden van afsluiting
sheet-questions = { $direction ->
        [to_livc] Welke vragen heeft de LTF voor de LIVC-R?
       *[other] Welke vragen hebben jullie voor de LTF?
    }
sheet-questions-name = Vragen

## The end

sheet-participants = **Wie neemt er echt deel aan dit overleg?** Typ de functies, geen namen: “Information Officer, CLB, jeugdwerk”. Ik vraag straks aan elke functie of die akkoord is.
sheet-participants-name = Deelnemers
sheet-readback-head = **Dit komt in de fiche:**
sheet-readback-nothing = Er staat nog niets in de fiche.
sheet-readback-line = **{ $name }:** { $value }
sheet-readback-box = **{ $name }:** { $text }
sheet-readback-aside = Wel gevraagd, maar niet in het document: { $answers }
sheet-readback-empty = **Leeg:** { $boxes }
sheet-readback-no-evaluation = **Let op:** de wet vraagt een evaluatie van de opvolging (artikel 4, § 2), en daarover staat nog niets in de fiche.
sheet-readback = **Klopt alles, en staat er niets in dat hier als geheim werd verteld?** Daarna vraag ik elke functie om akkoord.
sheet-readback-name = Nagelezen
sheet-readback-yes = Ja, dit klopt
sheet-agreement = **{ $about }**: akkoord dat precies deze tekst vertrekt? ({ $here } van { $total })
sheet-agreement-name = Akkoord
sheet-agreement-unclear-note = Een duidelijk ja of nee hoor ik daar niet in. Wie twijfelt, is niet akkoord: praat het eerst uit en druk dan op een knop.
sheet-agreement-yes = Akkoord
sheet-agreement-no = Niet akkoord
sheet-disagreed = **{ $about }** is niet akkoord, dus is er geen consensus en maak ik geen document. Pas de tekst aan en vraag daarna opnieuw elk akkoord, of gooi de fiche weg.
sheet-change-what = Wat wil je wijzigen?
sheet-this-one = Je bent nu bij dat vak: typ wat erin moet, of druk op **Overslaan** om het leeg te laten.
sheet-comes-later = Dat vak komt nog, straks kun je het invullen. Nu eerst dit:
sheet-not-in-this-one = Dat vak zit niet in deze fiche. Wil je het erbij, typ dan **wijzig ingevulde vakken**. Nu gaat het hierover:
sheet-finished = Klaar. De fiche voor **{ $code }** zit in dit document; bewaar het nu. Een kopie heb ik niet: hoogstens twintig minuten blijft ze in mijn geheugen, voor wie ze ook als PDF wil. Naam, geboortedatum en statuut zijn open: de Information Officer schrijft ze er met de hand bij, kijkt de fiche na en bezorgt ze { $direction ->
        [to_livc] aan de LIVC-R.
       *[other] aan de LTF.
    } Ik verstuur niets.
sheet-as-pdf = Ook als PDF
sheet-retract = Toch geen consensus
sheet-retract-later = Is er toch geen consensus? Typ **{ $code }** in je gesprek met mij, en druk op **Toch geen consensus**.
sheet-retracted = Genoteerd: over deze fiche is er geen consensus meer. Verstuur ze niet, en zeg het de Information Officer als die ze al heeft; wat bij jullie ligt, kan ik niet wissen. In mijn geheugen is ze weg.
sheet-print = Dezelfde fiche als PDF, om voor te lezen of af te drukken. Uit mijn geheugen is ze nu weg.
sheet-print-gone = Die fiche heb ik niet meer. Het Word-document dat je kreeg, kun je zelf als PDF bewaren.
