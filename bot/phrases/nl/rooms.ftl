# Channels and groups (rooms), and look-ups aside.
room-whose = Dit kanaal is nog aan geen cel verbonden. Hoort het bij { $cell }?
room-yes = Ja
room-no = Nee
room-nobody = Overleg, agenda, referenties en fiches regel ik alleen in een kanaal dat aan een cel verbonden is. Vragen over de LIVC-R beantwoord ik ook hier.
room-coordinator-must = Dat doet een coördinator van de cel. Laat die hier vragen: **verbind dit kanaal**. In een rechtstreeks bericht aan mij kan je intussen alles doen.
room-coordinator-releases = Een kanaal losmaken doet een coördinator van de cel. Laat die hier vragen: **maak dit kanaal los**.
room-others = Dit kanaal hoort bij een andere cel; hier antwoord ik jou niet. Stuur me een rechtstreeks bericht.
room-bound = Dit kanaal hoort nu bij { $cell }. Vraag me hier wat er gepland staat, of plan een overleg. Wie van een andere cel is, krijgt hier niets van de cel te zien. Weer los: **maak dit kanaal los**.
room-bound-already = Dit kanaal hoort al bij { $cell }. Weer los: **maak dit kanaal los**.
room-not-bound = Goed, ik verbind niets. Algemene vragen beantwoord ik hier wel. Toch verbinden kan later: **verbind dit kanaal**.
room-released = Dit kanaal is los: ik toon en regel hier niets meer van de cel.
room-bind-again = Verbind opnieuw
room-is-nobodys = Dit kanaal is aan geen cel verbonden.
room-say-it-there = Zeg dat in het kanaal zelf, en noem mij daarbij.
quick-elsewhere = Hier zoek ik alleen iets op. Zeg dit in ons gesprek, dan doe ik het.
quick-helpdesk = De helpdesk is er voor wat niet in mijn bronnen staat.
# What somebody sees of their cell on a page of the platform's own.
home-meetings = **Wat eraan komt**
home-no-meeting = **Er staat geen overleg gepland.** Zeg bijvoorbeeld: plan een casusoverleg volgende dinsdag om 14u.
home-sheet-open = **Je fiche staat open.** Zeg: toon de fiche.
home-sheet-left = **Een fiche wacht op je.** Zeg: ga verder met de fiche.
home-next = Stel je vraag in ons gesprek, of typ daar **help** voor voorbeelden.
