"""The whole form in words, for the page that shows it at once: every step, every field, what each hangs on. Pure."""

from dataclasses import dataclass

from bot.forms import inputs
from bot.payload import Input
from bot.phrases import Phrases, phrases, plain
from intents.form import Asked, Field, Form, Stage, begin, fill
from intents.handlers.sheet.question import DOMAINS
from intents.model import Phrase
from intents.steps import Page


@dataclass(frozen=True, slots=True)
class Note:
    """What is said when an answer is chosen; `ends`: the form goes no further with it."""

    value: str
    text: str
    ends: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A field on the page, and the name by which it is read back. `turned`: its label and hint for the other
    direction, where they differ."""

    field: Field
    input: Input
    name: str
    notes: tuple[Note, ...]
    turned: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A field that is asked for each value of another: `input.label` holds {about}, {here} and {total}."""

    field: Field
    input: Input
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """A step on the page, with what stands before its fields."""

    id: str
    title: str
    guidance: str
    fields: tuple[Shown, ...]
    repeated: Repeated | None = None


def sections(form: Form, language: str) -> list[Section]:
    """Every step of the form; the references to choose from are not in it."""
    say = phrases(language)
    return [_section(form, stage, say) for stage in form.stages]


def _section(form: Form, stage: Stage, say: Phrases) -> Section:
    fields = [form.field(name) for name in stage.fields]
    asked = tuple(Asked(field.id, field) for field in fields if field.each is None)
    ways = [fill(begin(form), "direction", way) for way in ("to_ltf", "to_livc")]
    there, back = (_inputs(Page(form, way, stage, asked, seals=False), say) for way in ways)
    shown = tuple(
        Shown(
            question.field, one, _name(question.field, say), _notes(question.field, say), _turned(one, other)
        )
        for question, one, other in zip(asked, there, back, strict=True)
    )
    each = next((field for field in fields if field.each is not None), None)
    guidance = plain(say.text(Phrase("sheet-domain"))) if DOMAINS & {*stage.fields} else ""
    title = say.text(Phrase(f"sheet-step-{stage.id}"))
    return Section(stage.id, title, guidance, shown, _repeated(each, say) if each else None)


def _repeated(field: Field, say: Phrases) -> Repeated:
    about = {name: f"{{{name}}}" for name in ("about", "here", "total")}
    label = plain(say.text(Phrase(f"sheet-{field.id}", about)))
    options = tuple((value, plain(say.text(Phrase(f"sheet-{field.id}-{value}")))) for value in field.choices)
    note = plain(say.text(Phrase("sheet-form-disagreed", {"about": about["about"]})))
    return Repeated(field, Input(field.id, "one", label, options=options, optional=False), note)


def _name(field: Field, say: Phrases) -> str:
    return plain(say.text(Phrase(f"sheet-{field.extends or field.id}-name")))


def _inputs(page: Page, say: Phrases) -> list[Input]:
    return inputs(page, say, longest=max(question.field.max for question in page.asked) if page.asked else 0)


def _turned(one: Input, other: Input) -> tuple[str, str] | None:
    same = (one.label, one.hint) == (other.label, other.hint)
    return None if same else (other.label, other.hint)


def _notes(field: Field, say: Phrases) -> tuple[Note, ...]:
    words = {value: Phrase(f"sheet-{field.id}-{value}-note") for value in field.notes}
    if field.ends is not None:
        words[field.ends] = Phrase("sheet-no-consensus", {"direction": ""})
    return tuple(
        Note("" if value == "skipped" else value, plain(say.text(phrase)), value == field.ends)
        for value, phrase in words.items()
    )
