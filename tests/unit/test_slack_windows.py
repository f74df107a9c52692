"""Slack's windows: the sheet in steps from the real form, the home tab, and looking something up aside."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payload import FormStep, Input
from bot.rendering.slack.windows import filled, step_window
from storage.store import database_file
from tests.contracts.slack.limits import texts
from tests.contracts.slack.server import FakeSlack
from tests.contracts.slack.stage import SlackStage, as_state
from tests.contracts.slack.views import view_problems
from tests.unit.test_slack import labels, words


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[SlackStage]:
    async with FakeSlack({"C1": {"U1", "U2", "UBOT"}}) as slack, SlackStage(tmp_path, slack) as stage:
        await stage.join()
        yield stage
        assert slack.refused == []


async def opened(stage: SlackStage) -> dict:
    """The sheet's window, opened by its button."""
    (offer,) = await stage.say("start een terugkoppelingsfiche")
    await stage.press(offer, labels(offer)[0])
    return stage.window()


async def test_the_sheet_opens_in_a_window_at_once(stage: SlackStage) -> None:
    view = await opened(stage)
    methods = [call.method for call in stage.slack.calls]
    assert methods.index("views.open") < methods.index("views.update")
    assert [block for block in view["blocks"] if block["type"] == "input"]
    assert view["notify_on_close"] is True


def fields(view: dict) -> dict[str, dict]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def first_of(view: dict) -> dict[str, str]:
    """The first choice, or a few words, in every field that must be filled in."""
    needed = {b["block_id"] for b in view["blocks"] if b["type"] == "input" and not b["optional"]}
    needed |= {"readback"} & fields(view).keys()  # There one may also choose to change something.
    options = {key: element.get("options") for key, element in fields(view).items() if key in needed}
    return {key: some[0]["value"] if some else "gemeente, politie" for key, some in options.items()}


def says(view: dict) -> str:
    return "\n".join(texts(view["blocks"]))


async def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(stage: SlackStage) -> None:
    view = await opened(stage)
    wrong = await stage.fill()
    assert wrong["response_action"] == "errors"
    assert wrong["errors"].keys() == first_of(view).keys()
    assert stage.window() == view
    assert (await stage.fill(**first_of(view)))["response_action"] == "update"


async def walk(stage: SlackStage, typed: str, longest: int = 40) -> list[dict]:
    """Through the whole sheet: `typed` in the first box of text, the first choice where one is needed."""
    views, once = [await opened(stage)], False
    while fields(views[-1]) and len(views) < longest:
        boxes = [key for key, e in fields(views[-1]).items() if e.get("multiline")]
        answers = first_of(views[-1]) | ({boxes[0]: typed} if boxes and not once else {})
        once = once or bool(boxes)
        answer = await stage.fill(**answers)
        assert answer["response_action"] == "update", answer
        views.append(stage.window())
    return views


async def test_the_whole_sheet_ends_with_a_link_and_leaves_no_word_in_slack(stage: SlackStage) -> None:
    views = await walk(stage, "Zevenblad groeit weelderig sinds maart.")
    assert "submit" not in views[-1]
    assert "<http://127.0.0.1:8080/" in says(views[-1])
    assert [view for view in views if "Zevenblad" in says(view)]  # Read back, in the window only.
    sent = [call.given for call in stage.slack.calls if call.method.startswith("chat.")]
    assert "Zevenblad" not in f"{sent}"
    files = database_file(stage.folder).parent.glob("**/*")
    assert b"Zevenblad" not in b"".join(file.read_bytes() for file in files if file.is_file())


async def test_one_goes_back_and_finds_what_was_answered(stage: SlackStage) -> None:
    first = await opened(stage)
    await stage.fill(**first_of(first))
    second = stage.window()
    assert second["private_metadata"] != first["private_metadata"]
    await stage.fill("block_actions")
    again = stage.window()
    assert again["private_metadata"] == first["private_metadata"]
    chosen = fields(again)["direction"]["initial_option"]["value"]
    assert chosen == first_of(first)["direction"]


async def test_who_closes_the_window_goes_on_later(stage: SlackStage) -> None:
    first = await opened(stage)
    await stage.fill(**first_of(first))
    left = stage.window()
    assert await stage.fill("view_closed") is None
    await stage.slack.send("interactive", {**shortcut(), "trigger_id": stage.trigger()})
    await stage.quiet()
    assert stage.window()["private_metadata"] == left["private_metadata"] or "form.anew" in fields(
        stage.window()
    )


def shortcut() -> dict:
    user = {"id": "U1", "username": "u1", "team_id": "T1"}
    return {"type": "shortcut", "callback_id": "spil-sheet", "user": user, "team": {"id": "T1"}, "token": "x"}


