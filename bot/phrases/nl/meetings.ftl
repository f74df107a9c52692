meeting-headline = **{ $title }** · { $start } (Brussel) · { $place }
meeting-place = { $place }
meeting-online = online
meeting-no-place = plaats nog niet gekend
meeting-series = daarna { $rhythm }: { $days }, …
rhythm-daily = { $interval ->
    [one] elke dag
   *[other] om de { $number } dagen
}
rhythm-weekly = { $interval ->
    [one] elke week
   *[other] om de { $number } weken
}
rhythm-monthly = { $interval ->
    [one] elke maand
   *[other] om de { $number } maanden
}
rhythm-yearly = { $interval ->
    [one] elk jaar
   *[other] om de { $number } jaar
}
meeting-reminders = herinnering: { $offsets } vooraf · { $guests }
offset-minutes = { $number ->
    [one] één minuut
    [15] een kwartier
    [30] een half uur
   *[other] { $words } minuten
}
offset-hours = { $number ->
    [one] een uur
   *[other] { $words } uur
}
offset-days = { $number ->
    [one] een dag
   *[other] { $words } dagen
}
offset-weeks = { $number ->
    [one] een week
   *[other] { $words } weken
}
offset-months = { $number ->
    [one] een maand
   *[other] { $words } maanden
}
draft-when = Wanneer? Zeg dag en uur, bijvoorbeeld: volgende donderdag om 14u.
draft-when-within = Welke dag van { $first } tot { $last }, en hoe laat?
draft-what-time = { $day }: hoe laat?
draft-when-else = Welk moment past wel?
draft-confirm = Zo plannen
draft-edit = Wijzig
draft-no = Niet doen
draft-change = Wat moet er anders? Typ het gewoon, bijvoorbeeld: om 15u in de raadzaal, of: herinner een week vooraf.
odd-no-such-date = Die datum bestaat niet.
odd-no-such-time = Dat uur bestaat niet.
odd-end-before-start = Het einde lag voor het begin; ik hield alleen het begin over.
odd-other-weekday = Let op: die datum valt op een andere weekdag dan je schreef.
finding-in-the-past = Dat moment is al voorbij.
finding-end-before-start = Het einde ligt voor het begin.
finding-too-long = Langer dan twaalf uur kan een overleg niet duren. Klopt het uur?
finding-rule-unreadable = Dat ritme begrijp ik niet. Zeg het bijvoorbeeld zo: elke zes weken, of: elke eerste donderdag van de maand.
finding-rule-starts-elsewhere = Let op: de eerste datum past niet in dat ritme.
finding-months-skipped = Let op: niet elke maand heeft een { $detail }ste; die maanden vallen weg.
finding-exdate-not-in-series = { $days } valt niet in de reeks; er was niets uit te sluiten.
finding-nothing-left = Zo blijft er geen enkele datum over.
finding-weekend = Let op, weekend: { $days }{ $rest ->
    [0] .
   *[other] {" "}en nog { $rest }.
}
finding-night = Let op: dat is buiten de kantooruren.
finding-public-holiday = Let op, feestdag ({ $detail }): { $days }.
finding-closed-day = Let op, dan zijn jullie gesloten: { $days }{ $rest ->
    [0] .
   *[other] {" "}en nog { $rest }.
}
finding-regional-holiday = Let op, feestdag in je gewest of gemeenschap ({ $detail }): { $days }.
finding-school-holiday = In de schoolvakantie: { $breaks }.
finding-clash = Let op, overlapt met: { $detail } ({ $days }{ $rest ->
    [0] {""}
   *[other] {" "}en nog { $rest } keer
}).
finding-reminder-too-late = De herinnering van { $offset } vooraf valt weg: dat moment is al voorbij.
finding-reminder-unreadable = Een herinnering begreep ik niet; zeg bijvoorbeeld: een dag en een uur vooraf.
planned = Gepland. De uitnodiging voor je agenda zit hierbij; de herinneringen stuur ik vanzelf.
planned-news = Nieuw overleg: { $meeting }. Kom je?
undo = Maak ongedaan
show-planned = Wat staat er gepland?
nothing-to-undo = Er is niets dat ik nog ongedaan kan maken.
planned-head = Gepland:
planned-more = En nog { $rest } andere.
nothing-planned-yet = Er staat nog niets gepland; dit is je voorstel:
nothing-planned = Er staat niets gepland.
none-on-that-day = Op { $day } staat er niets gepland. Het eerstvolgende: { $next }
which-meeting = Welk overleg bedoel je?
who-comes-button = Wie komt?
move-next = Verplaats het eerste
cancel-next = Zeg het eerste af
card-over = Voorbij: { $meeting }
card-older = **{ $title }**: hoe het nu staat, lees je hieronder, in mijn nieuwste bericht hierover.
card-cancelled = Gaat niet door: { $meeting }
who-comes = { $numbers }.
who-yes = Komen: { $names }
who-no = Komen niet: { $names }
who-maybe = Misschien of vervangen: { $names }
who-open = Nog geen antwoord: { $names }
who-unreached = { $number ->
    [one] Eén van hen bereik ik nergens meer: verwittig die zelf, en vraag om mij weer te schrijven.
   *[other] { $number } van hen bereik ik nergens meer: verwittig hen zelf, en vraag om mij weer te schrijven.
}
who-invited = Erbij gevraagd: { $people }
rsvp-yes = Ik kom
rsvp-no = Ik kom niet
rsvp-maybe = Iemand vervangt me
rsvp-yes-kept = Genoteerd, je komt: { $meeting }
rsvp-no-kept = Genoteerd, je komt niet: { $meeting }. Voor deze keer krijg je geen herinnering meer.
rsvp-maybe-kept = Genoteerd, iemand vervangt je: { $meeting }
rsvp-unsure-kept = Genoteerd, je weet het nog niet zeker: { $meeting }
move-to-when = { $meeting }
    Naar wanneer? Bijvoorbeeld: de dag erna om 10u, of: een week later.
