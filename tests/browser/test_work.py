"""Work that is done in the chat: a meeting planned and told to the other, a sheet filled in and taken along."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.driving import Server, ask, join, settle

pytestmark = pytest.mark.browser
MOST_STEPS = 40
WANTED = (
    "Van de LTF naar de LIVC-R",
    "Ja, iedereen",
    "Zit mee aan tafel",
    "Nieuwe referentie maken",
    "Akkoord",
)
NEVER = ("Terug", "Stoppen", "Iets wijzigen", "Niet akkoord")
IN_THE_BOX = "Hoe loopt het kwebbeltraject sinds de zomer?"


def answers(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("#log article:not(.mine)")


def test_a_meeting_is_planned_with_a_press_and_reaches_the_other_at_once(
    page: Page, context: BrowserContext, server: Server
) -> None:
    other = context.new_page()
    join(other, server.invitation("member"))
    ask(
        page,
        "plan een casusoverleg volgende dinsdag om 14u in het stadhuis, herinner iedereen een uur vooraf",
    )
    expect(answers(page).last).to_contain_text("14.00 u")
    page.get_by_role("button", name="Zo plannen").click()
    expect(page.locator("#standing")).to_contain_text("14.00 u")
    expect(answers(other).last).to_contain_text("stadhuis")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(r"\.ics$")).click()
    assert "BEGIN:VCALENDAR" in download.value.path().read_text("utf8")
    other.get_by_role("button", name="Ik kom", exact=True).click()
    answers(other).nth(1).wait_for()
    other.reload()
    expect(other.locator("#standing")).to_contain_text("14.00 u")


def _step(page: Page, pressed: set[str]) -> None:
    """Answer the question on the screen: by the button we want, else in words, else by leaving it open."""
    known = answers(page).count()
    labels = answers(page).last.locator(".choices button").all_inner_texts()
    if "Welke vragen" in answers(page).last.inner_text():
        page.get_by_role("textbox").fill(IN_THE_BOX)
        page.keyboard.press("Enter")
    elif not set(labels) - set(NEVER):
        page.get_by_role("textbox").fill("politie, preventiedienst")
        page.keyboard.press("Enter")
    else:
        useful = [label for label in labels if label not in NEVER]
        label = next((want for want in WANTED if want in useful), useful[0])
        label = "Overslaan" if label not in WANTED and "Overslaan" in useful else label
        answers(page).last.get_by_role("button", name=label, exact=True).click()
        pressed.add(label)
    answers(page).nth(known).wait_for()
    settle(page)


def test_a_sheet_ends_in_a_document_that_is_nowhere_but_here(
    page: Page, server: Server, tmp_path: Path
) -> None:
    ask(page, "Start een terugkoppelingsfiche")
    expect(page.locator("#standing")).to_contain_text("fiche open")
    pressed: set[str] = set()
    for _ in range(MOST_STEPS):
        _step(page, pressed)
        if answers(page).last.locator(".file").count():
            break
    assert set(WANTED) <= pressed
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(r"\.docx$")).click()
    content = download.value.path().read_bytes()
    words = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert "kwebbeltraject" in words
    on_disk = [file for file in server.folder.rglob("*") if file.is_file()]
    assert not [file for file in on_disk if file.suffix == ".docx" or b"kwebbeltraject" in file.read_bytes()]


def test_an_open_sheet_is_taken_up_again_after_a_reload(page: Page) -> None:
    ask(page, "Start een terugkoppelingsfiche")
    answers(page).last.get_by_role("button", name=WANTED[0]).click()
    answers(page).nth(1).wait_for()
    page.reload()
    resume = page.locator("#resume button")
    expect(resume).to_be_visible()
    resume.click()
    expect(answers(page).last.get_by_role("button", name="Ja, iedereen")).to_be_enabled()
