"""The mailbox is listened to: what arrives while something else is taken in is not left lying until the next mail."""

import asyncio
from pathlib import Path

import pytest

from tests.channels.driver import until
from tests.channels.mail import OnMail, address_of
from tests.contracts.mail.writing import letter


async def test_a_mail_that_arrives_amid_another_is_answered_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with OnMail(tmp_path) as mail:
        await mail.join("bert", "coordinator")
        box, before = mail.stage.way._box, len(mail.sink.taken)
        first, second = (letter(number, address_of("bert"), "wat staat er gepland?") for number in (11, 12))
        later, done = [second], box.done

        def amid(uid: str) -> None:
            if later:
                mail.mailbox.drop(later.pop())
            done(uid)  # The server tells of the new mail in its answer to this, and not again.

        monkeypatch.setattr(box, "done", amid)
        mail.mailbox.drop(first)
        listening = asyncio.create_task(mail.stage.way.listen())
        try:
            await until(lambda: len(mail.sink.taken) == before + 2)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
