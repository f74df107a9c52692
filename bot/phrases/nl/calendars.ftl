# Links to one's own calendar.
calendar-name = LIVC-R { $cell }
calendar-link-own = Je eigen kalenderlink: { $link } Voeg hem in je agenda toe als abonnement (in Outlook “Van internet”, in Google “Via URL”). Je ziet er de overleggen van je cel, behalve die je afzegde; soort, uur en plaats, niets over een casus. Wie de link heeft, leest mee: ik toon hem maar één keer.
calendar-link-cell = De kalenderlink van de cel: { $link } Alle overleggen staan erin: soort, uur en plaats, niets over een casus. Wie de link heeft, leest mee: geef hem alleen aan leden. Ik toon hem maar één keer.
calendar-link-known-own = Je hebt al een kalenderlink. Tonen kan ik hem niet meer, want ik bewaar hem niet leesbaar. Met een nieuwe werkt de oude niet meer.
calendar-link-known-cell = De cel heeft al een kalenderlink. Tonen kan ik hem niet meer, want ik bewaar hem niet leesbaar. Met een nieuwe werkt de oude niet meer.
calendar-link-new = Nieuwe kalenderlink
calendar-link-end = Link stopzetten
calendar-link-ended = Stopgezet: die kalenderlink toont niets meer. Een nieuwe: **kalenderlink**.
calendar-link-not-yours = De kalenderlink van de hele cel krijgt alleen een coördinator. Je eigen link: **kalenderlink**.
meant-calendar-link = Een link naar de overleggen voor je eigen agenda
