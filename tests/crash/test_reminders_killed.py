"""kill -9 between any two lines, inside a line and amid sixty reminders: nothing lost, nothing twice."""

import sqlite3
from collections import Counter
from pathlib import Path

from storage.store import database_file
from tests.crash.chatting import Chatting

PLAN = (
    "plan een casusoverleg volgende dinsdag om 14u in het stadhuis, elke zes weken, "
    "herinner iedereen een dag en een uur vooraf"
)
LINES: tuple[dict[str, str], ...] = (
    {"from": "bob", "text": "hallo"},
    {"from": "anna", "text": PLAN},
    {"from": "anna", "text": "ja"},
    {"from": "anna", "now": "2026-03-09T14:00"},
    {"from": "anna", "now": "2026-03-10T13:00"},
    {"from": "anna", "text": "verplaats het overleg van 21 april naar 22 april om 10u"},
    {"from": "anna", "text": "ja"},
    {"from": "anna", "now": "2026-04-21T13:30"},
    {"from": "anna", "now": "2026-04-23T09:00"},
)
DUE = {
    "Morgen, dinsdag 10 maart 2026, 14.00 u": 2,
    "Vandaag om 14.00 u": 2,
    "Morgen, woensdag 22 april 2026, 10.00 u": 2,
    "Vandaag om 10.00 u": 2,
}
"""Each reminder by its first words, for Anna and Bob."""


def reminders(chatting: Chatting) -> Counter[str]:
    """How often each reminder was shown, by its first words."""
    texts = [row["text"].split(": ")[0] for row in chatting.seen if row["kind"] == "reminder"]
    return Counter(texts)


def test_killed_after_every_line(tmp_path: Path) -> None:
    chatting = Chatting(tmp_path, "2026-03-04T09:00")
    for line in LINES:
        chatting.row(**line)
        if line["from"] == "anna":
            chatting.restart()
    assert_once(chatting)


def test_killed_inside_the_lines_that_change_something(tmp_path: Path) -> None:
    chatting = Chatting(tmp_path, "2026-03-04T09:00")
    for line in LINES:
        if line.get("text") == "ja":
            before = chatting.written()
            chatting.send(**line)
            chatting.wait_for_a_write(before)
            chatting.restart()
        chatting.row(**line)  # An impatient person says it again.
    assert_once(chatting)


def assert_once(chatting: Chatting) -> None:
    """Each reminder came once to each, and there is one meeting."""
    assert reminders(chatting) == DUE
    assert len({(row["to"], row["text"]) for row in chatting.seen if row["kind"] == "reminder"}) == 8
    chatting.row(text="wat staat er gepland?")
    chatting.kill()
    planned = chatting.seen[-1]["text"]
    assert planned.count("Casusoverleg") == 1
    assert "dinsdag 2 juni 2026, 14.00 u" in planned


def test_killed_amid_sixty_reminders(tmp_path: Path) -> None:
    chatting = Chatting(tmp_path, "2026-03-04T09:00")
    for number in range(60):
        chatting.row(**{"from": f"m{number}", "text": "."})
    chatting.row(text="plan een overleg dinsdag 10 maart om 14u")
    chatting.row(text="ja")
    for read in (5, 17):
        chatting.send(now="2026-03-09T14:00")
        chatting.read(at_most=read)
        chatting.restart()
    chatting.row(now="2026-03-09T14:05")
    chatting.kill()
    by_person = Counter(row["to"] for row in chatting.seen if row["kind"] == "reminder")
    assert set(by_person.values()) == {1}
    missing = 61 - len(by_person)
    assert missing <= _uncertain(chatting)


def test_a_second_process_beside_the_first(tmp_path: Path) -> None:
    first = Chatting(tmp_path, "2026-03-04T09:00")
    for line in LINES[:3]:
        first.row(**line)
    second = Chatting.beside(first)
    for line in LINES[3:5]:
        first.send(**line)
        second.send(**line)
        first.read()
        second.read()
    first.kill()
    second.kill()
    both = reminders(first) + reminders(second)
    assert both == {
        text: number for text, number in DUE.items() if "april" not in text and "10.00" not in text
    }


def _uncertain(chatting: Chatting) -> int:
    with sqlite3.connect(database_file(chatting.data)) as database:
        query = "select count(*) from deliveries where kind = 'reminder' and state = 'uncertain'"
        return int(database.execute(query).fetchone()[0])
