"""Questions that went to the helpdesk, and counters that know nobody."""

from datetime import date, datetime

from sqlalchemy import Row, select

from storage.moments import moment, stamp
from storage.privacy import Screened
from storage.records import Ticket
from storage.store.scope import Everywhere, Scope
from storage.tables import counters, tickets


async def add_ticket(scope: Scope, ticket: Ticket, question: Screened) -> None:
    """A question for the helpdesk; `question` is the screened text of `ticket`."""
    await scope.add(
        tickets,
        id=ticket.id,
        reference=ticket.reference,
        conversation_id=ticket.conversation_id,
        language=ticket.language,
        question_sealed=scope.vault.seal_text(question, _place("question", ticket.id, scope.cell_id)),
        opened_at=stamp(ticket.opened_at),
    )


async def open_tickets(everywhere: Everywhere) -> list[Ticket]:
    """What waits for an answer, oldest first. The helpdesk serves every cell of the installation."""
    query = select(tickets).where(tickets.c.answered_at.is_(None)).order_by(tickets.c.opened_at)
    return [_ticket(everywhere, row) for row in await everywhere.rows(query)]


async def asked_in(scope: Scope, conversation_id: str) -> list[Ticket]:
    """What was asked in a conversation of this cell, answered or not, the newest first."""
    query = scope.select(tickets).where(tickets.c.conversation_id == conversation_id)
    return [_ticket(scope, row) for row in await scope.rows(query.order_by(tickets.c.opened_at.desc()))]


async def find_ticket(everywhere: Everywhere, reference: str) -> Ticket | None:
    """The ticket with this reference, answered or not, or None."""
    row = await everywhere.first(select(tickets).where(tickets.c.reference == reference))
    return None if row is None else _ticket(everywhere, row)


async def answer_ticket(scope: Scope, ticket: Ticket, answer: Screened, now: datetime) -> bool:
    """Keep the helpdesk's answer; False where somebody answered it in between."""
    sealed = scope.vault.seal_text(answer, _place("answer", ticket.id, scope.cell_id))
    mine = (tickets.c.id == ticket.id) & tickets.c.answered_at.is_(None)
    return (
        await scope.run(
            scope.update(tickets).where(mine).values(answer_sealed=sealed, answered_at=stamp(now))
        )
        == 1
    )


async def count(scope: Scope, day: date, subject: str, language: str) -> None:
    """One more question about `subject` on that day."""
    values = {"cell_id": scope.cell_id, "day": day.isoformat(), "subject": subject, "language": language}
    await scope.run(
        scope.insert(counters)
        .values(**values, number=1)
        .on_conflict_do_update(
            index_elements=["cell_id", "day", "subject", "language"],
            set_={"number": counters.c.number + 1},
        )
    )


async def counts(scope: Scope) -> dict[str, int]:
    """How often each subject was asked in this cell."""
    total: dict[str, int] = {}
    for row in await scope.rows(scope.select(counters)):
        total[row.subject] = total.get(row.subject, 0) + row.number
    return total


def _ticket(everywhere: Everywhere, row: Row[tuple[object, ...]]) -> Ticket:
    question = everywhere.vault.open_text(row.question_sealed, _place("question", row.id, row.cell_id))
    answer = everywhere.vault.open_text(row.answer_sealed, _place("answer", row.id, row.cell_id))
    return Ticket(
        row.id,
        row.cell_id,
        row.reference,
        row.conversation_id,
        row.language,
        question or "",
        answer,
        moment(row.opened_at),
    )


def _place(column: str, row_id: str, cell_id: str) -> str:
    return f"tickets.{column}:{row_id}:{cell_id}"
