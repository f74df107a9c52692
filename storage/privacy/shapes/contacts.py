"""Mail addresses, profiles on social networks, handles."""

import re
from collections.abc import Iterator

from storage.privacy.shapes.either import either
from storage.privacy.verdict import Find, Tier

_PROVIDERS = either(
    "gmail hotmail outlook live yahoo telenet skynet proximus icloud protonmail proton msn scarlet gmx orange voo"
)
_AT = (
    rf"(?: {{1,2}}@ {{1,2}}|@ {{0,2}}| @(?={_PROVIDERS}\.)|"
    rf" {{0,2}}[\[({{] {{0,2}}{either('at apenstaartje arobase')} {{0,2}}[\])}}] {{0,2}})"
)
_DOT = (
    rf"(?:\.|,(?={either('com be net org fr nl de eu')}\b)|"
    rf" {{0,2}}[\[({{] {{0,2}}{either('dot punt point')} {{0,2}}[\])}}] {{0,2}})"
)
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{1,4}}",
    re.IGNORECASE,
)
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}} {either('at apenstaartje arobase')} {_PROVIDERS}(?: {either('punt dot point')} |\.)"
    r"[a-z]{2,4}\b",
    re.IGNORECASE,
)
# Mailboxes of a service, which point at no person.
_ROLE_MAILBOXES = frozenset(
    {
        *("info", "contact", "onthaal", "helpdesk", "secretariaat", "secretariat", "preventie", "veiligheid"),
        *(
            "radicalisering",
            "meldpunt",
            "dpo",
            "privacy",
            "support",
            "gemeente",
            "stad",
            "burgerzaken",
            "livc",
        ),
        *("livcr", "csil", "post", "mail", "noreply", "no-reply"),
    }
)
_SITES = either(
    "facebook fb instagram tiktok snapchat twitter x t telegram linkedin youtube threads discord vk pinterest twitch "
    "signal wa reddit"
)
_NO_PROFILE = either("watch results playlist search hashtag explore events")
_PROFILE = re.compile(
    rf"(?<![\w.])(?:https?://)?(?:www\.|m\.)?{_SITES}\.{either('com me net gg tv be nl')}/(?!{_NO_PROFILE})"
    r"[^\s\"'<>()]{1,200}",
    re.IGNORECASE,
)
_AT_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z0-9_](?:[\w.-]{0,62}\w)?")
_ADDRESSED = frozenset(("@spil", "@channel", "@here", "@everyone", "@all", "@iedereen", "@allen", "@team"))
_BARE_HANDLE = re.compile(
    r"(?<![\w@./-])[A-Za-z0-9]{1,30}(?:[_.]{1,2}[A-Za-z0-9]{1,30}){1,6}_{0,2}(?:#\d{4})?(?![\w@]|\.\w)",
)
_ACCOUNT_WORDS = either(
    "username gebruikersnaam nickname account profiel pseudo insta instagram snap snapchat tiktok telegram "
    "benutzername profil gamertag handle discord facebook facebookprofiel instagramprofiel facebookaccount "
    "instagramaccount tiktokaccount telegramaccount twitteraccount"
)
_NAMED_HANDLE = re.compile(
    rf"\b{_ACCOUNT_WORDS}\b[ :]{{1,3}}(?:{either('is als met de_naam')} ){{0,2}}([\"'])([\w. -]{{2,40}})\1",
    re.IGNORECASE,
)
_UNQUOTED_HANDLE = re.compile(
    rf"\b{_ACCOUNT_WORDS}\b[ :]{{1,3}}(?:{either('is als met de_naam heet')} ){{0,2}}"
    r"(?=[\w.-]{0,30}(?:[\d_]|\.\w))([A-Za-z][\w.-]{2,30}\w)",
    re.IGNORECASE,
)


_DISCORD = re.compile(r"(?<![\w#])[\w.]{2,32}#\d{4}(?!\w)")
_ACCOUNT_NEAR = re.compile(rf"\b{_ACCOUNT_WORDS}\b", re.IGNORECASE)
_LETTERS_AND_DIGITS = re.compile(
    r"(?<![\w@./-])(?=[A-Za-z]{0,28}\d)[A-Za-z]{2,28}\d{1,8}[A-Za-z]{0,12}(?![\w-]|\.\w)"
)
_POSTS_AS = re.compile(
    rf"\b{_ACCOUNT_WORDS}\b[^.!?]{{0,30}}\b{either('als heet onder_de_naam met_de_naam')} $", re.IGNORECASE
)
_NEAR = 40  # Characters between the word of an account and a handle that only its digits tell.


def contacts(text: str) -> Iterator[Find]:
    """All of them; a service's own mailbox ('info@…') and a call to the room ('@channel') are none."""
    for pattern in (_EMAIL, _SPOKEN_EMAIL):
        for match in pattern.finditer(text):
            local = re.split(r"[@\[({ ]", match.group(), maxsplit=1)[0].casefold()
            if local not in _ROLE_MAILBOXES:
                yield Find(*match.span(), "EMAIL", Tier.HARD)
    yield from _profiles(text)


def _profiles(text: str) -> Iterator[Find]:
    for pattern in (_PROFILE, _DISCORD):
        for match in pattern.finditer(text):
            yield Find(*match.span(), "HANDLE", Tier.HARD)
    for match in _AT_HANDLE.finditer(text):
        if match.group().casefold() not in _ADDRESSED:
            yield Find(*match.span(), "HANDLE", Tier.HARD)
    for match in _NAMED_HANDLE.finditer(text):
        yield Find(match.start(1), match.end(2) + 1, "HANDLE", Tier.HARD)
    for match in _UNQUOTED_HANDLE.finditer(text):
        yield Find(*match.span(1), "HANDLE", Tier.HARD)
    yield from _bare(text)


def _bare(text: str) -> Iterator[Find]:
    """Handles that no sign begins: told by their digits near the word of an account, or by an underscore."""
    for match in _LETTERS_AND_DIGITS.finditer(text):
        if _ACCOUNT_NEAR.search(text[max(0, match.start() - _NEAR) : match.start()]):
            yield Find(*match.span(), "HANDLE", Tier.HARD)
    for match in _BARE_HANDLE.finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.start()]
        if _is_handle(text, match) or ("_" not in match.group() and _POSTS_AS.search(near)):
            yield Find(*match.span(), "HANDLE", Tier.HARD)


def _is_handle(text: str, match: re.Match[str]) -> bool:
    """An underscore between letters, or a dotted word between quotes; no page's address and no number."""
    word = match.group()
    if not any(map(str.isalpha, word)) or word.isupper():
        return False
    quotes = {text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]}
    return "_" in word or ("." in word and quotes in ({'"'}, {"'"}))
