# One person on several channels, leaving, and what platforms do to places.
channel-slack = Slack
channel-teams = Teams
channel-telegram = Telegram
channel-web = de webchat
channel-terminal = de terminal
account-code = Met deze code ben je ook op een ander kanaal jezelf. Stuur ze daar aan mij, in een rechtstreeks bericht:
account-code-how = Ze werkt één keer, { $minutes } minuten lang. Geef ze aan niemand: wie ze gebruikt, is hier jou.
account-code-web = Op de webchat open je daarvoor { $link }
account-code-in-room = Die code stond hier voor iedereen te lezen, dus werkt ze niet meer. Vraag een nieuwe, en stuur die in een rechtstreeks bericht aan mij.
account-code-used = Die code werkt niet (meer): ze is al gebruikt, te oud of niet helemaal overgenomen. Een nieuwe om een kanaal te koppelen: typ op je andere kanaal **koppel mijn account**.
account-linked = Gekoppeld: hier ben je nu wie je op je andere kanaal bent. Herinneringen krijg je waar je mij het laatst schreef.
account-linked-already = Die code is van jezelf, en dit kanaal is al gekoppeld. Gebruik ze op je andere kanaal.
account-of-another = Hier ken ik je al als een ander lid, en ik voeg geen leden samen. Wil je hier iemand anders zijn, ontkoppel dan eerst dit kanaal (typ: **welke accounts zijn gekoppeld**).
account-member-already = Je bent hier al lid. De code blijft geldig voor wie ze nodig heeft.
account-channels = Ik ken je op { $channels }.
account-only-one = Dat is je enige kanaal; zonder ken ik je niet meer. Een kanaal erbij: **koppel mijn account**. Alles wissen: **wis mijn gegevens**.
account-unlink = Ontkoppel { $channel }
account-unlinked = Ontkoppeld: op { $channel } ken ik je niet meer en stuur ik niets meer.
account-not-linked = Op { $channel } ken ik je niet; er viel niets te ontkoppelen.
leave-sure = Wis alles over mij
leave-what = Met de knop wis ik je naam, je kanalen, je sessies en je antwoorden op overleggen, en stuur ik je niets meer. De overleggen zelf en de referenties van de cel blijven. Terugkeren kan met een nieuwe uitnodiging.
leave-done = Alles over jou is gewist; ik ken je niet meer. Terugkeren kan met een nieuwe uitnodiging van een coördinator.
leave-last-coordinator = Je bent de enige coördinator van je cel: na jou kan niemand nog iemand uitnodigen. Nodig eerst een andere coördinator uit (**nodig iemand uit**), dan kan ik alles over jou wissen.
place-uninstalled = Spil is uit { $channel } verwijderd: daar kan ik niemand van de cel nog bereiken. Wat ik moet zeggen, zeg ik waar je mij anders kent. Terug? Laat wie Spil beheert het daar opnieuw installeren.

## Somebody else becomes coordinator

succession-made = Dit is de overdracht voor wie de coördinatie overneemt: functies, afspraken en herinneringen, open referenties. Namen staan er niet in, en over wie besproken wordt ook niets.
succession-next = De sleutellijst geef je op papier, van hand tot hand. Je opvolger laat je binnen met **nodig een coördinator uit**; daarna wis je jezelf met **wis mijn gegevens**.
members-roles = { $count ->
        [one] Je cel heeft hier één lid: { $roles }.
       *[other] Je cel heeft hier { $count } leden: { $roles }.
    } Namen toon ik niet.
members-functions = Hun functies: { $functions }.
members-unsaid = { $count ->
        [one] Eén lid zei nog niet welke functie het heeft.
       *[other] { $count } leden zeiden nog niet welke functie ze hebben.
    }
members-several = { $name } ({ $count })
succession-not-yours = De overdracht van een cel maakt een coördinator.
