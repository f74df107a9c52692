"""HTML: headings and paragraphs of what a reader would see, by lxml. Nothing is fetched, run or expanded."""

import re
from collections.abc import Iterator

from lxml import etree, html

from knowledge.documents.reading.model import Limits, Reading, Refused

_PARAGRAPHS = frozenset((
    "p", "li", "dt", "dd", "td", "th", "blockquote", "pre", "div", "section", "article", "main", "figcaption",
    "address", "caption", "summary", "label", "body", "tr", "header",
))  # fmt: skip
_LEFT_OUT = frozenset((
    "head", "style", "template", "noscript", "nav", "footer", "form", "button", "select", "svg", "math", "canvas",
    "del",
))  # fmt: skip
_ACTIVE = {
    "script": "a script", "iframe": "a page inside the page", "frame": "a page inside the page",
    "xi:include": "a page inside the page",
    "object": "an embedded object", "embed": "an embedded object", "applet": "an embedded object",
}  # fmt: skip
_ASIDE = frozenset(
    ("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar")
)
_ENOUGH = 300
"""Characters that the main part of a page has at least."""
_DATA_SCRIPTS = ("application/ld+json", "application/json")
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|font-size:0(?![.\d])|(?<![\w-])opacity:0(?![.\d])|text-indent:-\d{3}|(?:left|top):-\d{3}"
)
_UNSEEN = re.compile(r"(?<![\w-])color:(?:white|#fff(?:fff)?|transparent|rgb\(255,255,255\))(?![0-9a-f])")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_NAMED = re.compile(r"[.#][\w-]{1,60}$")
_DATES = (
    "article:modified_time", "article:published_time", "dcterms.modified", "dcterms.issued", "dcterms.date",
    "dc.date", "date", "last-modified",
)  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_OUTSIDE = re.compile(r"<!DOCTYPE[^>\[]{0,500}\bSYSTEM\s{1,5}[\"']([^\"'>]{0,300})", re.IGNORECASE)
_KNOWN = ("about:", "http://www.w3.org/", "https://www.w3.org/")
DEEPEST = 200


def read_html(data: bytes, limits: Limits) -> Reading:
    """The text of a page. Raises `Refused`."""
    return read_markup(decoded(data))


def read_markup(text: str) -> Reading:
    """The text of HTML that is decoded already. Raises `Refused`."""
    if re.search(r"<!(?:ENTITY|ELEMENT|ATTLIST)|<!DOCTYPE[^>]{0,1000}\[", text, re.IGNORECASE):
        raise Refused("declares entities of its own, which could draw in other files; save it as plain HTML")
    if (outside := _OUTSIDE.search(text)) and not outside.group(1).casefold().startswith(_KNOWN):
        raise Refused("takes its rules from another place (an external DTD); save it as plain HTML")
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
    if not text.strip():
        raise Refused("holds no text")
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise Refused("has more in it than a page can hold, or nothing at all") from None
    reading = Reading()
    _described(tree, reading)
    _act(tree, reading)
    pieces: list[str] = []
    _mark_hidden(tree)
    _walk(_main(tree), reading, pieces, 0)
    _flush(reading, pieces)
    if not reading.blocks:
        raise Refused("holds no text")
    return reading


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark, by what they declare, as UTF-8, else as Western European."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _CHARSET.search(data[:4096])
    named = declared.group(1).decode().casefold() if declared else "utf-8"
    if named in ("utf-7", "utf7"):
        raise Refused("is written in UTF-7, which hides what a page does; save it as UTF-8")
    known = {
        "iso-8859-1": "cp1252",
        "latin1": "cp1252",
        "windows-1252": "cp1252",
        "iso-8859-15": "iso-8859-15",
    }
    try:
        return data.decode(known.get(named, "utf-8"))
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _described(tree: html.HtmlElement, reading: Reading) -> None:
    title = tree.findtext(".//title")
    reading.title = " ".join(title.split())[:200] or None if title else None
    stated = {
        (meta.get("property") or meta.get("name") or "").casefold(): meta.get("content") or ""
        for meta in tree.iter("meta")
    }
    found = (_ISO.search(stated[name]) for name in _DATES if name in stated)
    reading.date = next((match.group() for match in found if match), None)
    canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)
    reading.url = canonical if canonical and re.match(r"https?://\S{3,300}$", canonical) else None


