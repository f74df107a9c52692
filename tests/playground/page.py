"""What a person does and sees in the Playground's own page."""

from dataclasses import dataclass

from playwright.async_api import Page

from tests.channels.driver import Shown

ROOM = "Zaal"
_READ = """
() => {
  const alone = [...document.querySelectorAll('.fai-OutputCard')];
  const posts = [...document.querySelectorAll('.fui-Card')].reverse();
  const inPosts = posts.flatMap(post => [...post.querySelectorAll('.fui-Avatar[aria-label="Spil"]')]
    .map(avatar => avatar.parentElement.nextElementSibling).filter(Boolean));
  return [...alone, ...inPosts].map((element, number) => {
    element.setAttribute('data-spil', number);
    const labels = [...element.querySelectorAll('button[role=button]')].map(one => one.innerText.trim());
    return {text: element.innerText, labels: labels.filter(Boolean), number};
  });
}
"""
"""The messages of Spil on the page, oldest first, each marked with its number. In a channel the newest post is on
top, and its replies stand below it in their order."""


@dataclass(slots=True)
class Window:
    """The page of one person, in one of the two places that it shows: their own chat with Spil, or the room."""

    page: Page
    place: str = ""

    async def go(self, room: str) -> None:
        """Turn to a place."""
        name = ROOM if room else "Personal Chat"
        if self.place != name:
            await self.page.get_by_role("treeitem", name=name).click()
            self.place = name
            prompt = "Start a new post" if room else "Type a message..."
            await self.page.get_by_text(prompt, exact=True).first.wait_for()

    async def type(self, text: str, room: str, addressed: bool = True) -> None:
        """Type and send: in a room as a new post, which mentions Spil where it is `addressed`."""
        await self.go(room)
        keys = self.page.keyboard
        await self.page.get_by_role("textbox").first.click()
        if room and addressed:
            await keys.type("@")
            await self.page.locator("body > div:not(#root)").get_by_text("Spil", exact=True).last.click()
        await keys.insert_text(f" {text}" if room else text)
        if room:
            await self.page.get_by_role("button", name="Post", exact=True).click()
        else:
            await keys.press("Enter")

    async def press(self, number: int, label: str, room: str) -> None:
        """Press a button of the message with this number."""
        await self.shown(room)
        message = self.page.locator(f'[data-spil="{number}"]')
        await message.get_by_role("button", name=label, exact=True).click()

    async def shown(self, room: str) -> list[Shown]:
        """The messages of Spil that this place shows, oldest first."""
        await self.go(room)
        return [_shown(row, room) for row in await self.page.evaluate(_READ)]


def _shown(row: dict[str, object], room: str) -> Shown:
    labels = list(row["labels"]) if isinstance(row["labels"], list) else []
    lines = [line for line in map(str.strip, str(row["text"]).splitlines()) if line]
    words = [line for line in lines if line not in labels]
    sources = tuple(line for line in words if line.startswith("["))
    return Shown("\n".join(words), dict.fromkeys(labels, row["number"]), sources, room)
