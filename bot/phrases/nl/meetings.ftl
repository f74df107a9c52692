meeting-headline = **{ $title }** · { $start } (Brussel) · { $place }
meeting-place = { $place }
meeting-online = online
meeting-no-place = plaats nog niet gekend
meeting-series = daarna { $rhythm }: { $days }, …
rhythm-daily = { $interval ->
    [one] elke dag
   *[other] om de { $interval } dagen
}
rhythm-weekly = { $interval ->
    [one] elke week
   *[other] om de { $interval } weken
}
rhythm-monthly = { $interval ->
    [one] elke maand
   *[other] om de { $interval } maanden
}
rhythm-yearly = { $interval ->
    [one] elk jaar
   *[other] om de { $interval } jaar
}
meeting-reminders = herinnering: { $offsets } vooraf · { $members ->
    [one] voorlopig ben jij het enige lid van je cel in Spil; wie later komt, wordt ook herinnerd
   *[other] { $members } leden van je cel
}
meeting-reminders-people = herinnering: { $offsets } vooraf, aan de leden van je cel · erbij: { $people }
offset-minutes = { $number ->
    [one] één minuut
   *[other] { $number } minuten
}
offset-hours = { $number ->
    [one] een uur
   *[other] { $number } uur
}
offset-days = { $number ->
    [one] een dag
   *[other] { $number } dagen
}
offset-weeks = { $number ->
    [one] een week
   *[other] { $number } weken
}
offset-months = { $number ->
    [one] een maand
   *[other] { $number } maanden
}
draft-when = Wanneer? Bijvoorbeeld: dinsdag 10 maart om 14u.
draft-what-time = { $day }: hoe laat?
draft-when-else = Welk moment past wel?
draft-confirm = Zo plannen
draft-edit = Wijzig
draft-no = Niet doen
draft-change = Wat moet er anders? Typ het gewoon, bijvoorbeeld: om 15u in de raadzaal, of: herinner een week vooraf.
odd-no-such-date = Die datum bestaat niet.
odd-no-such-time = Dat uur bestaat niet.
odd-end-before-start = Het einde ligt voor het begin; ik hield alleen het begin over.
odd-other-weekday = Let op: die datum valt op een andere weekdag dan je schreef.
finding-in-the-past = Dat moment is al voorbij.
finding-end-before-start = Het einde ligt voor het begin.
finding-too-long = Let op: dat duurt wel erg lang.
finding-rule-unreadable = Dat ritme begrijp ik niet. Zeg het bijvoorbeeld zo: elke zes weken, of: elke eerste donderdag van de maand.
finding-rule-starts-elsewhere = Let op: de eerste datum past niet in dat ritme.
finding-months-skipped = Let op: niet elke maand heeft die dag; die maanden vallen weg.
finding-exdate-not-in-series = Een dag die je uitsluit, valt niet in de reeks.
finding-nothing-left = Zo blijft er geen enkele datum over.
finding-weekend = Let op: { $days } valt in het weekend.
finding-night = Let op: dat is buiten de gewone uren.
finding-public-holiday = Let op, feestdag ({ $detail }): { $days }. Die ene keer kun je na het plannen verplaatsen.
finding-regional-holiday = Let op, feestdag in je gewest of gemeenschap ({ $detail }): { $days }.
finding-school-holiday = In de schoolvakantie ({ $detail }): { $days }.
finding-clash = Let op: op { $days } staat er op dat uur al iets gepland.
finding-reminder-too-late = Een herinnering valt voor nu en wordt niet meer gestuurd.
finding-reminder-unreadable = Een herinnering begreep ik niet; zeg bijvoorbeeld: een dag en een uur vooraf.
planned = Gepland. De uitnodiging voor je agenda hangt eraan; herinneringen stuur ik vanzelf.
planned-news = Nieuw overleg: { $meeting }
undo = Maak ongedaan
show-planned = Wat staat er gepland?
nothing-to-undo = Er is niets dat ik ongedaan kan maken.
planned-head = Gepland:
planned-line = { $meeting }
planned-more = En daarna nog { $rest }.
nothing-planned = Er staat niets gepland.
none-on-that-day = Op { $day } staat er niets gepland. Het eerstvolgende: { $next }
which-meeting = Welk overleg bedoel je?
who-comes-button = Wie komt?
move-next = Verplaats het eerste
cancel-next = Zeg het eerste af
who-comes = { $yes ->
    [one] 1 komt
   *[other] { $yes } komen
}, { $no } niet, { $maybe } met een vervanger of misschien, { $open } nog geen antwoord.
who-yes = Komen: { $names }
who-no = Komen niet: { $names }
who-maybe = Misschien of vervangen: { $names }
who-open = Nog geen antwoord: { $names }
who-invited = Erbij gevraagd: { $people }
rsvp-yes = Ik kom
rsvp-no = Ik kom niet
rsvp-maybe = Iemand vervangt me
rsvp-yes-kept = Goed, je komt: { $meeting }
rsvp-no-kept = Goed, je komt niet: { $meeting }. Van deze keer krijg je geen herinnering meer.
rsvp-maybe-kept = Goed, iemand vervangt je: { $meeting }
no-polls = Een datum prikken met meerdere voorstellen kan ik nog niet. Een overleg op één datum plannen wel.
move-to-when = Naar wanneer? Bijvoorbeeld: woensdag 11 maart om 10u.
move-into-past = { $start } is al voorbij. Naar welk moment dat nog komt?
move-preview = { $meeting }
    wordt verplaatst naar **{ $start }** (Brussel).
move-only-this = Alleen deze ene keer; de rest van de reeks blijft staan.
move-confirm = Zo verplaatsen
moved = Verplaatst: { $meeting }. De herinneringen gaan mee.
moved-news = Verplaatst: { $meeting }
cancel-preview = Dit overleg afzeggen? { $meeting }
cancel-this = Deze keer afzeggen
cancel-all = De hele reeks afzeggen
cancelled = { $number ->
    [one] Afgezegd: { $meeting }.
   *[other] De reeks is afgezegd vanaf: { $meeting } ({ $number } keer).
} Er gaan geen herinneringen meer uit.
cancelled-news = Afgezegd: { $meeting }
restored = Terug op de agenda: { $meeting }
restored-news = Terug op de agenda: { $meeting }
remind-when = Hoe lang vooraf? Bijvoorbeeld: herinner iedereen twee dagen en een uur vooraf.
reminders-set = { $meeting }
    Herinnering voortaan { $offsets } vooraf.
reminder-today = Vandaag om { $time }: { $title }, { $place }. { $count } { $own }
reminder-tomorrow = Morgen, { $start }: { $title }, { $place }. { $count } { $own }
reminder-ahead = { $start }: { $title }, { $place }. { $count } { $own }
reminder-soon = Begint over { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
}, om { $time }: { $title }, { $place }. { $count } { $own }
reminder-count = { $yes ->
    [one] 1 komt
   *[other] { $yes } komen
}, { $no } niet.
reminder-no-count = Nog niemand antwoordde.
reminder-own-open = **Jij hebt nog niet geantwoord.**
reminder-own-yes = Jij komt.
reminder-own-maybe = Jij wordt vervangen.
reminder-missed = Ik was niet wakker op tijd: voor { $meeting } zijn herinneringen niet verstuurd.
