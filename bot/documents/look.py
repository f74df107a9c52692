"""How our forms look: page, type, lines and shades. In Arial: every office has it, or a twin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

WIDTH = Cm(16.6)
_FONT = "Arial"
LOCALES = {"nl": "nl-BE", "fr": "fr-BE", "de": "de-BE", "en": "en-GB"}
_INK, _QUIET, _ACCENT = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x55, 0x5B, 0x63), RGBColor(0x1F, 0x3A, 0x5F)
_LINE, _SHADE = "A9B1BC", "EEF1F5"


@dataclass(frozen=True, slots=True)
class _Type:
    """One paragraph style: size, space before and after in points, and how the letters look."""

    size: float
    before: float = 0
    after: float = 0
    colour: RGBColor = _INK
    bold: bool = False
    italic: bool = False
    leads: bool = False
    """It stands on the same page as what follows it."""


_STYLES: Mapping[str, _Type] = {
    "Normal": _Type(10, 0, 4),
    "Title": _Type(20, 0, 2, _ACCENT, bold=True),
    "Subtitle": _Type(11, 0, 10, _QUIET),
    "Heading 1": _Type(11.5, 10, 5, _ACCENT, bold=True, leads=True),
    "Header": _Type(8, 0, 0, _QUIET),
    "Footer": _Type(8, 0, 0, _QUIET),
    "Label": _Type(9, 1, 1, _INK, bold=True),
    "Guidance": _Type(8, 1, 1, _QUIET),
    "Intro": _Type(8.5, 0, 5, _QUIET, leads=True),
    "Box": _Type(10, 1, 3),
    "Empty": _Type(10, 1, 3, _QUIET, italic=True),
    "Notice": _Type(10, 2, 4, _INK, bold=True),
    "Gap": _Type(4),
}


def dress(document: DocumentType, language: str) -> None:
    """A4, margins, styles and the language that a spelling checker and a screen reader take."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    for name, look in _STYLES.items():
        _style(document, name, look)
    stops = document.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _as_word_2013(document)
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), LOCALES[language])


def describe(document: DocumentType, title: str, made_on: date) -> None:
    """The file's properties: our title, Spil as author, no name of a person or machine, no thumbnail."""
    properties = document.core_properties
    moment = datetime.combine(made_on, time(), UTC)
    properties.title, properties.author, properties.last_modified_by = title, "Spil", "Spil"
    properties.comments, properties.created, properties.modified = "", moment, moment
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def frame(table: Table, widths: list[Length]) -> None:
    """Thin grey lines, room inside the cells, and widths that no long word can push out."""
    table.autofit = False
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=_LINE))
    for side, room in (("top", "40"), ("left", "110"), ("bottom", "40"), ("right", "110")):
        margins.append(_element(f"w:{side}", w=room, type="dxa"))
    layout.addprevious(borders)
    layout.addnext(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def shade(cell: _Cell) -> None:
    """The light ground of labels, which stand in the middle of their row's height."""
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    cell._tc.get_or_add_tcPr().find(qn("w:vAlign")).addprevious(
        _element("w:shd", val="clear", color="auto", fill=_SHADE)
    )


def keep_whole(table: Table, row: int) -> None:
    """Do not break this row over two pages."""
    table.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat_header(table: Table) -> None:
    """Show the first row again on each page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def dotted_line(paragraph: Paragraph, width: Length) -> None:
    """A line of dots to write on by hand."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
    paragraph.paragraph_format.space_before = Pt(9)
    paragraph.add_run("\t")


def number(paragraph: Paragraph, instruction: str) -> None:
    """A number that the word processor fills in: PAGE or NUMPAGES. The only fields in our documents."""
    field = _element("w:fldSimple", instr=instruction)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def right_to_left(paragraph: Paragraph) -> None:
    """Set a paragraph whose first letter is of a right-to-left script from the right."""
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run.font.rtl = True


def _as_word_2013(document: DocumentType) -> None:
    """Lay out as Word 2013 and later do: a table's line begins at the margin, no compatibility mode."""
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        settings.append(compat)
    for old in compat.findall(qn("w:compatSetting")):
        compat.remove(old)
    address = "http://schemas.microsoft.com/office/word"
    compat.append(_element("w:compatSetting", name="compatibilityMode", uri=address, val="15"))


def _style(document: DocumentType, name: str, look: _Type) -> None:
    known = name in document.styles
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - our names are all of paragraphs; for the type checker.
    for part in ("w:rPr/w:rFonts", "w:rPr/w:spacing", "w:rPr/w:kern", "w:pPr/w:pBdr"):
        for old in style.element.xpath(part):
            old.getparent().remove(old)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    style.font.size, style.font.color.rgb = Pt(look.size), look.colour
    style.font.bold, style.font.italic = look.bold, look.italic
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(look.before), Pt(look.after)
    style.paragraph_format.line_spacing = 1.12
    style.paragraph_format.keep_with_next = look.leads or None


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