def _act(tree: html.HtmlElement, reading: Reading) -> None:
    """Name what could act."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        kind = (element.get("type") or "").casefold()
        if element.tag in _ACTIVE and not (element.tag == "script" and kind in _DATA_SCRIPTS):
            reading.notice(_ACTIVE[element.tag])
        if element.tag == "meta" and (element.get("http-equiv") or "").casefold() == "refresh":
            reading.notice("a jump to another page")
        for name, value in element.items():
            bare = re.sub(r"[\s\x00-\x1f]", "", value[:200]).casefold()
            if name.casefold().startswith("on") or bare.startswith(
                ("javascript:", "vbscript:", "data:text/html")
            ):
                reading.notice("a script")


def _walk(element: html.HtmlElement, reading: Reading, pieces: list[str], depth: int) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _LEFT_OUT or tag in _ACTIVE:
        return
    if depth > DEEPEST:
        raise Refused("is nested too deeply")
    if (element.get("role") or "").casefold() in _ASIDE:
        return
    if _hides(element):
        if element.text_content().strip():
            reading.notice("hidden text")
        return
    heading = re.fullmatch(r"h([1-6])", tag)
    if heading:
        _flush(reading, pieces)
        reading.add(element.text_content(), int(heading.group(1)))
        return
    breaks = tag in _PARAGRAPHS
    if breaks and not (tag in ("td", "th") and _in_row(element)):
        _flush(reading, pieces)
    pieces.extend(_said(element))
    for child in element:
        _walk(child, reading, pieces, depth + 1)
        pieces.append(" | " if child.tag in ("td", "th") and child.getnext() is not None else "")
        pieces.append(child.tail or "")
    if breaks and not _in_row(element):
        _flush(reading, pieces)


def _main(tree: html.HtmlElement) -> html.HtmlElement:
    """Where a page says what it is about, if it says so; the whole page otherwise."""
    named = [element for element in tree.iter("main", "article", "div") if _is_main(element)]
    longest = max(named, key=lambda element: len(element.text_content()), default=tree)
    return longest if len(longest.text_content().strip()) >= _ENOUGH else tree


def _is_main(element: html.HtmlElement) -> bool:
    return element.tag != "div" or (element.get("role") or "").casefold() == "main"


def _said(element: html.HtmlElement) -> Iterator[str]:
    if element.tag == "br":
        yield " "
    yield element.text or ""


def _in_row(element: html.HtmlElement) -> bool:
    """Whether this stands in a table's row: a row is one paragraph."""
    return any(above.tag == "tr" for above in element.iterancestors())


def _mark_hidden(tree: html.HtmlElement) -> None:
    """Elements that the page's own styles hide, by class or id, count as hidden."""
    styles = re.sub(r"\s", "", " ".join(style.text or "" for style in tree.iter("style"))).casefold()[
        :200_000
    ]
    names = {
        name.group()
        for selectors, rules in _RULE.findall(styles)
        if _HIDDEN.search(rules)
        for selector in selectors.split(",")
        if (name := _NAMED.search(selector))
    }
    for element in tree.iter() if names else ():
        own = {f".{name}" for name in (element.get("class") or "").casefold().split()}
        if names & (own | {f"#{(element.get('id') or '').casefold()}"}):
            element.set("hidden", "")


def _hides(element: html.HtmlElement) -> bool:
    style = re.sub(r"\s", "", element.get("style") or "").casefold()
    pale = (_UNSEEN.search(style) and "background" not in style) or (
        element.tag == "font" and (element.get("color") or "").casefold() in ("white", "#fff", "#ffffff")
    )
    return element.get("hidden") is not None or bool(_HIDDEN.search(style)) or bool(pale)


def _flush(reading: Reading, pieces: list[str]) -> None:
    reading.add("".join(pieces))
    pieces.clear()
