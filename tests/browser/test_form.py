"""The sheet as a page of its own: filled in step by step, put right where it must be, and taken along."""

import io
import re
import zipfile

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Page, expect

from tests.browser.driving import Server, ask
from tests.leak_scanner import leaks

pytestmark = pytest.mark.browser
SECRET = "kwebbeltraject"
BALANCE = "hij oefent zonnebloemig"


def opened(page: Page) -> Page:
    """The form, by the link that the chat gives."""
    ask(page, "start een terugkoppelingsfiche")
    page.get_by_role("button", name="Liever in een webpagina").last.click()
    link = page.locator("#log a[href*='/form/']").last
    with page.context.expect_page() as fresh:
        link.click()
    form = fresh.value
    expect(form.locator(".steps:visible")).to_have_text(
        re.compile("Stap 1 van")
    )  # The script is through with it.
    return form


def on(form: Page) -> None:
    form.locator("#next").click()


def choose(form: Page, *labels: str) -> None:
    for label in labels:
        form.get_by_label(label, exact=True).locator("visible=true").check()


def title(form: Page, words: str) -> None:
    expect(form.locator("h2:visible")).to_have_text(words)
    expect(form.locator("h2:visible")).to_be_focused()


def fill_in(form: Page, box: str) -> None:
    """Everything up to the read-back, with `box` as what the first domain holds."""
    choose(form, "Van de LIVC-R naar de LTF", "Ja, iedereen", "Een persoon", "Zit mee aan tafel")
    form.get_by_label("Onder welke referentie?").select_option(label="Nieuwe referentie maken")
    on(form)
    title(form, "Het overleg")
    form.get_by_label("Welke stad of gemeente?").fill("Mechelen")
    form.get_by_label("Op welke dag is dit besproken?").fill("3 maart 2026")
    on(form)
    on(form)
    title(form, "Overtuigingen")
    form.get_by_role("textbox", name="Overtuigingen en ideologie", exact=True).fill(box)
    form.get_by_label(re.compile("^Staat er bij Overtuigingen")).fill(BALANCE)
    for words in ("Sociale context", "Intentie", "Daden en vermogen", "Bevestigde stoornis?"):
        on(form)
        title(form, words)
    choose(form, "Nee")
    for words in ("Bijkomende informatie", "Fase van de opvolging"):
        on(form)
        title(form, words)
    choose(form, "Traject loopt")
    on(form)
    title(form, "Opvolging")
    choose(form, "Begeleiding", "Naar werk, met de VDAB")
    on(form)
    on(form)
    title(form, "Deelnemers")
    form.get_by_label("Wie neemt er echt deel aan dit overleg?").fill("Information Officer, CLB en jeugdwerk")
    on(form)
    title(form, "Nalezen")


