"""What people may ask of what is stored about them, and the page for the data protection officer."""

import json
import re
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.web import WebChannel, make_site
from bot.documents import make_file
from bot.joining import join_web, new_invitation
from bot.pages.document import document_routes
from bot.pages.overview import overview_routes
from bot.pages.overview.facts import facts_of, register
from storage.published import metadata
from storage.store.people import cell_ids, cell_members
from storage.store.people.personal import personal_rows
from storage.store.upkeep.retention import OWN_RULES, shipped_rules
from tests.boards import NOW, boards, said
from tests.filled import fill

ALL, ERASE, OFFICER = "Download alles over mij", "Wis alles over mij", "Link voor de functionaris"
TOKEN = re.compile(r"/(?:document|gegevens)/([\w-]{32})")


@asynccontextmanager
async def site(app: Any):
    """The web server of an installation, as a browser on the same machine."""
    routes = [*overview_routes(app), *document_routes(app)]
    web = make_site(app, WebChannel(), join_web, ["spil.example"], routes)
    transport = httpx.ASGITransport(app=web)
    head = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(transport=transport, base_url="http://spil.example", headers=head) as client:
        yield client


async def work(board: Any, who: str) -> None:
    """Something of most things that a member leaves behind."""
    (plan, *_) = await board.say(who, "plan een overleg donderdag om 10u in de raadzaal")
    await board.press(who, plan, "Zo plannen")
    await board.say(who, "ik kom")
    await board.say(who, "herinner mij voortaan twee uur vooraf")
    await board.say(who, "nieuwe referentie")


async def test_a_member_gets_all_that_is_stored_about_them_and_nothing_of_others(
    tmp_path: Path, database: str
) -> None:
    async with boards(tmp_path, "web", "slack") as (_, web, slack):
        await web.join("anna")
        await slack.join("U7-bert", "member")
        await work(web, "anna")
        (shown,) = await web.say("anna", "wat bewaar je over mij?")
        (reply,) = await web.press("anna", shown, ALL)
        name, content = make_file(reply.attachment)
        rows = json.loads(content)
    assert name == "mijn-gegevens-2026-03-02.json"
    assert set(rows) >= {
        "members",
        "identities",
        "conversations",
        "meetings",
        "wishes",
        "audit",
        "deliveries",
    }
    assert rows["conversations"][0]["address"] == "anna"
    assert rows["meetings"][0]["details"]["place"] == "raadzaal"
    assert "U7-bert" not in content.decode()
    assert not re.search(r'"\w*(hash|mac)"', content.decode())


