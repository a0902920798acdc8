"""Which sources reported work of a person, and when that work was first and last done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Heard, PersonId
from storage.engine import Connection, Parameters

_TOUCH = """
INSERT INTO heard (person, source, first_at, last_at, platform)
VALUES (:person, :source, :first, :last, :platform)
ON CONFLICT (person, source) DO UPDATE SET
    first_at = CASE WHEN excluded.first_at < heard.first_at
        THEN excluded.first_at ELSE heard.first_at END,
    last_at = CASE WHEN excluded.last_at > heard.last_at
        THEN excluded.last_at ELSE heard.last_at END,
    platform = CASE WHEN excluded.platform > heard.platform
        THEN excluded.platform ELSE heard.platform END
"""
_OF = """
SELECT source, first_at, last_at, platform FROM heard WHERE person = :person ORDER BY source
"""
_FORGET = "DELETE FROM heard WHERE person = :person"


def touch(db: Connection, rows: Sequence[Parameters]) -> None:
    """Note `person`, `source`, `first`, `last` and `platform` ("" where the person's own token
    spoke) for each row. Of two platforms the later in the alphabet stays: in any order the same.

    Until the transaction ends these rows are also the lock under which a person's work from a
    source is folded: two processes that fold for one person wait here, if they come in one order.
    """
    db.change_many(_TOUCH, rows)


def sources_of(db: Connection, person: PersonId) -> list[Heard]:
    """The sources heard from, by name."""
    return [
        Heard(row["source"], row["first_at"], row["last_at"], row["platform"])
        for row in db.read(_OF, {"person": person})
    ]


def forget(db: Connection, person: PersonId) -> None:
    """Delete everything here of a person."""
    db.change(_FORGET, {"person": person})
