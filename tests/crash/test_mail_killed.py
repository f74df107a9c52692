"""kill -9 of `spil serve` while it writes and reads mails: nobody is left out, and no mail has two Message-IDs."""

import asyncio
import os
import random
import signal
import sqlite3
import sys
from collections import Counter, defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from storage.moments import stamp
from storage.records import Delivery
from storage.store import database_file
from storage.store.conversations import direct_conversations
from storage.store.deliveries import add_delivery
from storage.store.meetings import load_meetings, meeting_occurrences
from storage.store.people import cell
from tests.channels.driver import until
from tests.channels.mail import OnMail, address_of
from tests.contracts.mail.servers import ADDRESS, PASSWORD
from tests.contracts.mail.writing import letter
from tests.conversations.stage import CACHE

KILLS = int(os.environ.get("SPIL_KILLS", "1"))
PEOPLE = 8 * KILLS
BRUSSELS = ZoneInfo("Europe/Brussels")
RUN = "from bot.cli import main; main()"
PATIENCE = 300, 0.05
"""Seconds until it counts as hanging, on however slow a machine; between two looks, which take time from Spil."""
OPEN = """
select (select count(*) from inbox where handled_at is null)
     + (select count(*) from deliveries where state in ('pending', 'claimed', 'sending') and due_at <= ?)
"""


async def test_a_kill_loses_no_mail_and_doubles_none(tmp_path: Path) -> None:
    async with OnMail(tmp_path) as driver:
        people = await prepared(driver)
        driver.sink.slow = 0.2
        before = len(driver.sink.taken)
        driver.mailbox.drop(
            *[letter(n, address_of(who), "wat is een LIVC-R?") for n, who in enumerate(people)]
        )
        chance = random.Random(7)  # noqa: S311 - a test's chance
        for _ in range(KILLS):
            await lived(tmp_path, driver, chance.uniform(0.05, 0.8))
        await lived(tmp_path, driver, None)
        ids = defaultdict[tuple[str, str], set[str]](set)
        for mail in driver.sink.taken[before:]:
            kind = "reminder" if "Morgen" in (text := mail.as_string()) or "Vandaag" in text else "answer"
            ids[str(mail["To"]), kind].add(str(mail["Message-ID"]))
        assert Counter(len(found) for found in ids.values()) == {1: 2 * len(people)}
        assert driver.refused() == []
        assert driver.mailbox.unread() == 0


async def prepared(driver: OnMail) -> list[str]:
    """People with a reminder each that is due; Spil is stopped, the servers are not."""
    driver.clock.now = datetime.now(UTC)
    people = [f"lid{number}" for number in range(PEOPLE)]
    for person in people:
        await driver.join(person, "coordinator")
    # Far from any hour of this day, at which its own reminders might fall due.
    hour = 9 if driver.clock.now.astimezone(BRUSSELS).hour >= 12 else 21
    await driver.say(people[0], f"plan een overleg morgen om {hour}u")
    await driver.press(people[0], "Zo plannen")
    async with driver.app.store.everywhere() as everywhere:
        home = await cell(everywhere, "demo", driver.clock.now)
    async with driver.app.store.writing(home.id) as scope:
        (meeting,) = await load_meetings(scope)
        (time,) = await meeting_occurrences(scope, meeting.id)
        for place in await direct_conversations(scope):
            key, who = f"{time.id}:{place.member_id}:mail:reminder:PT9H:0", {"member": place.member_id}
            due = Delivery(key, home.id, place.id, "reminder", who, driver.clock.now, occurrence_id=time.id)
            await add_delivery(scope, due)
    await driver.close()
    return people


async def lived(folder: Path, driver: OnMail, seconds: float | None) -> None:
    """One life of Spil: so many seconds from its first mail on, or until nothing is left to do."""
    smtp, imap = f"127.0.0.1:{driver.sink.port}", f"127.0.0.1:{driver.mailbox.port}"
    mail = {"ADDRESS": ADDRESS, "PASSWORD": PASSWORD, "SMTP": smtp, "IMAP": imap}
    told = {**os.environ, "SPIL_TICK_SECONDS": "1"}
    told |= {f"SPIL_MAIL_{name}": value for name, value in mail.items()}
    if not (cache := folder / "data" / "cache").exists() and CACHE.is_dir():
        cache.symlink_to(CACHE)
    command = (sys.executable, "-c", RUN, "serve", "--port", "0", "--data", str(folder / "data"))
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, env=told, stdout=quiet, stderr=quiet)
    before = len(driver.sink.taken)
    try:
        await until(lambda: len(driver.sink.taken) > before or not waiting(folder, driver), *PATIENCE)
        if seconds is None:
            await until(lambda: not waiting(folder, driver), *PATIENCE)
        await asyncio.sleep(seconds or 0)
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()


def waiting(folder: Path, driver: OnMail) -> int:
    """Mails that are not read, and rows that are not settled: due now, or put back for another try. A mail is a row
    before it counts as read: so first the mails are counted, then the rows, all of these at one moment."""
    unread, soon = driver.mailbox.unread(), stamp(datetime.now(UTC) + timedelta(hours=1))
    with closing(sqlite3.connect(database_file(folder / "data"), timeout=60)) as database:
        return unread + int(database.execute(OPEN, (soon,)).fetchone()[0])
