"""A sheet filled in by talking: in the web chat and in the terminal."""

from contextlib import suppress

from benchmarks.leaks.faults import SEEN, Faults
from benchmarks.leaks.plans import START, Answers, asked_in
from tests.channels.driver import Driver, Shown

MOST_TURNS = 400
CLOSES, SAID, GOES_ON = "Geen consensus: sluit de fiche", "wat heb ik gezegd", "Verder met de fiche"
CLOSED = "sluit ik de fiche"
NONE = ("is geen fiche bezig", "niet zeker wat je bedoelt")
"""Said where no sheet is running: there the words that steer one are a message like any other."""
UNCHANGED = ("Er is niets gewijzigd", "De fiche blijft open")
"""Said where a turn did not happen: it is simply done again."""


def says_none(text: str) -> bool:
    """Whether this is what is said where no sheet is running."""
    return any(told in text for told in NONE)


class Talk:
    """One dialogue of `person`, in which every step fails once before it does not."""

    def __init__(self, driver: Driver, person: str, answers: Answers, faults: Faults) -> None:
        self._driver, self._person, self._answers, self._faults = driver, person, answers, faults
        self._shown: list[Shown] = []

    async def to_end(self) -> bytes | None:
        """The document; None where the sheet was closed without one."""
        await self._driver.seen(self._person)
        await self._do(self._answers.plan.asked)
        for _ in range(MOST_TURNS):
            if file := next((item.file for item in self._shown if item.file), None):
                return file[1]
            text = "\n".join(item.text for item in self._shown)
            if CLOSED in text:
                return None
            labels = [label for item in self._shown for label in item.buttons]
            await self._do(self._next(text, labels))
        raise AssertionError(f"the sheet does not end: {self._shown}")

    def _next(self, text: str, labels: list[str]) -> str:
        if says_none(text) or not (self._answers.asked or asked_in(text)):
            return START
        if "nog een fiche openstaan" in text or CLOSES in labels:
            return GOES_ON if GOES_ON in labels else CLOSES
        if not self._shown:
            return SAID
        return self._answers.way(labels) or self._answers.to(text)

    async def _do(self, what: str) -> None:
        """Press or type it while something fails; where that did fail, look where the sheet is."""
        with self._faults.armed(what) as fired, suppress(*SEEN):
            await self._act(what)
        self._shown = await self._driver.seen(self._person)
        if not fired or any(item.file or CLOSED in item.text for item in self._shown):
            return
        self._answers.again(what)
        if not any(told in item.text for told in UNCHANGED for item in self._shown):
            await self._act(SAID)
            self._shown = await self._driver.seen(self._person)

    async def _act(self, what: str) -> None:
        with_it = [item for item in self._shown if what in item.buttons]
        if with_it:
            await self._driver.push(self._person, with_it[-1], what)
        else:
            await self._driver.say(self._person, what)
