# Who is asked to a meeting, and who is not.
guests-all = { $number ->
    [one] je bent nog alleen in je cel; wie er later bij komt, wordt ook herinnerd
   *[other] { $number } genodigden: iedereen van je cel
}
guests-some = { $number ->
    [one] alleen jij, van de { $members } mensen van je cel
   *[other] { $number } genodigden, van de { $members } mensen van je cel
}
guests-and-people = { $guests } · erbij gevraagd: { $people }
guests-functions = genodigd volgens functie: { $functions }
guests-unknown = Van { $names } ken ik de functie niet; { $number ->
    [one] die nodig
   *[other] hen nodig
} ik ook uit. Wie mij zegt ‘ik ben van het OCMW’, ken ik voortaan zo.
guests-unknown-many = Van { $number } van hen ken ik de functie niet; hen nodig ik ook uit. Wie mij zegt ‘ik ben van het OCMW’, ken ik voortaan zo.
guests-left = niet genodigd uit je cel: { $functions }
people-left = Niet genodigd: { $functions }.
people-came = { $number ->
    [one] Eén lid van je cel krijgt nu de uitnodiging.
   *[other] { $number } leden van je cel krijgen nu de uitnodiging.
}
people-went = { $number ->
    [one] Eén lid van je cel krijgt bericht dat het er niet bij hoeft te zijn, en geen herinneringen meer.
   *[other] { $number } leden van je cel krijgen bericht dat ze er niet bij hoeven te zijn, en geen herinneringen meer.
}
people-went-news = Je hoeft niet bij dit overleg te zijn: { $meeting }. Je krijgt er geen herinneringen meer voor.
news-as-it-stands = Ik kon je hierover niet bereiken waar ik het eerst probeerde. Zo staat het nu: { $meeting }. Kom je?
planned-voted-news = Nieuw overleg, na de peiling: { $meeting }. Je zei dat je dan kan; ik noteerde dat je komt.
guests-part = alleen wie in de cel ‘{ $part }’ zit, of nog niet zei in welke
wish-part = cel: { $part }
