"""Identifiers with a shape: found where they are, and not seen in meetings, laws and figures."""

import pytest

from storage.privacy import Gate

GATE = Gate()


def _found(text: str) -> set[tuple[str, str]]:
    return {(find.type, text[find.start : find.end]) for find in GATE.screen(text).finds}


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        ("NRN", "nn |85.07.30-033.28|"),
        ("NRN", "rijksregisternummer |85073003361|, onbekend"),
        ("NRN", "bisnummer |70 29 25 255 86|"),
        ("PHONE", "gsm |0470/12.34.56|"),
        ("PHONE", "bel |+32 (0)470 12 34 56| of kom langs"),
        ("PHONE", "tel |02 555 12 12|"),
        ("PHONE", "de dienst (|0470 12 34 56|) weet het"),
        ("PHONE", "tel |(0470) 12 34 56|"),
        ("PHONE", "|0033 6 12 34 56 78|"),
        ("IBAN", "rekening |BE68 5390 0754 7034|"),
        ("IBAN", "rekening |BE00123456789012| klopt niet"),
        ("IBAN", "|NL91 ABNA 0417 1643 00| in Nederland"),
        ("EMAIL", "mail |an.de.wit+x@voorbeeld.be|"),
        ("EMAIL", "mail |an (at) voorbeeld punt be| niet|".replace(" niet|", "").replace(" punt ", "(punt)")),
        ("EMAIL", "mail |an at gmail punt com|"),
        ("HANDLE", "op |@an_van_x| te vinden"),
        ("HANDLE", "zie |https://www.facebook.com/an.van.x|"),
        ("HANDLE", "hij heet daar |abu_x_1080|"),
        ("HANDLE", "op snapchat: |anvanx99|"),
        ("PLATE", "wagen |1-ABC-234|"),
        ("PLATE", "een oude plaat |ABC-234|"),
        ("PLATE", "nummerplaat |AB-123-CD|"),
        ("IDDOC", "kaart |591-1234567-89|"),
        ("IDDOC", "paspoort |EN123456|"),
        ("IDDOC", "rijbewijs nr. |1234567890|"),
        ("OTHER", "dossier |BR.11.L1.012345/2020|"),
        ("DOB", "geboren op |3 mei 2005|"),
        ("DOB", "°|14/02/1999|"),
        ("DOB", "geb. |1-1-01|"),
        ("DOB", "geboren |zeventiende maart negentien zevenennegentig|"),
        ("DOB", "né le |deux novembre mil neuf cent soixante-quinze|"),
        ("DOB", "verjaart op |23 juni|"),
        ("DOB", "geboren in |1997|"),
        ("DOB", "een jongen (|12.08.2006|)"),
        ("ADDRESS", "woont |Lindestraat 14 bus 2, 2800 Mechelen|"),
        ("ADDRESS", "woont in de |lindestraat 14|"),
        ("ADDRESS", "verhuisde van de |Lindestraat| naar een studio"),
        ("ADDRESS", "il habite |rue de la Loi 16|"),
        ("ADDRESS", "|12, avenue Louise|"),
        ("ADDRESS", "he lives at |14 Nieuwstraat, 3000 Leuven|"),
        ("ADDRESS", "wohnt |Aachener Straße 45, 4700 Eupen|"),
        ("ADDRESS", "adres: |Hoogpoort 12, 9000 Gent|"),
        ("NRN", "rr |85·07·30·033·28|"),
        ("NRN", "insz |85073 003328|"),
        ("NRN", "|8 5 0 7 3 0 0 3 3 2 8|"),
        ("PHONE", "gsm |0485 12\n34 56|"),
        ("PHONE", "zijn nummer is |04/75/12 drie vier|"),
        ("PHONE", "zijn nummer is |02/12/34 vijf zes|"),
        ("PHONE", "bel |nul vier acht vijf, twaalf vierendertig zesenvijftig|"),
        ("PHONE", "appelez le |zéro quatre huit cinq douze trente-quatre cinquante-six|"),
        ("PHONE", "|485 12 34 56| zonder nul"),
        ("IBAN", "gestort op |nl91 abna 0417 1643 00|"),
        ("EMAIL", "|karim@voorbeeld,be|"),
        ("HANDLE", "op Snapchat heet hij |karim2005x|"),
        ("HANDLE", "op insta post hij als |free.brussel.x|"),
        ("HANDLE", "discord |wolf#4512|"),
        ("PLATE", "een franse wagen |fg-482-lm|"),
        ("PLATE", "een Duitse |B-KA 1234|"),
        ("PLATE", "oude plaat |ABC 123|"),
        ("IDDOC", "idkaart nr |B1234567|"),
        ("DOB", "geboren |12092004|"),
        ("DOB", "geboren |twaalf-drie-tweeduizendzes|"),
        ("DOB", "hij is van |augustus 2008|"),
        ("DOB", "hij wordt 18 op |12 juni 2027|"),
        ("DOB", "geboren in de zomer van |1997|"),
        ("ADDRESS", "boven de nachtwinkel in de |dorpsstraat|"),
        ("ADDRESS", "ze huurt iets in de |lange leemstraat|"),
        ("ADDRESS", "he lives at |14 Station Road|"),
    ],
)
def test_found(kind: str, marked: str) -> None:
    start = marked.index("|")
    wanted = marked[start + 1 : marked.index("|", start + 1)]
    assert (kind, wanted) in _found(marked.replace("|", ""))


@pytest.mark.parametrize(
    "text",
    [
        "dinsdag 10 maart om 14u",
        "op 12/5 of 2026-03-10 om 9u30",
        "verslag van 05/11/2025",
        "03/09/2025 14.00 u",
        "de wet van 30 juli 2018",
        "het koninklijk besluit van 21 juli 2016",
        "de wet van 30 november 1998 en het KB van 14/07/2004",
        "aanslagen van 22 maart 2016",
        "numac 2018031809, zaak 52/2021",
        "artikel 44/11/3ter, § 1",
        "1,5 miljoen euro voor 388 gemeenten",
        "budget 12 500 euro",
        "ondernemingsnummer 0123.456.789 van de vzw",
        "lokaal 2.14 op verdieping 3",
        "het meeting place on 12 March",
        "mail naar info@voorbeeld.be",
        "zie https://www.vlaanderen.be/radicalisering",
        "de werkweg, de loopbaan en de snelweg 12 keer",
        "op de speelplein 3 kinderen",
        "VERA-2R en GPI 78, COL 22/2020",
        "tussen 13.30 en 15.45 u",
        "3/2, 17/2 en 3/3",
        "op 05/02/2026 een vorming en op 17-09-2026 twee sessies",
        "@spil plan een overleg",
        "een twee drie vier vijf zes zeven acht",
        "bel om twee uur, drie kan ook, vier is te laat",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 en 11 aanwezigen",
        "de wet is van 2018, de versie van mei 2024",
        "op straat en in de schoolstraat is het rustig",
        "op tiktok keken 12 leerlingen naar 2 filmpjes",
        "een T-shirt, maat 42, en een plaat van 12 euro",
    ],
)
def test_not_seen(text: str) -> None:
    assert _found(text) == set()