move-when-first = Ik weet nog niet naar wanneer.
move-into-past = { $start } is al voorbij. Naar welk moment dat nog komt?
move-preview = { $meeting }
    wordt verplaatst naar **{ $start }** (Brussel).
move-only-this = Alleen deze ene keer; de rest van de reeks blijft staan.
move-confirm = Zo verplaatsen
moved = Verplaatst: { $meeting }.{ $reminders ->
    [0] {""}
   *[other] {" "}De herinneringen gaan mee.
}{ $told ->
    [0] {""}
   *[other] {" "}De anderen krijgen bericht.
}
moved-news = Verplaatst, was { $before }: { $meeting }. Kom je?
cancel-preview = Dit overleg afzeggen? { $meeting }
cancel-this = Deze keer afzeggen
cancel-all = De hele reeks afzeggen
cancelled = { $number ->
    [one] Afgezegd: { $meeting }.
   *[other] De reeks is afgezegd vanaf: { $meeting } ({ $number } keer).
} Er gaan geen herinneringen meer uit.{ $told ->
    [0] {""}
   *[other] {" "}De anderen krijgen bericht.
}
cancelled-news = { $number ->
    [one] Afgezegd: { $meeting }
   *[other] Afgezegd, de hele reeks vanaf: { $meeting }
}
restored = Terug op de agenda: { $meeting }
restored-news = Gaat toch door: { $meeting }. Kom je?
remind-when = Hoelang vooraf? Bijvoorbeeld: twee dagen en een uur vooraf.
reminders-set = { $meeting }
    Herinnering voortaan { $offsets } vooraf, voor iedereen.
reminder-today = Vandaag om { $time }: { $title }, { $place }. { $count } { $own }
reminder-tomorrow = Morgen, { $start }: { $title }, { $place }. { $count } { $own }
reminder-ahead = { $start }: { $title }, { $place }. { $count } { $own }
reminder-soon = Begint over { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
}, om { $time }: { $title }, { $place }. { $count } { $own }
reminder-count = { $numbers }.
reminder-no-count = Nog niemand antwoordde.
reminder-own-open = **Jij hebt nog niet geantwoord.**
reminder-own-yes = Jij komt.
reminder-own-maybe = Jij stuurt een vervanger of weet het nog niet.
reminder-unsure = Misschien kreeg niet iedereen de herinnering aan dit overleg: ik werd onderbroken terwijl ik ze verstuurde, en ik stuur ze niet dubbel. { $meeting }
reminder-missed = Spil lag stil toen de herinnering voor dit overleg moest vertrekken; het was al begonnen: { $meeting }
meeting-headline-until = **{ $title }** · { $start } tot { $end } (Brussel) · { $place }
meeting-short = { $title }, { $start }
meeting-series-whole = daarna { $rhythm }: { $days }
meeting-series-until = tot en met { $day }
number = { $number ->
    [1] één
    [2] twee
    [3] drie
    [4] vier
    [5] vijf
    [6] zes
    [7] zeven
    [8] acht
    [9] negen
    [10] tien
    [12] twaalf
   *[other] { $number }
}
weekday = { $day ->
    [MO] maandag
    [TU] dinsdag
    [WE] woensdag
    [TH] donderdag
    [FR] vrijdag
    [SA] zaterdag
   *[SU] zondag
}
rhythm-weekly-day = { $interval ->
    [one] elke { $days }
   *[other] om de { $number } weken op { $days }
}
rhythm-monthly-day = elke { $days } van { $interval ->
    [one] de maand
   *[other] de maand, om de { $number } maanden
}
nth-day = { $nth ->
    [-3] op twee na laatste
    [-2] voorlaatste
    [-1] laatste
    [1] eerste
    [2] tweede
    [3] derde
    [4] vierde
    [5] vijfde
   *[other] { $nth }de
} { $day }
workday = werkdag
a-day = dag
meeting-no-reminders = geen herinnering · { $guests }
draft-which-day = Op welke dag, om { $clock }?
draft-which-day-within = Op welke dag van { $first } tot { $last }, om { $clock }?
draft-poll = Prik samen een datum
draft-rather = Toch { $day }
draft-gone = Dat voorstel loopt niet meer. Zeg opnieuw wat je wilt plannen.
draft-changed-since = Dit voorstel is intussen gewijzigd. Zo staat het nu:
left-as-is = Goed, alles blijft zoals het was.
finding-start-missing = Wanneer?
finding-time-missing = Hoe laat?
finding-public-holiday-instead = Let op, feestdag ({ $detail }): { $days }. Wel vrij: { $instead }.
school-break = { $name } ({ $days })
planned-rhythm = daarna { $rhythm }
planned-silent = Gepland, zonder herinnering. De uitnodiging voor je agenda zit hierbij.
planned-already = Dit is al gepland: { $meeting }
planned-and-cancelled = Dit was gepland en is intussen afgezegd: { $meeting }
planned-series-news = Nieuw overleg, { $rhythm }: { $meeting }. Kom je de eerste keer?
planned-series = { $meeting }
    daarna { $rhythm }: { $days }, …
