# Words of documents that the deployer added, and how they are added.
quoted-earlier = In de versie van { $date } van **{ $title }** stond dit; de versie van { $later } heeft die vervangen:
quoted-replaced = In een vroegere versie van **{ $title }** stond dit; een nieuwere heeft die vervangen:
documents-none = Het draaiboek zelf zit niet in Spil. Voegt wie Spil beheert het toe met **spil ingest**, dan citeer ik eruit, met bladzijde en datum.
