"""The web chat as a person uses it: joined by a link, asked, pressed, read, with and without a mouse."""

import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.driving import Server, ask, join, serve
from tests.ports import own_port

pytestmark = pytest.mark.browser
QUESTION = "Mag een school iets zeggen over een leerling?"


def answers(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("#log article:not(.mine)")


def test_a_link_opens_the_chat_once(context: BrowserContext, server: Server) -> None:
    link = server.invitation()
    page = context.new_page()
    page.goto(server.home)
    expect(page.get_by_text("Vraag er een aan")).to_be_visible()
    page.goto(link)
    page.goto(link)
    join(page, link)
    expect(page.get_by_role("heading", name="Waarmee kan ik helpen?")).to_be_visible()
    expect(page.locator("#standing")).to_have_text("Geen overleg gepland")
    page.goto(link)
    page.get_by_role("button").click()
    expect(page.get_by_text("al gebruikt")).to_be_visible()


def test_a_question_gets_an_answer_whose_source_opens_in_place(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator("#log article.mine")).to_contain_text(QUESTION)
    answer = answers(page).first
    expect(answer.locator("strong").first).to_be_visible()
    note = answer.get_by_role("button", name=re.compile("^Bron 1"))
    expect(note).to_have_attribute("aria-expanded", "false")
    note.click()
    expect(note).to_have_attribute("aria-expanded", "true")
    source = answer.locator(".source").first
    expect(source).to_be_visible()
    expect(source).to_contain_text("2021")
    expect(source).to_contain_text("voor zover bekend")
    note.click()
    expect(source).to_be_hidden()


def test_a_pressed_button_answers_and_greys_its_group(page: Page) -> None:
    ask(page, QUESTION)
    first = answers(page).first.locator(".choices").get_by_role("button")
    label = first.first.inner_text()
    first.first.click()
    answers(page).nth(1).wait_for()
    expect(page.locator("#log article.mine").nth(1)).to_contain_text(label)
    for button in first.all():
        expect(button).to_be_disabled()
    expect(answers(page).nth(1).locator(".choices button").first).to_be_enabled()


def test_the_keyboard_is_enough(page: Page) -> None:
    box = page.get_by_role("textbox")
    expect(box).to_be_focused()
    page.keyboard.type("een regel")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("nog een")
    expect(box).to_have_value("een regel\nnog een")
    box.fill(QUESTION)
    page.keyboard.press("Enter")
    answers(page).first.wait_for()
    expect(box).to_be_focused()
    answers(page).first.get_by_role("button", name=re.compile("^Bron 1")).focus()
    page.keyboard.press("Enter")
    expect(answers(page).first.locator(".source").first).to_be_visible()
    answers(page).first.locator(".choices button").first.focus()
    page.keyboard.press("Space")
    answers(page).nth(1).wait_for()
    expect(box).to_be_focused()


def test_the_skip_link_comes_first_and_an_example_can_be_pressed(page: Page) -> None:
    skip = page.get_by_role("link", name="Naar het tekstvak")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.get_by_role("button", name=QUESTION).focus()
    page.keyboard.press("Enter")
    answers(page).first.wait_for()
    expect(page.locator("#welcome")).to_be_hidden()


def test_below_a_long_pasted_text_its_answer_is_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    ask(page, "Hierbij het verslag van ons telefoongesprek van vorige week. " * 50)
    expect(answers(page).first).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 360, 500])
def test_a_narrow_window_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    ask(page, QUESTION)
    answers(page).first.get_by_role("button", name=re.compile("^Bron 2")).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("textbox")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Verstuur")).to_be_in_viewport()


def test_lines_are_of_a_length_to_read_and_letters_large_enough(page: Page) -> None:
    ask(page, QUESTION)
    size, width = page.evaluate(
        "(() => { const p = document.querySelector('#log article:not(.mine) p');"
        "return [parseFloat(getComputedStyle(p).fontSize), p.clientWidth]; })()"
    )
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('main p, main button, footer p, textarea, header p')]"
        ".filter((e) => e.offsetParent && e.textContent.trim()).map((e) => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert size >= 17
    assert smallest >= 17
    assert 55 <= width / (size * 0.53) <= 80  # the average letter is about half as wide as the type is high


def test_the_page_follows_light_and_dark(page: Page, tmp_path: Path) -> None:
    ask(page, QUESTION)
    seen = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        seen.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.screenshot(path=tmp_path / f"{scheme}.png")
        assert (tmp_path / f"{scheme}.png").stat().st_size > 10_000
    assert len(seen) == 2


def test_what_is_typed_survives_a_lost_connection(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_role("textbox").fill("hallo")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("Niet verstuurd")
    expect(page.get_by_role("textbox")).to_have_value("hallo")
    page.context.set_offline(False)
    page.get_by_role("textbox").press("Enter")
    answers(page).first.wait_for()
    expect(page.locator("#notice")).to_be_empty()


def test_a_reload_shows_the_state_and_no_transcript(page: Page) -> None:
    ask(page, QUESTION)
    page.reload()
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator("#log article")).to_have_count(0)


def test_a_restart_is_told_quietly_and_outlived(context: BrowserContext, tmp_path: Path) -> None:
    first = serve(tmp_path, port := str(own_port()))
    page = context.new_page()
    join(page, first.invitation())
    page.get_by_role("textbox").fill("een begin van een zin")
    first.stop(signal.SIGKILL)
    expect(page.locator("#lost span")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("een begin van een zin")
    second = serve(tmp_path, port)
    expect(page.locator("#lost span")).to_be_hidden()
    ask(page, QUESTION)
    assert second.stop() == 0
