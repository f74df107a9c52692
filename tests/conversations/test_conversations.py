"""Conversations as data: every `<language>/*.yaml` is played through the front door, as `spil chat` would.

    now: 2026-03-02T09:00        # local time at the start
    again_with_kills: true       # optional: played a second time, killed and reopened before every step
    steps:
      - say: mag de school iets zeggen?      # or one of
        press: Meer                          #   the label of a button under the last message that had any
        form: {field: value}                 #   a form of the channel's own
        now: 2026-03-10T13:00                #   time passes
        kill: true                           #   kill -9 and a new start on the same folder
        from: bob, role: helpdesk, room: zaal, addressed: false, cell: gent   # optional: who and where
        has: [text, …]                       # each stands somewhere in what came back (case does not matter)
        not: [text, …]                       # none of these does
        kind: ask                            # of the last message
        buttons: [label, …]                  # all of these are under the last message
        rows: 1                              # how many messages came back
        file: docx                           # a file with this ending was handed over
        in_file: [text, …]                   # what that DOCX or ICS holds
        not_in_file: [text, …]

`{code}` in a step is the last case reference that Spil showed, `{ref}` the last helpdesk reference.
"""

import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from pdfminer.high_level import extract_text

from scheduler.recurrence import to_utc
from tests.conversations.stage import Stage

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yaml"))
DOERS = ("say", "press", "form", "now", "kill")
WHO = ("from", "role", "room", "addressed", "cell")
CHECKS = {"has", "not", "kind", "buttons", "rows", "file", "in_file", "not_in_file"}
_CODE, _REF = re.compile(r"LR(?:-\w{3}){3}"), re.compile(r"(?<![\w-])H-\w{3}-\w{2}")


def _play_list() -> list[Any]:
    plays = []
    for file in FILES:
        name = f"{file.parent.name}/{file.stem}"
        plays.append(pytest.param(file, False, id=name))
        if "\nagain_with_kills: true" in file.read_text("utf8"):
            plays.append(pytest.param(file, True, id=f"{name}-killed"))
    return plays


@pytest.mark.parametrize(("file", "killed"), _play_list())
async def test_conversation(file: Path, killed: bool, tmp_path: Path) -> None:
    conversation = _read(file)
    start = to_utc(datetime.fromisoformat(str(conversation["now"])))
    seen: dict[str, str] = {}
    async with Stage(tmp_path, start) as stage:
        for number, raw in enumerate(conversation["steps"], 1):
            step = _filled_in(raw, seen)
            if killed:
                await stage.kill()
            rows = await _do(stage, step)
            _remember(rows, seen)
            _check(
                rows, step, f"step {number}: { {k: step[k] for k in DOERS if k in step} }", tmp_path / "out"
            )


def _read(file: Path) -> dict[str, Any]:
    conversation = dict(yaml.safe_load(file.read_text("utf8")))
    unknown = {key for step in conversation["steps"] for key in step} - CHECKS - {*DOERS, *WHO}
    assert not unknown, unknown  # A misspelt check would never fail.
    return conversation


async def _do(stage: Stage, step: dict[str, Any]) -> list[dict[str, Any]]:
    who = {key: value for key, value in step.items() if key not in CHECKS and key not in DOERS}
    if "kill" in step:
        await stage.kill()
        return []
    if "now" in step:
        now = step["now"]
        return await stage.pass_time(now.isoformat() if isinstance(now, datetime) else str(now))
    if "press" in step:
        return await stage.press(step["press"], **who)
    if "form" in step:
        return await stage.fill(step["form"], **who)
    return await stage.say(str(step["say"]), **who)


def _check(rows: list[dict[str, Any]], step: dict[str, Any], where: str, out: Path) -> None:
    text = "\n".join(row["text"] for row in rows)
    low, last = text.casefold(), rows[-1] if rows else {"kind": None, "choices": []}
    where = f"{where}\n{text}\n{[choice['label'] for choice in last['choices']]}"
    for wanted in step.get("has", ()):
        assert str(wanted).casefold() in low, f"missing {wanted!r} in {where}"
    for unwanted in step.get("not", ()):
        assert str(unwanted).casefold() not in low, f"found {unwanted!r} in {where}"
    assert step.get("kind", last["kind"]) == last["kind"], where
    assert step.get("rows", len(rows)) == len(rows), where
    labels = {choice["label"] for choice in last["choices"]}
    assert set(step.get("buttons", ())) <= labels, where
    _check_file([row["file"] for row in rows if "file" in row], step, where)


def _check_file(files: list[dict[str, str]], step: dict[str, Any], where: str) -> None:
    if not step.keys() & {"file", "in_file", "not_in_file"}:
        return
    assert files, f"no file: {where}"
    assert files[-1]["name"].endswith(step.get("file", "")), where
    content = text_of(Path(files[-1]["path"]))
    for wanted in step.get("in_file", ()):
        assert str(wanted) in content, f"missing in the file: {wanted!r} in {content}"
    for unwanted in step.get("not_in_file", ()):
        assert str(unwanted) not in content, f"in the file: {unwanted!r}"


def text_of(file: Path) -> str:
    """What a DOCX, a PDF or a text file says, tags left out."""
    if file.suffix == ".pdf":
        return extract_text(file)
    if file.suffix != ".docx":
        return file.read_text("utf8")
    with zipfile.ZipFile(file) as parts:
        body = parts.read("word/document.xml").decode()
    return re.sub(r"<[^>]{0,2000}>", "", body.replace("</w:p>", "\n"))


def _remember(rows: list[dict[str, Any]], seen: dict[str, str]) -> None:
    for row in rows:
        for name, pattern in (("code", _CODE), ("ref", _REF)):
            if found := pattern.findall(row["text"]):
                seen[name] = found[-1]


def _filled_in(value: Any, seen: dict[str, str]) -> Any:
    if isinstance(value, str):
        for name, text in seen.items():
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, list):
        return [_filled_in(item, seen) for item in value]
    if isinstance(value, dict):
        return {key: _filled_in(item, seen) for key, item in value.items()}
    return value