planned-series-whole = { $meeting }
    daarna { $rhythm }: { $days }
none-in-that-time = Dan staat er niets gepland. Wel het dichtst daarbij: { $near }.
none-of-that-kind = Zo'n overleg staat er niet gepland. Het eerstvolgende: { $next }
count-yes = { $number ->
    [0] Nog niemand komt
    [one] Eén komt
   *[other] { $number } komen
}
count-no = { $number ->
    [one] één komt niet
   *[other] { $number } komen niet
}
count-maybe = { $number ->
    [one] één wordt vervangen of weet het nog niet
   *[other] { $number } worden vervangen of weten het nog niet
}
count-open = { $number ->
    [one] van één is er nog geen antwoord
   *[other] van { $number } is er nog geen antwoord
}
cancel-preview-all = De hele reeks afzeggen, vanaf: { $meeting }?
cancel-single = Afzeggen
change-too-late = Dat overleg is al begonnen of gaat niet meer door. Er is niets gewijzigd.
remind-only-meetings = Losse herinneringen zet ik niet; ik herinner alleen aan een overleg dat gepland is, bijvoorbeeld een dag vooraf.
remind-for-all = Voor iedereen instellen
remind-for-me = Alleen voor mij
remind-all-or-nobody = { $meeting }
    Voor jou alleen, bij elk overleg, of voor iedereen bij dit overleg: voortaan { $offsets } vooraf?
remind-nobody-at-all = { $meeting }
    Geen herinneringen meer: alleen voor jou, bij elk overleg, of voor niemand bij dit overleg?
reminders-stand = { $meeting }
    Herinnering { $offsets } vooraf, aan iedereen van je cel die niet zei weg te blijven.
reminders-stand-none = { $meeting }
    Er gaat geen herinnering uit.
reminders-change = Anders? Zeg bijvoorbeeld: herinner een week vooraf.
reminders-none = { $meeting }
    Er gaat geen herinnering meer uit.
draft-skip-holidays = Vakanties overslaan
draft-far = Let op: dat is pas in { $year }.
people-asked = { $meeting }
    Erbij gevraagd: { $people }. Wie niet in je cel zit, schrijf ik zelf niet aan: stuur hun de uitnodiging door.
people-none = { $meeting }
    Er is niemand van buiten je cel erbij gevraagd.
rhythm-stays = { $meeting }
    Deze reeks loopt { $rhythm }; een ander ritme is een nieuwe reeks. Plan die, en zeg de oude daarna af.
rhythm-goes-on = Dit blijft staan: { $meeting }. Dit komt erachter:
rhythm-never = Binnen het jaar valt er geen volgende keer na { $meeting }. Zeg een korter ritme, zoals: elke zes weken.
rhythm-plan = Nieuwe reeks: { $rhythm }
cancel-one-by-one = Ik zeg één overleg of één reeks tegelijk af.
days-and-later = { $days }, { $later }
days-of-year = { $days } { $year }
days-moved = { $days } (verplaatst)
draft-clock-change = Let op: die nacht verspringt de klok en bestaat dat uur niet; het overleg begint dan om { $clock }.
