draft-proposed = { $number ->
    [one] Eén keer valt het op een feestdag, een sluitingsdag of samen met iets anders. Ik stel voor: { $moves }.
   *[other] { $number } keer valt het op een feestdag, een sluitingsdag of samen met iets anders. Ik stel voor: { $moves }{ $rest ->
        [0] .
       *[other] {" "}en nog { $rest }.
    }
}
move-of-day = { $day } wordt { $other }
draft-confirm-moved = { $number ->
    [one] Plannen, met die verplaatsing
   *[other] Plannen, met die { $number } verplaatsingen
}
closing-which = Welke dag? Zeg bijvoorbeeld: we zijn gesloten op 26 december.
closing-too-many = Meer dan { $number } dagen ineens neem ik niet op. Zeg het in stukken.
closing-once = Alleen dan
closing-yearly = Elk jaar
closing-ask = Gesloten op **{ $day }**. Alleen dan, of elk jaar?
closing-ask-more = Gesloten van **{ $day }** tot en met **{ $last }** ({ $number } dagen). Alleen dan, of elk jaar?
closing-planned = Dan staat er wel iets gepland: { $meeting }. Dat verzet ik niet vanzelf.
closing-was-open = { $day } stond niet als sluitingsdag.
closing-open-now = { $number ->
    [one] Goed, op { $day } zijn jullie niet meer gesloten.
   *[other] Goed, vanaf { $day } zijn die { $number } dagen geen sluitingsdagen meer.
}
closing-kept = Genoteerd. Bij het plannen stel ik { $number ->
    [one] dan een andere dag
   *[other] voor die dagen een andere
} voor.
closing-back = Goed, dat is teruggezet.
closing-show = Toon sluitingsdagen
closing-own = Jullie sluitingsdagen:
closing-none = Jullie noteerden nog geen eigen sluitingsdagen. Zeg bijvoorbeeld: we zijn gesloten op 26 december.
closing-line = { $day }
closing-line-yearly = { $day }, en elk jaar
closing-regional = { $day }, en elk jaar: { $name }. Werken jullie dan wel? Zeg: wij werken op die dag.
closing-public = De wettelijke feestdagen tel ik altijd mee; bij schoolvakanties waarschuw ik alleen.
closing-line-run = { $day } tot en met { $last }
closing-ask-these = Gesloten op { $days }. Alleen dan, of elk jaar?
move-onwards-rather = Deze en alle volgende
move-onwards-confirm = Zo verplaatsen, met alle volgende
move-this-only = Alleen deze keer
move-onwards = { $meeting }
    en alle volgende worden verplaatst: **{ $start }** (Brussel), daarna { $rhythm }: { $days }{ $more ->
        [0] .
       *[other] , …
    }
move-many-days = { $meeting }
    Deze reeks valt op meer dan één weekdag; die verzet ik niet in één keer. Verzet ze apart, of plan een nieuwe reeks.
