"""What people were asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.model import Instant, Item, PersonId, Question, Window
from storage.engine import Connection, Row

_COLUMNS = "id, person, item, task, day, asked_at, delivery"
_QUALIFIED = "question." + _COLUMNS.replace(", ", ", question.")
_SAVE = f"""
INSERT INTO question ({_COLUMNS}, window_index)
VALUES (:id, :person, :item, CAST(:task AS TEXT), :day, :asked_at, CAST(:delivery AS TEXT),
    :window_index)
ON CONFLICT (id) DO NOTHING
"""
_GET = f"SELECT {_COLUMNS} FROM question WHERE id = :id AND person = :person"
_OF_DELIVERY = f"""
SELECT {_QUALIFIED}, answer.question AS answered
FROM question LEFT JOIN answer ON answer.question = question.id
WHERE question.delivery = :delivery ORDER BY question.id
"""
_ABOUT = f"""
SELECT {_COLUMNS} FROM question WHERE person = :person AND task = :task
ORDER BY delivery IS NULL, asked_at, id LIMIT 1
"""
_SINCE = f"""
SELECT {_COLUMNS} FROM question WHERE person = :person AND day >= :first ORDER BY day, id
"""
_DELETE = "DELETE FROM question WHERE id = :id AND person = :person"

_BEFORE = """
SELECT id FROM question WHERE person = :person AND asked_at < :before ORDER BY asked_at LIMIT :most
"""
_FORGET_ITEM = "DELETE FROM question WHERE window_index = :window AND item = :item"
_DELETE_ANSWER = "DELETE FROM answer WHERE question = :id AND person = :person"


def save(db: Connection, questions: Sequence[Question]) -> None:
    """Keep questions; one that is there already stays as it is."""
    db.change_many(
        _SAVE,
        [
            {
                "id": its.id,
                "person": its.person,
                "item": str(its.item),
                "task": its.task,
                "day": its.day.isoformat(),
                "asked_at": its.asked_at,
                "delivery": its.delivery,
                "window_index": its.window.index,
            }
            for its in questions
        ],
    )


def get(db: Connection, person: PersonId, question: str) -> Question | None:
    """One question of this person; None if it is not theirs, or gone."""
    rows = db.read(_GET, {"id": question, "person": person})
    return _question(rows[0]) if rows else None


def of_delivery(db: Connection, delivery: str) -> list[tuple[Question, bool]]:
    """The questions that stand in a message, each with whether it has an answer (not which)."""
    rows = db.read(_OF_DELIVERY, {"delivery": delivery})
    return [(_question(row), row["answered"] is not None) for row in rows]


def about(db: Connection, person: PersonId, task: str) -> Question | None:
    """The question about a task: the one asked in a message before the one rated in Home."""
    rows = db.read(_ABOUT, {"person": person, "task": task})
    return _question(rows[0]) if rows else None


def since(db: Connection, person: PersonId, first: date) -> list[Question]:
    """A person's questions about work from that day on."""
    rows = db.read(_SINCE, {"person": person, "first": first.isoformat()})
    return [_question(row) for row in rows]


def delete(db: Connection, person: PersonId, question: str) -> None:
    """Delete one question of this person."""
    db.change(_DELETE, {"id": question, "person": person})


def before(db: Connection, person: PersonId, moment: Instant, most: int) -> list[str]:
    """The ids of at most so many questions a person was asked before then, oldest first."""
    rows = db.read(_BEFORE, {"person": person, "before": moment, "most": most})
    return [row["id"] for row in rows]


def forget(db: Connection, person: PersonId, ids: Sequence[str]) -> None:
    """Delete questions of this person with their answers."""
    facts = [{"id": question, "person": person} for question in ids]
    db.change_many(_DELETE_ANSWER, facts)
    db.change_many(_DELETE, facts)


def forget_item(db: Connection, window: Window, item: Item) -> None:
    """Delete everybody's questions of one kind about the work of a window."""
    db.change(_FORGET_ITEM, {"window": window.index, "item": str(item)})


def _question(row: Row) -> Question:
    asked_at: Instant = row["asked_at"]
    return Question(
        id=row["id"],
        person=PersonId(row["person"]),
        item=Item(row["item"]),
        task=row["task"],
        day=date.fromisoformat(row["day"]),
        asked_at=asked_at,
        delivery=row["delivery"],
    )