def test_a_sheet_is_filled_in_on_its_page(page: Page, server: Server) -> None:
    form = opened(page)
    faults: list[str] = []
    form.on("pageerror", lambda fault: faults.append(str(fault)))
    on(form)
    expect(form.locator("#wrong-direction")).to_be_visible()
    expect(form.get_by_label("Van de LIVC-R naar de LTF")).to_be_focused()
    fill_in(form, f"Sinds januari loopt het {SECRET}, zei Mohamed Benali.")
    expect(form.locator("#read")).to_contain_text(SECRET)
    expect(form.locator("#read")).to_contain_text("3 maart 2026")
    expect(form.locator("#read .problem")).to_contain_text("evaluatie")
    choose(form, "Ja, dit klopt")
    on(form)
    title(form, "Akkoord")
    for index in range(3):
        form.get_by_role("radio", name="Akkoord", exact=True).nth(index).check()
    on(form)
    title_of_wrong = form.get_by_role("textbox", name="Overtuigingen en ideologie", exact=True)
    expect(title_of_wrong).to_be_focused()
    expect(form.locator("#wrong-ideology")).to_contain_text("Mohamed Benali")
    expect(form.locator("#notice")).to_contain_text("Nog niet klaar")
    title_of_wrong.fill(f"Sinds januari loopt het {SECRET}.")
    on(form)
    while form.locator("h2:visible").inner_text() != "Nalezen":
        on(form)
    choose(form, "Ja, dit klopt")
    on(form)
    for index in range(3):
        form.get_by_role("radio", name="Akkoord", exact=True).nth(index).check()
    with form.expect_download() as download:
        on(form)
    content = download.value.path().read_bytes()
    document = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode("utf8")
    assert SECRET in document
    assert BALANCE in document
    assert "Mechelen" in document
    expect(form.get_by_role("heading", name="De fiche is klaar")).to_be_focused()
    expect(form.locator("#done-words")).to_contain_text("Schrijf ze nu op jullie lijst")
    with form.expect_download() as again:
        form.locator("#again").click()
    assert again.value.path().read_bytes() == content
    with form.expect_download() as paper:
        form.locator("#print").click()
    assert SECRET in extract_text(paper.value.path())
    assert leaks([SECRET, "zonnebloemig"], server.folder) == []
    form.reload()
    expect(form.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    assert faults == []


def test_the_keyboard_and_a_small_screen_are_enough(page: Page) -> None:
    """The other direction, on a phone: short, without the domains, and what is doubtful is asked back."""
    form = opened(page)
    form.set_viewport_size({"width": 360, "height": 700})
    keys = form.keyboard

    def fits() -> None:
        assert form.evaluate("document.documentElement.scrollWidth") <= 360

    form.locator("[name=direction]").nth(1).focus()
    keys.press("Space")
    expect(form.get_by_text("Is er afgesproken dat deze fiche naar de LIVC-R gaat?")).to_be_visible()
    for name in ("agreed", "subject"):
        keys.press("Tab")
        expect(form.locator(f"[name={name}]").first).to_be_focused()
        keys.press("Space")
    keys.press("Tab")  # The Information Officer: no answer stands there already.
    keys.press("Tab")
    keys.press("ArrowDown")
    fits()
    keys.press("Tab")
    keys.press("Enter")
    title(form, "Het overleg")
    expect(form.locator(".steps:visible")).to_have_text("Stap 2 van 6")
    keys.press("Tab")
    keys.type("Mechellen")
    keys.press("Enter")
    title(form, "Vragen")
    form.locator("#box-questions").fill(f"Hoe loopt {SECRET}?")
    on(form)
    keys.press("Tab")
    keys.type("Information Officer, CLB")
    keys.press("Enter")
    title(form, "Nalezen")
    fits()
    keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    title(form, "Akkoord")
    form.get_by_role("radio", name="Niet akkoord").last.check()
    form.get_by_role("radio", name="Akkoord", exact=True).first.check()
    on(form)
    expect(form.get_by_text("CLB is niet akkoord")).to_be_visible()
    form.get_by_role("radio", name="Akkoord", exact=True).last.check()
    on(form)
    expect(form.locator("#box-town")).to_be_focused()
    expect(form.locator("#box-town")).to_have_attribute("aria-invalid", "true")
    choose(form, "Mechelen")
    fits()
    while form.locator("h2:visible").inner_text() != "Nalezen":
        on(form)
    choose(form, "Ja, dit klopt")
    on(form)
    for index in range(2):
        form.get_by_role("radio", name="Akkoord", exact=True).nth(index).check()
    with form.expect_download() as download:
        on(form)
    content = download.value.path().read_bytes()
    document = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode("utf8")
    assert "Mechelen" in document
    assert "Mechellen" not in document
    fits()


def test_the_table_sees_the_sheet_grow_on_a_screen_of_its_own(page: Page) -> None:
    """A window beside the chat: in large type, by a link that opens once; it ends with the sheet."""
    ask(page, "start een terugkoppelingsfiche")
    page.get_by_role("button", name="Groot op een scherm").last.click()
    link = page.locator("#log a[href*='/screen/']").last
    with page.context.expect_page() as fresh:
        link.click()
    screen = fresh.value
    faults: list[str] = []
    screen.on("pageerror", lambda fault: faults.append(str(fault)))
    expect(screen.locator("#asked")).to_contain_text("Welke kant gaat de fiche uit?")
    ask(page, "naar de LTF")
    expect(screen.locator("#filled")).to_contain_text("Van de LIVC-R naar de LTF")
    screen.reload()
    expect(screen.locator("#filled")).to_contain_text("Van de LIVC-R naar de LTF")
    size = "parseFloat(getComputedStyle(document.querySelector('#filled p')).fontSize)"
    assert screen.evaluate(size) >= 20
    for width in (1920, 700):
        screen.set_viewport_size({"width": width, "height": 720})
        assert screen.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    with page.context.expect_page() as twice:
        link.click()
    expect(twice.value.locator("#closed")).to_contain_text("één keer")
    ask(page, "we trekken de consensus in")
    ask(page, "ja")
    expect(screen.locator("#closed")).to_contain_text("geen fiche bezig")
    expect(screen.locator("#filled")).to_have_text("")
    assert faults == []
