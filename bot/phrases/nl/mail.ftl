# Mail: subjects tell no more than kind and day; what stands under every mail.
channel-mail = mail
mail-subject = Bericht van Spil
mail-subject-meeting = { $meeting } { $day }
mail-subject-cancelled = Geannuleerd: { $meeting } { $day }
mail-subject-ended = Stopt: { $meeting }, vanaf { $day }
mail-subject-not-asked = Niet meer genodigd: { $meeting } { $day }
mail-answer-with = Antwoorden kan met: { $answers }
mail-foot = Spil, voor de LIVC-R. Antwoord gewoon op deze mail, in je eigen woorden. Schrijf niets over een persoon in een mail.
mail-leave = ontkoppel mail
place-unreachable = { $who } krijgt geen { $channel } van mij: het adres weigert alles. Ik stuur er niets meer heen tot ik er weer iets van krijg. Weet je een ander adres, nodig die persoon dan opnieuw uit (**nodig iemand uit**).
mail-subject-invitation = Uitnodiging voor Spil
mail-invitation = Je coördinator nodigt je uit voor Spil, de assistent van jullie LIVC-R: overleggen plannen, herinneringen, vragen over wet en praktijk. Antwoord op deze mail, één woord volstaat, en ik ken je op dit adres; je krijgt dan ook de uitnodigingen voor je agenda. Liever in een browser? { $link } De uitnodiging werkt één keer (code: { $code }). Verwachtte je dit niet, doe dan niets: dan bewaar ik ook niets van je.