moved-onwards = Verplaatst, deze en alle volgende: { $meeting }, daarna { $rhythm }.{ $reminders ->
    [0] {""}
   *[other] {" "}De herinneringen gaan mee.
}{ $told ->
    [0] {""}
   *[other] {" "}De anderen krijgen bericht.
} In dit bestand: de oude reeks, die nu stopt.
moved-onwards-new = En in dit bestand: de reeks zoals ze verdergaat.
move-onwards-news = Verplaatst, vanaf { $before } en alle volgende keren: { $meeting }, { $rhythm }. Kom je de eerste keer?
move-onwards-back = Teruggezet: de reeks loopt weer zoals voorheen. De eerste: { $meeting }
move-onwards-back-news = De reeks loopt toch weer zoals voorheen. De eerste: { $meeting }. Kom je?
wish-kept = Genoteerd, voor jou en voor elk overleg:
wish-function = functie: { $function }
wish-usual = herinnering: zoals bij het overleg staat
wish-none = geen herinneringen
wish-offsets = herinnering: { $offsets } vooraf
wish-channel = eerst via { $channel }
wish-rest = geen berichten tussen { $first } en { $last }: die herinnering krijg je ervoor
wish-no-rest = ook 's nachts, als het zo uitkomt
wish-rest-which = Tussen welke uren? Zeg bijvoorbeeld: stuur mij niets tussen 20u en 8u.
wish-how = Anders? Zeg bijvoorbeeld: herinner mij liever een uur vooraf, of: stuur mij niets na 20u.
wish-show = Toon mijn herinneringen
wish-as-usual = Weer zoals gewoonlijk
wish-link = Account koppelen
wish-not-there = Ik bereik je nog niet via { $channel }: koppel daar eerst je account. Er is niets gewijzigd.
snooze-hour = Herinner me over een uur
snooze-when = Wanneer? Zeg bijvoorbeeld: herinner me over een uur.
snooze-too-late = Op { $start } is dat al begonnen: { $meeting }. Er is niets gewijzigd.
snooze-set = Goed, ik herinner je op { $start } nog eens aan: { $meeting }
function-mayor = burgemeester
function-police = lokale politie
function-officer = gemeentelijk ambtenaar voor preventie
function-io = Information Officer
function-ocmw = OCMW
function-clb = CLB
function-school = school
function-caw = CAW
function-health = geestelijke gezondheidszorg
function-youth = jeugdwerk of jeugdhulp
function-integration = integratie en inburgering
function-work = VDAB
function-asylum = opvang van asielzoekers
function-sport = sport
function-justice = justitiehuis
function-prosecutor = parket
function-prison = gevangenis
function-expert = expert
somebody-mayor = de burgemeester
somebody-police = iemand van de lokale politie
somebody-officer = de gemeentelijk ambtenaar voor preventie
somebody-io = de Information Officer
somebody-ocmw = iemand van het OCMW
somebody-clb = iemand van het CLB
somebody-school = iemand van de school
somebody-caw = iemand van het CAW
somebody-health = iemand van de geestelijke gezondheidszorg
somebody-youth = iemand van het jeugdwerk of de jeugdhulp
somebody-integration = iemand van integratie en inburgering
somebody-work = iemand van de VDAB
somebody-asylum = iemand van de opvang van asielzoekers
somebody-sport = iemand van de sportdienst
somebody-justice = iemand van het justitiehuis
somebody-prosecutor = iemand van het parket
somebody-prison = iemand van de gevangenis
somebody-expert = een expert
agenda-what = Wat komt er op de agenda? Een casus met haar referentie, of een onderwerp zonder namen. Bijvoorbeeld: zet LR-… op de agenda van dinsdag.
agenda-put = Op de agenda: { $point }. { $meeting }
agenda-there = { $code } staat er al op: { $meeting }
agenda-justice = Volgt het justitiehuis deze persoon op? Dan vraagt het om erbij te zijn (documentatiefiche, 2022).
agenda-ask-justice = Ja, vraag het erbij
agenda-many = Let op: dat zijn al { $number } punten.
agenda-point = { $words }
agenda-line = { $number }. { $point }
agenda-of = Agenda van { $meeting }
agenda-empty = Er staat nog niets op. Zeg bijvoorbeeld: zet LR-… op de agenda.
agenda-outline = En zoals altijd: { $points }.
agenda-show = Toon de agenda
agenda-dropped = Van de agenda gehaald: { $point }. { $meeting }
agenda-removed = Goed, dat punt staat er niet meer op.
agenda-not-there = Dat punt vind ik op geen enkele agenda.
outline-welcome = welkom en aanwezigen
outline-secrecy = afspraak over vertrouwelijkheid
outline-previous = opvolging van de vorige afspraken
outline-cases = casussen per referentie
outline-detention = overgang van gevangenis naar buiten
outline-trend = het lokale beeld zonder personen
outline-prevention = preventie en vorming
outline-cooperation = hoe loopt de samenwerking
outline-guest = gastspreker
outline-question = de vraag van wie inbrengt zonder herkenbare gegevens
outline-lessons = wat nemen we mee
outline-dates = volgende data
minutes-make = Maak een verslag
minutes-made = Een leeg verslag voor { $meeting }: functies en referenties, geen namen. Ik bewaar het niet.
rsvp-stand-in-kept = Genoteerd, { $who } komt in jouw plaats: { $meeting }. Wie dat is, bewaar ik niet: geef de uitnodiging zelf door.
who-stand-ins = In de plaats van een lid: { $functions }
attendance-kept = Aanwezig, per functie: { $functions }. { $meeting }
attendance-none = Goed, de aanwezigheid is weer leeg. { $meeting }
attendance-who = Welke functies waren er? { $meeting }
    Zeg bijvoorbeeld: aanwezig waren politie, OCMW en CLB.
