"""What people answered, sealed under their own keys."""

from __future__ import annotations

from datetime import date

from bot.model import Instant, Item, PersonId, Window
from storage.engine import Connection

_SAVE = """
INSERT INTO answer (question, person, sealed, at) VALUES (:question, :person, :sealed, :at)
ON CONFLICT (question) DO UPDATE SET sealed = excluded.sealed, at = excluded.at
"""
_GET = "SELECT sealed, at FROM answer WHERE question = :question AND person = :person"
_SINCE = """
SELECT answer.question AS question, answer.sealed AS sealed, answer.at AS at
FROM answer JOIN question ON question.id = answer.question
WHERE answer.person = :person AND question.day >= :first ORDER BY question.day, question.id
"""
_FORGET_ITEM = """
DELETE FROM answer WHERE question IN (
    SELECT id FROM question WHERE window_index = :window AND item = :item
)
"""
_DELETE = "DELETE FROM answer WHERE question = :question AND person = :person"


def save(db: Connection, question: str, person: PersonId, sealed: bytes, at: Instant) -> None:
    """Keep the answer to a question, in place of the one before."""
    db.change(_SAVE, {"question": question, "person": person, "sealed": sealed, "at": at})


def get(db: Connection, person: PersonId, question: str) -> tuple[bytes, Instant] | None:
    """The sealed answer of this person and when it was given; None where there is none."""
    rows = db.read(_GET, {"question": question, "person": person})
    return (bytes(rows[0]["sealed"]), rows[0]["at"]) if rows else None


def since(db: Connection, person: PersonId, first: date) -> dict[str, tuple[bytes, Instant]]:
    """A person's sealed answers about work from that day on, by question, oldest work first."""
    rows = db.read(_SINCE, {"person": person, "first": first.isoformat()})
    return {row["question"]: (bytes(row["sealed"]), row["at"]) for row in rows}


def delete(db: Connection, person: PersonId, question: str) -> None:
    """Take an answer back."""
    db.change(_DELETE, {"question": question, "person": person})


def forget_item(db: Connection, window: Window, item: Item) -> None:
    """Delete everybody's answers to one kind of question about the work of a window."""
    db.change(_FORGET_ITEM, {"window": window.index, "item": str(item)})
