"""A table that fills in a sheet, row by row of `spil chat`: it reads what is asked and answers it."""

from random import Random
from typing import Any

LEAVE_OUT, IS_A_NAME = "Laat dat weg en bewaar de rest", "Ja, ik herschrijf het"

ANSWERS: dict[str, tuple[str, ...]] = {
    "direction": ("Van de LIVC-R naar de LTF",),
    "agreed": ("ja",),
    "subject": ("Een persoon", "persoon"),
    "officer": ("Zit mee aan tafel", "overslaan"),
    "reference": ("Nieuwe referentie maken",),
    "town": ("Mechelen", "Gent", "overslaan"),
    "zone": ("overslaan",),
    "dates": ("gisteren", "3 en 10 februari", "vandaag"),
    "wanted": ("overslaan",),
    "reason": ("Aangebracht door de school na een incident in januari.", "overslaan"),
    "confirmed": ("ja", "nee", "weten we niet"),
    "phase": ("traject loopt", "opstart", "traject wordt beëindigd", "er komt geen traject"),
    "categories": ("Begeleiding", "psychologische hulp en begeleiding"),
    "participants": ("Information Officer, CLB, straathoekwerk", "Information Officer en jeugdwerk"),
    "readback": ("ja",),
    "agreement": ("akkoord", "ja"),
}
BOX = (
    "Sinds januari komt de jongere elke week naar de jeugdwerking.",
    "Op 3 februari deelde hij een filmpje met geweld in de klas.",
    "De moeder is een steun; de broer helpt met het huiswerk.",
    "overslaan",
)


class Table:
    """Answers at random, but for `plants`: texts by field id that are tried first at that field."""

    def __init__(self, rng: Random, plants: dict[str, str] | None = None) -> None:
        self.rng, self.plants = rng, dict(plants or {})

    def answer(self, row: dict[str, Any]) -> dict[str, str]:
        """The row to send back to the last row that came: a text or a button."""
        buttons = {choice["label"]: choice["id"] for choice in row["choices"]}
        field = row["form"]["fields"][0].split(".")[0] if "form" in row else ""
        if IS_A_NAME in buttons:
            return {"choice": buttons[IS_A_NAME]}
        if field in self.plants:
            return {"text": self.plants.pop(field)}
        if LEAVE_OUT in buttons and self.rng.random() < 0.5:
            return {"choice": buttons[LEAVE_OUT]}
        text = self._clean(field, buttons)
        return {"choice": buttons[text]} if text in buttons else {"text": text}

    def _clean(self, field: str, buttons: dict[str, str]) -> str:
        if "Klaar" in buttons:
            return "Klaar"
        if field.endswith("_balance"):
            return self.rng.choice(("nee", "Niets meer", BOX[2]))
        return self.rng.choice(ANSWERS.get(field, BOX))
