"""How far each company-wide report was fetched, and how its vendor does. Never a person.

A round asks for a span of time; it may be cut short anywhere and gone on with. Whoever fetches
holds a claim, which ends by itself, so that no two processes fetch one report at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model import DAY, Instant
from storage.engine import Connection, Row

_BEGIN = """
INSERT INTO connector (name, next_at, failures) VALUES (:name, :now, 0)
ON CONFLICT (name) DO NOTHING
"""
# A moment more than a day ahead was noted before the clock was set back.
_CLAIM = f"""
UPDATE connector SET claimed_until = :until
WHERE name = :name AND (next_at <= :now OR next_at > :now + {DAY})
    AND (claimed_until IS NULL OR claimed_until <= :now OR claimed_until > :until)
"""
_ALL = "SELECT * FROM connector ORDER BY next_at, name"
_ONE = "SELECT * FROM connector WHERE name = :name"
_ROUND = """
UPDATE connector SET began_at = :now, reached = :since,
    looked_back_at = CASE WHEN :back = 1 THEN CAST(:now AS BIGINT) ELSE looked_back_at END
WHERE name = :name AND claimed_until = :claim
"""
_REACHED = """
UPDATE connector SET reached = CAST(COALESCE(:reached, reached) AS BIGINT), claimed_until = :until
WHERE name = :name AND claimed_until = :claim
"""
_ENDED = """
UPDATE connector SET told_until = began_at, began_at = NULL, reached = NULL, next_at = :next,
    last_ok_at = :now, failing_since = NULL, failure = NULL, failures = 0,
    unmatched = CAST(COALESCE(:unmatched, unmatched) AS BIGINT), claimed_until = NULL
WHERE name = :name AND claimed_until = :claim
"""
_WAITING = """
UPDATE connector SET next_at = :next, claimed_until = NULL
WHERE name = :name AND claimed_until = :claim
"""
_FAILED = """
UPDATE connector SET next_at = :next, failure = :failure, failures = failures + 1,
    failing_since = COALESCE(failing_since, CAST(:now AS BIGINT)), claimed_until = NULL
WHERE name = :name AND claimed_until = :claim
"""


@dataclass(frozen=True, slots=True)
class State:
    """A report's state. `told_until`: everything before was told by whole rounds. The round under
    way began at `began_at`, which is up to when it asks, and came as far as `reached`; both are
    None between rounds. `unmatched` counts the accounts of a day that match nobody."""

    name: str
    told_until: Instant | None
    began_at: Instant | None
    reached: Instant | None
    looked_back_at: Instant | None
    next_at: Instant
    last_ok_at: Instant | None
    failing_since: Instant | None
    failure: str | None
    failures: int
    unmatched: int | None
    claimed_until: Instant | None


def load(db: Connection) -> Sequence[State]:
    """Every report that was ever fetched, longest due first."""
    return [_state(row) for row in db.read(_ALL)]


def claim(db: Connection, name: str, now: Instant, until: Instant) -> State | None:
    """Claim a report that is due until then; None where it is not, or somebody else has it."""
    db.change(_BEGIN, {"name": name, "now": now})
    if not db.change(_CLAIM, {"name": name, "now": now, "until": until}):
        return None
    return _state(db.read(_ONE, {"name": name})[0])


def begin_round(
    db: Connection, held: State, now: Instant, since: Instant, *, looks_back: bool
) -> State:
    """Begin a round that asks from `since` to now."""
    back = 1 if looks_back else 0
    db.change(_ROUND, {**_held(held), "now": now, "since": since, "back": back})
    return replace(held, began_at=now, reached=since)


def reach(db: Connection, held: State, reached: Instant | None, until: Instant) -> State | None:
    """Note how far the round came (None: no further), and hold on to the claim until then. None
    when somebody else took it over meanwhile."""
    if not db.change(_REACHED, {**_held(held), "reached": reached, "until": until}):
        return None
    return replace(held, reached=held.reached if reached is None else reached, claimed_until=until)


def end_round(
    db: Connection, held: State, now: Instant, following: Instant, unmatched: int | None
) -> None:
    """The round is whole. Without a new count of unmatched accounts the one before stays."""
    its = {"now": now, "next": following, "unmatched": unmatched}
    db.change(_ENDED, {**_held(held), **its})


def wait(db: Connection, held: State, following: Instant) -> None:
    """Go on with the round then; nothing is wrong."""
    db.change(_WAITING, {**_held(held), "next": following})


def fail(db: Connection, held: State, now: Instant, following: Instant, failure: str) -> None:
    """Note a failure by its code, and try again then."""
    db.change(_FAILED, {**_held(held), "now": now, "next": following, "failure": failure})


def _held(its: State) -> dict[str, object]:
    return {"name": its.name, "claim": its.claimed_until}


def _state(row: Row) -> State:
    return State(**{name: row[name] for name in State.__slots__})