async def test_a_step_that_comes_twice_shows_where_the_sheet_is(stage: SlackStage) -> None:
    first = await opened(stage)
    fresh = stage.slack.views[first["id"]]
    await stage.fill(**first_of(first))
    second = stage.window()
    stage.slack.views[first["id"]] = fresh
    await stage.fill(**first_of(first))
    assert stage.window()["private_metadata"] == second["private_metadata"]


async def test_a_stranger_sees_in_the_window_how_to_join(stage: SlackStage) -> None:
    await stage.slack.send("interactive", {**shortcut(), "user": {"id": "U2"}, "trigger_id": stage.trigger()})
    await stage.quiet()
    assert "coördinator" in says(stage.window())


async def test_an_old_trigger_opens_nothing_and_breaks_nothing(stage: SlackStage) -> None:
    await stage.slack.send("interactive", {**shortcut(), "trigger_id": "long-ago"})
    await stage.quiet()
    assert stage.slack.refused == ["expired_trigger_id"]
    stage.slack.refused.clear()
    assert len(await stage.say("hallo")) == 1


async def test_the_home_tab_of_a_member_and_of_a_stranger(stage: SlackStage) -> None:
    (home,) = await stage.take("event")
    assert home["view"]["type"] == "home"
    (proposal,) = await stage.say("plan een casusoverleg op dinsdag 10 maart 2026 om 14u in het stadhuis")
    await stage.press(proposal, labels(proposal)[0], answers=3)
    (home,) = await stage.take("event")
    assert "10 maart" in says(home["view"])
    (stranger,) = await stage.take("event", user="U9")
    assert "coördinator" in says(stranger["view"])


async def test_the_text_of_a_message_is_looked_up_for_who_asked(stage: SlackStage) -> None:
    plan = "plan een casusoverleg op dinsdag 10 maart 2026 om 14u in het stadhuis"
    (proposal,) = await stage.say(plan)
    answers = await stage.take("message_action")
    assert {(a["method"], a["user"], a["channel"]) for a in answers} == {("chat.postEphemeral", "U1", "C1")}
    done = await stage.press(proposal, labels(proposal)[0], answers=3)
    assert "gebruikt" not in words(done[0])


INPUTS = st.builds(
    Input,
    key=st.sampled_from(["a", "b.sure", "c"]),
    kind=st.sampled_from(["text", "lines", "one", "several"]),
    label=st.text(max_size=2100),
    hint=st.text(max_size=2100),
    options=st.lists(
        st.tuples(st.text("ab", min_size=1, max_size=5), st.text(min_size=1, max_size=90)),
        min_size=1,
        max_size=30,
        unique_by=lambda option: option[0],
    ).map(tuple),
    value=st.text(max_size=40),
    problem=st.text(max_size=30),
    longest=st.integers(1, 9000),
)
STEPS = st.builds(
    FormStep,
    id=st.just("s"),
    title=st.text(max_size=60),
    text=st.text(max_size=400).map(lambda text: text * 20),
    inputs=st.lists(INPUTS, max_size=3, unique_by=lambda field: field.key).map(tuple),
    here=st.integers(1, 20),
    total=st.just(20),
    submit=st.text(min_size=1, max_size=40),
    back=st.text(max_size=90),
)


@given(STEPS)
def test_every_step_is_inside_slacks_limits_and_what_it_holds_comes_back(step: FormStep) -> None:
    view = step_window(step, "https://spil.example.org", "Later verder")
    assert view_problems(view) == []
    held = {key: as_state(element, None) for key, element in fields(view).items()}
    for field in step.inputs:
        back = filled({"state": {"values": held}})[field.key]
        if field.kind in ("text", "lines"):
            assert back == field.value[: min(field.longest, 3000)]
        else:
            assert set(back.split("\n")) - {""} <= {value for value, _ in field.options}


async def test_a_second_sheet_starts_from_what_was_kept_of_the_first(stage: SlackStage) -> None:
    await walk(stage, "Zevenblad groeit weelderig sinds maart.")
    first = await opened(stage)
    code = fields(first)["reference"]["options"][1]["value"]
    await stage.fill(**first_of(first) | {"reference": code})
    view = stage.window()
    assert "al een fiche" in says(view)
    assert "Zevenblad" not in says(view)
    before = {option["value"] for option in fields(view)["wanted"]["initial_options"]}
    assert len(before) == 1
    await stage.fill(**first_of(view) | {"wanted": "psychological"})
    assert "confirmed" in fields(stage.window())
