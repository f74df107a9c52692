# Mail: subjects tell no more than kind and day; what stands under every mail.
channel-mail = mail
mail-subject = Bericht van Spil
mail-subject-meeting = { $meeting } { $day }
mail-subject-cancelled = Geannuleerd: { $meeting } { $day }
mail-answer-with = Antwoorden kan met: { $answers }
mail-foot = Spil, voor de LIVC-R. Antwoord gewoon op deze mail, in je eigen woorden. Schrijf niets over een persoon in een mail.
mail-leave = ontkoppel mail
place-unreachable = { $who } krijgt geen { $channel } van mij: het adres weigert alles. Ik stuur er niets meer heen tot ik er weer iets van krijg. Weet je een ander adres, nodig die persoon dan opnieuw uit (**nodig iemand uit**).