attendance-over = Wie was er? { $meeting }
attendance-expected = Zegden te komen: { $functions }. Waren die er? { $meeting }
attendance-right = Klopt zo
attendance-all = Iedereen die genodigd was
attendance-others = Anders
attendance-not-now = Nu niet
attendance-later = Goed. Later kan ook: zeg dan wie er aanwezig was, of vraag een verslag.
owner-alone = Er is niemand anders in je cel om het aan over te dragen. { $meeting }
owner-whom = Aan wie draag je het over? { $meeting }
owner-you = Jij volgt dit overleg op: wat er misloopt met herinneringen, hoor jij. { $meeting }
owner-other = Dit overleg wordt opgevolgd door { $who }. { $meeting }
owner-gone = iemand die niet meer in je cel zit
owner-give = Draag het over
owner-take = Ik neem het over
owner-already = Dat is al jouw overleg: { $meeting }
owner-mine = Vanaf nu is het jouw overleg: wat er misloopt met herinneringen, hoor jij. { $meeting }
owner-given = Overgedragen. { $meeting }
owner-yours-news = Dit overleg is nu van jou; vragen en problemen erover komen bij jou. { $meeting }
owner-not-yours-news = Een collega volgt dit overleg nu op: { $meeting }
member-name = { $name }
member-function = { $name } ({ $function })
member-number = lid { $number }
member-coordinator = lid { $number } (coördinator)
told-invitation = uitnodiging of wijziging
told-reminder = herinnering
told-nobody = Hierover stuurde ik nog niemand anders iets.
told-sent = Kregen de { $what }: { $people }.
told-waiting = De { $what } is nog onderweg: { $people }.
told-uncertain = De { $what } is misschien aangekomen: { $people }.
told-failed = De { $what } is **niet aangekomen**: { $people }. Verwittig die zelf.
told-skipped = De { $what } was niet meer nodig: { $people }.
told-one = { $who } ({ $channel })
told-one-why = { $who } ({ $channel }: { $reason })
move-onwards-ends = Deze reeks stopt hier; ze gaat verder op een ander moment. { $meeting }
member-unreached = Niet bereikt via { $channel }: { $who }. Verwittig die zelf over: { $meeting }
sleeping = Jullie laatste overleg van deze soort ({ $kind }) was op { $day }; gewoonlijk is dat om de { $weeks } weken, en er staat niets gepland. Plannen we er een?
sleeping-plan = Plan er een
sleeping-not-now = Nu niet
prompt-core = Let op: de vaste kern is niet volledig. Nog niet genoemd: { $functions } (wet van 30 juli 2018, art. 3 § 1).
prompt-social = Let op: er is geen partner van de sociaal-preventieve kant uitgenodigd.
prompt-io-chair = Let op: de Information Officer zit de LIVC-R niet voor, maar is er wel een onmisbare partner (documentatiefiche, 2022).
prompt-full-day = Let op: { $partner } heeft die dag al { $number } overleggen.
prompt-ask-them = Vraag de vaste partners erbij
cancel-onwards = Deze en alle volgende afzeggen
cancel-preview-onwards = Dit overleg en alle volgende afzeggen? { $meeting }
undo-planning = Wat je plande ongedaan maken? { $meeting }{ $number ->
    [one] {""}
   *[other] {" "}en de keren erna: { $number } in totaal
}.{ $told ->
    [0] {""}
   *[other] {" "}De anderen kregen al bericht; zij horen dan dat het niet doorgaat.
}
undo-planning-sure = Ja, maak het ongedaan
draft-apart = Anders dan de rest: { $moves }{ $rest ->
    [0] .
   *[other] {" "}en nog { $rest }.
}
draft-one-none = Op { $day } valt deze reeks niet: daar wijzigde ik niets. Ze blijft zo:
draft-none-then = Dan valt deze reeks niet: daar wijzigde ik niets. Ze blijft zo:
draft-one-when = Naar wanneer wil je { $day }? De reeks blijft intussen zo:
odd-exceptions-gone = Let op: wat je uitsloot, hoorde bij de vorige dagen en geldt nu niet meer. Zeg opnieuw wat weg moet vallen.
draft-left-out = Valt weg: { $days }{ $rest ->
    [0] .
   *[other] {" "}en nog { $rest }.
}
move-of-hour = { $other }
draft-one-far = { $day } ligt meer dan een jaar vooruit: die keer kan ik nu nog niet apart zetten. Vraag het later opnieuw. De reeks blijft zo:
remind-no-hour = Een vast uur of dagdeel kan ik niet: een herinnering komt altijd zo lang vóór het begin.
remind-no-days = Bepaalde dagen overslaan kan ik niet. Uren wel: zeg bijvoorbeeld ‘stuur mij niets na 20u’.
remind-not-now = Nu meteen iemand herinneren kan ik niet: een herinnering komt altijd zo lang vóór het begin. Spreek die persoon zelf even aan.
