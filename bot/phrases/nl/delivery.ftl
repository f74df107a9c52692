# Why something about a meeting did not arrive, and what the planner can do about it.
why-nobody = dat adres bestaat niet; vraag het juiste en nodig die persoon daarop uit
why-full = de mailbox is vol; vraag om plaats te maken
why-blocked = Spil mag daar geen berichten sturen; laat die persoon Spil weer toelaten, of nodig ze uit op een ander kanaal
why-gone = dat gesprek bestaat niet meer; laat die persoon Spil daar opnieuw aanspreken
why-rights = Spil mist er een recht; vraag het aan wie Spil beheert
why-shape = het kanaal weigerde dit bericht; meld het aan wie Spil beheert
why-away = het kanaal bleef onbereikbaar; probeer het later nog eens
why-other = onbekende fout { $code }; geef die door aan wie Spil beheert
why-unsure = geen bevestiging gekregen; vraag even na
why-declined = komt niet
why-changed = intussen gewijzigd
why-cancelled = intussen afgezegd
why-left = niet meer gevraagd of niet meer in de cel
why-late = het was al begonnen of voorbij
