"""The sheet on Spil's own page, filled in by hand in the browser: what is on the screen is answered, step by step."""

from collections.abc import Mapping

from playwright.async_api import Locator, Page

from tests.channels.driver import answer_to

OPEN = ("Overslaan", "Niets meer")
MOST_STEPS = 40


async def filled_in(page: Page, link: str, answers: Mapping[str, str]) -> bytes:
    """Open the link, go through the steps, take the document along."""
    await page.goto(link)
    onward = page.locator("#next")
    await onward.wait_for()
    for _ in range(MOST_STEPS):
        fields = page.locator("#sheet section:not([hidden]) .field:not([hidden])")
        number = 0
        while number < await fields.count():  # An answer may open the next field.
            await _answer(fields.nth(number), answers)
            number += 1
        if await onward.inner_text() == await onward.get_attribute("data-make"):
            async with page.expect_download() as download:
                await onward.click()
            return (await (await download.value).path()).read_bytes()
        await onward.click()
    raise AssertionError(f"the form does not end: {await page.locator('#notice').inner_text()}")


async def _answer(field: Locator, answers: Mapping[str, str]) -> None:
    question = await field.locator("legend, label").first.inner_text()
    answer, options = answer_to(question, answers), field.locator("label.option")
    if await field.locator("select").count():
        await field.locator("select").select_option(label=answer)
    elif await options.count():
        wanted = options.get_by_text(answer, exact=True)
        if await wanted.count():
            await wanted.click()
    elif answer not in OPEN:
        await field.get_by_role("textbox").fill(answer)