async def test_on_a_platform_the_file_waits_behind_a_link_that_opens_once(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (app, slack):
        slack.app = app = app.reached_at("http://spil.example")
        await slack.join("anna")
        (shown,) = await slack.say("anna", "wat bewaar je over mij?")
        (token,) = TOKEN.findall(said(await slack.press("anna", shown, ALL)))
        async with site(app) as client:
            assert (await client.get(f"/document/{token}")).status_code == 200
            first = await client.post("/document", data={"token": token, "kind": "export"})
            assert json.loads(first.content)["members"][0]["role"] == "coordinator"
            assert (await client.post("/document", data={"token": token})).status_code == 410


async def test_in_a_room_nothing_of_it_is_shown(tmp_path: Path) -> None:
    async with boards(tmp_path, "slack") as (_, slack):
        await slack.join("anna")
        shown = await slack.say("anna", "wat bewaar je over mij?", room="C1:1")
        assert {message.audience for message in shown} == {"only_you"}
        buttons = [message for message in shown if message.choices]
        replies = await slack.press("anna", buttons[0], ALL, room="C1:1")
        assert [message.attachment for message in replies] == [None]
        assert TOKEN.findall(said(replies)) == []


async def test_who_is_erased_leaves_nothing_but_numbers_without_a_face(tmp_path: Path, database: str) -> None:
    async with boards(tmp_path, "web", "slack") as (app, web, slack):
        await web.join("anna-address")
        async with app.store.looking() as everywhere:
            (home,) = await cell_ids(everywhere)
            (anna,) = await cell_members(everywhere.within(home))
        await slack.join("bert", "coordinator")
        await work(web, "anna-address")
        (shown,) = await web.say("anna-address", "wis mijn gegevens")
        assert "gewist" in said(await web.press("anna-address", shown, ERASE))
        async with app.store.looking() as everywhere:
            left = await personal_rows(everywhere.within(home), anna.id)
        gone = {
            "identities",
            "responses",
            "wishes",
            "sessions",
            "choices",
            "deliveries",
            "invitations",
            "cards",
        }
        assert set(left) & gone == set()
        (member,) = left["members"]
        assert set(member) == {"id", "cell_id", "role", "language", "created_at"}
        assert {row["address"] for row in left["conversations"]} == {""}
        assert "anna-address" not in json.dumps(left)


async def test_the_officer_sees_all_tables_with_a_link_of_a_coordinator(
    tmp_path: Path, database: str
) -> None:
    async with boards(tmp_path, "web") as (app, web):
        web.app = app = app.reached_at("http://spil.example")
        await web.join("anna")
        await work(web, "anna")
        (shown,) = await web.say("anna", "wat bewaar je over mij?")
        (token,) = TOKEN.findall(said(await web.press("anna", shown, OFFICER)))
        async with site(app) as client:
            seen = await client.get(f"/gegevens/{token}")
            assert seen.status_code == 200
            for name, table in metadata.tables.items():
                assert f'<th scope="row">{name}</th>' in seen.text
                assert all(f">{column.name}" in seen.text for column in table.columns)
            assert "Het logboek is heel" in seen.text
            assert "meetings.added" in seen.text
            for name in ("register", "effectbeoordeling"):
                made = await client.get(f"/gegevens/{token}/{name}.md")
                assert made.status_code == 200
                assert "demo" in made.text
                assert "{" not in made.text
            assert "coordinator: 1" in (await client.get(f"/gegevens/{token}/register.md")).text
            (again,) = await web.say("anna", "wat bewaar je over mij?")
            await web.press("anna", again, OFFICER)
            assert (await client.get(f"/gegevens/{token}")).status_code == 410


async def test_a_session_of_a_coordinator_opens_the_page_and_no_other(tmp_path: Path) -> None:
    async with boards(tmp_path, "web") as (app, _), site(app) as client:
        assert (await client.get("/gegevens")).status_code == 401
        for role, status in (("member", 410), ("helpdesk", 410), ("coordinator", 200)):
            token = await new_invitation(app.store, "demo", role, NOW)
            session = await join_web(app.store, token, "nl", NOW)
            client.cookies.set("spil", session)
            answer = await client.get("/gegevens")
            assert answer.status_code == status
            draft = await client.get("/gegevens/eigen/register.md")
            assert draft.status_code == status
        assert (await client.get("/gegevens/eigen/else.md")).status_code == 404


async def test_a_link_that_is_old_or_made_up_or_for_something_else_opens_nothing(tmp_path: Path) -> None:
    async with boards(tmp_path, "web") as (app, web):
        web.app = app.reached_at("http://spil.example")
        await web.join("anna")
        (shown,) = await web.say("anna", "wat bewaar je over mij?")
        (token,) = TOKEN.findall(said(await web.press("anna", shown, OFFICER)))
        other = await new_invitation(app.store, "demo", "coordinator", NOW)
        async with site(app) as client:
            answers = {
                (await client.get(f"/gegevens/{one}")).text for one in (other, "x" * 32, token[:-1], "0")
            }
            assert len(answers) == 1
    async with boards(tmp_path, "web", now=NOW + timedelta(days=31)) as (app, _), site(app) as client:
        assert (await client.get(f"/gegevens/{token}")).status_code == 410


async def test_who_is_no_coordinator_gets_no_link(tmp_path: Path) -> None:
    async with boards(tmp_path, "web") as (_, web):
        await web.join("bert", "member")
        (shown,) = await web.say("bert", "wat bewaar je over mij?")
        assert OFFICER not in [button.label for button in shown.choices]


def test_the_register_names_every_table_and_every_rule() -> None:
    assert set(register()) == set(metadata.tables)
    rules = {rule.id: rule for rule in shipped_rules()}
    for name, words in register().items():
        assert set(words) <= {"what", "who", "keep", "rule"}, name
        assert words["what"], name
        assert words["who"], name
        assert words.get("keep") or words["rule"] in rules, name


@pytest.mark.parametrize("own", ["cases: 10\n", "cases: soon\n"])
async def test_the_page_says_the_days_that_hold(tmp_path: Path, own: str) -> None:
    folder = await fill(tmp_path)
    (folder / OWN_RULES).write_text(own)
    async with boards(folder, "web") as (app, _):
        facts = await facts_of(app.store, folder, "cells-demo", NOW)
    assert facts.days["cases"] == (10 if own == "cases: 10\n" else 365)
    assert facts.rows("cases") == 1
