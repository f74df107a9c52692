"""A sheet filled in as Spil's own web form, by a link: everything at once, and again until nothing is wrong."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from benchmarks.leaks.faults import SEEN, Faults
from benchmarks.leaks.plans import OPEN, Answers, asked_in
from bot.app import App
from intents.steps import SURE
from tests.channels.pages import Page, browser

MOST_POSTS = 200


async def by_page(app: App, link: str, answers: Answers, faults: Faults) -> bytes | None:
    """The document; None where there is no consensus. Each time that it is sent, something may fail."""
    async with browser(app) as client:
        page = Page((await client.get(link)).text)
        opened = (await client.post("/form/open", json={"token": page.told["token"]})).json()
        words = {field.key: asked_in(field.label) for field in page.fields}
        fields = page.filled(answers.everything())
        wrong: list[dict[str, Any]] = []
        for _ in range(MOST_POSTS):
            given = {"token": page.told["token"], "permit": opened["permit"], "fields": fields}
            with faults.armed(fields, spare=False), suppress(*SEEN):
                sent = await client.post("/form", json=given)
                if sent.status_code == 200:
                    return sent.content
                wrong = sent.json().get("fields", [])
                if answers.plan.disagrees and not wrong:
                    return None
                fields = _mended(fields, wrong, words, answers)
    raise AssertionError(f"the form is never taken: {sent.text}")


def _mended(
    fields: Mapping[str, str], wrong: Sequence[Mapping[str, Any]], words: Mapping[str, str], answers: Answers
) -> dict[str, str]:
    """The same fields, with what was wrong in them said otherwise, or settled by the way that was offered."""
    ways = {str(one["key"]): {label: value for value, label in one["options"]} for one in wrong}
    found = dict(fields)
    for key in ways:
        if key.endswith(SURE):
            continue
        offered = ways.get(f"{key}{SURE}", {})
        if way := answers.kept(offered):
            found[f"{key}{SURE}"] = offered[way]
        else:
            found.pop(f"{key}{SURE}", None)
            answer = answers.to(words[key]) if key in words else "yes"  # A function more has to agree.
            found[key] = "" if answer == OPEN else answer
    return found
