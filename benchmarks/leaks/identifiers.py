"""Invented identifiers of ten kinds, with right check digits, each of them used once."""

from collections.abc import Callable, Iterator, Mapping
from random import Random

FIRST = (
    "Wout", "Samira", "Bilal", "Lotte", "Yusuf", "Ewelina", "Karim", "Femke", "Aïcha", "Dries", "Naïm", "Jolien",
    "Mehmet", "Anouk", "Hamza", "Griet", "Zbigniew", "Chaima", "Joris", "Rania",
)  # fmt: skip
LAST = (
    "Vanoverschelde", "Benhaddou", "Kowalczyk", "De Smedt", "Yıldırım", "El Khattabi", "Peeters", "Okonjo",
    "Van den Broeck", "Demirci", "Claeys", "Bouazza", "Nowak", "Verhaeghe", "Aksoy", "Lambrechts",
)  # fmt: skip
STREETS = ("Lindestraat", "Kerkplein", "Stationslei", "Molendreef", "Vaartkaai", "Bosstraat", "Schoolstraat")
TOWNS = ("Aalst", "Mechelen", "Vilvoorde", "Genk", "Ronse")
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober")


def _name(rng: Random) -> str:
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _national_number(rng: Random) -> str:
    body = f"{rng.randrange(60, 99):02}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}{rng.randrange(1, 998):03}"
    return f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{97 - int(body) % 97:02}"


def _birth_date(rng: Random) -> str:
    return f"{rng.randrange(1, 29)} {rng.choice(MONTHS)} {rng.randrange(1960, 2008)}"


def _phone(rng: Random) -> str:
    tail = _digits(rng, 6)
    return f"04{rng.randrange(60, 99)} {tail[:2]} {tail[2:4]} {tail[4:]}"


def _address(rng: Random) -> str:
    place = f"{rng.randrange(1000, 9990)} {rng.choice(TOWNS)}"
    return f"{rng.choice(STREETS)} {rng.randrange(10, 300)}, {place}"


def _iban(rng: Random) -> str:
    body = f"{rng.randrange(10**9, 10**10)}"
    account = f"{body}{int(body) % 97 or 97:02}"
    return f"BE{98 - int(account + '111400') % 97:02}{account}"


def _plate(rng: Random) -> str:
    letters = "".join(rng.choice("ABCDEFGHJKLNPRSTUVXYZ") for _ in range(3))
    return f"1-{letters}-{rng.randrange(100, 1000)}"


def _card(rng: Random) -> str:
    body = f"59{rng.randrange(1, 4)}{_digits(rng, 7)}"
    return f"{body[:3]}-{body[3:]}-{int(body) % 97 or 97:02}"


KINDS: Mapping[str, tuple[Callable[[Random], str], str]] = {
    "name": (_name, "In januari zei {} dat het op school beter gaat."),
    "lower-case name": (lambda rng: _name(rng).lower(), "Volgens {} liep het in februari mis."),
    "national number": (_national_number, "Op de brief van maart stond {}."),
    "birth date": (_birth_date, "Hij is geboren op {}."),
    "phone": (_phone, "Sinds januari te bereiken op {}."),
    "mail": (
        lambda rng: f"{rng.choice(FIRST)}.{_digits(rng, 6)}@example.org".lower(),
        "Schreef in mei vanaf {}.",
    ),
    "address": (_address, "Woont sinds februari in de {}."),
    "account": (_iban, "Kreeg in maart geld op {}."),
    "plate": (_plate, "Reed in februari rond met nummerplaat {}."),
    "identity card": (_card, "Zijn identiteitskaart {} is in januari gestolen."),
}
"""By kind: how one is made, and a sentence in which it is told."""


def identifiers(rng: Random) -> Iterator[tuple[str, str]]:
    """Identifiers without end, the kinds in turn, none twice, whatever the case: each with a sentence for it."""
    used: set[str] = set()
    while True:
        for make, sentence in KINDS.values():
            while (found := make(rng)).casefold() in used:
                pass
            used.add(found.casefold())
            yield found, sentence.format(found)
