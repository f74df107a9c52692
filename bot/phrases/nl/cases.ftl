case-made = De nieuwe referentie is **{ $code }**.
case-on-paper = Noteer ze nu op jullie sleutellijst, op papier, naast de naam. Spil houdt niet bij wie wie is en kan een verloren referentie niet terugvinden.
case-start-sheet = Fiche invullen
case-show-list = Alle referenties
case-close = Afsluiten
case-reopen = Heropenen
case-closed = { $code } is afgesloten. Na de bewaartermijn wis ik ze, met haar fiches en agendapunten; tot dan kan je ze heropenen. Schrap ze daarna ook op jullie sleutellijst.
case-reopened = { $code } is weer open.
case-is-closed = Ze is afgesloten, en wordt na de bewaartermijn gewist.
case-not-yours-to-close = Een referentie van je cel afsluiten of heropenen kan alleen een coördinator.
case-list = { $count ->
        [one] Er is één open referentie. Over wie ze gaat, staat alleen op jullie sleutellijst.
       *[other] Er zijn { $count } open referenties. Over wie ze gaan, staat alleen op jullie sleutellijst.
    }
case-line = **{ $code }**, gemaakt op { $day }
case-more = En nog { $count } oudere.
case-none = Er zijn nog geen referenties. Typ **nieuwe referentie** of druk hieronder: je krijgt een code om in plaats van een naam te gebruiken.
case-make-one = Nieuwe referentie
case-one = **{ $code }** is gemaakt op { $day }; { $sheets ->
        [0] er is nog geen fiche voor afgewerkt.
        [one] er is één fiche voor afgewerkt.
       *[other] er zijn { $sheets } fiches voor afgewerkt.
    }
case-sheets = Voor deze referenties is een fiche afgewerkt. De tekst ervan bewaar ik niet; het document hebben jullie zelf.
case-sheets-line = **{ $code }**: versie { $version }, van { $day }
case-no-sheets = Er is nog geen fiche afgewerkt.
case-no-consensus = Over de laatste fiche is er geen consensus meer.
case-unknown = { $code } ken ik niet in deze cel. { $near ->
        [none] Kijk ze na op jullie sleutellijst.
       *[other] Bedoel je { $near }?
    }
case-mistyped = In { $code } zit een tikfout: een teken is fout of twee zijn verwisseld. { $near ->
        [none] Kijk ze na op jullie sleutellijst.
       *[other] Bedoel je { $near }?
    }
case-not-whole = { $code } is geen hele referentie: na LR komen negen tekens, zoals in LR-ZGW-H3B-MKX. { $near ->
        [none] Kijk ze na op jullie sleutellijst.
       *[other] Bedoel je { $near }?
    }
case-not-for-helpdesk = Referenties zijn van een cel; wie de rol van helpdesk heeft, ziet of maakt er geen.
case-key-list = Sleutellijst afdrukken
case-key-list-made = { $count ->
        [0] Een lege sleutellijst om af te drukken.
        [one] Een sleutellijst om af te drukken, met jullie ene open referentie en plaats voor nieuwe.
       *[other] Een sleutellijst om af te drukken, met jullie { $count } open referenties en plaats voor nieuwe.
    } De namen schrijf je er met de hand bij: ik ken ze niet. Bewaar ze achter slot, nooit als bestand.
