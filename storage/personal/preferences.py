"""What a person chose for themselves."""

from __future__ import annotations

from bot.model import Cadence, Instant, PersonId, Preferences
from storage.engine import Connection

_GET = """
SELECT weekday, hour, cadence, questions, discreet, patterns_in_dm, counted, paused_until
FROM preference WHERE person = :person
"""
_SAVE = """
INSERT INTO preference (person, weekday, hour, cadence, questions, discreet, patterns_in_dm,
    counted, paused_until)
VALUES (:person, CAST(:weekday AS BIGINT), CAST(:hour AS BIGINT), CAST(:cadence AS TEXT),
    CAST(:questions AS BIGINT), :discreet, :patterns_in_dm, :counted, CAST(:paused_until AS BIGINT))
ON CONFLICT (person) DO UPDATE SET
    weekday = excluded.weekday, hour = excluded.hour, cadence = excluded.cadence,
    questions = excluded.questions, discreet = excluded.discreet,
    patterns_in_dm = excluded.patterns_in_dm, counted = excluded.counted,
    paused_until = excluded.paused_until
"""

_NOTE_RHYTHM = "UPDATE preference SET changed_at = :now WHERE person = :person"


def get(db: Connection, person: PersonId) -> Preferences:
    """A person's preferences; the usual ones when they never chose."""
    rows = db.read(_GET, {"person": person})
    if not rows:
        return Preferences()
    row = rows[0]
    return Preferences(
        weekday=row["weekday"],
        hour=row["hour"],
        cadence=Cadence(row["cadence"]) if row["cadence"] else None,
        questions=row["questions"],
        discreet=bool(row["discreet"]),
        patterns_in_dm=bool(row["patterns_in_dm"]),
        counted=bool(row["counted"]),
        paused_until=row["paused_until"],
    )


def save(db: Connection, person: PersonId, preferences: Preferences) -> None:
    """Keep a person's preferences."""
    db.change(
        _SAVE,
        {
            "person": person,
            "weekday": preferences.weekday,
            "hour": preferences.hour,
            "cadence": str(preferences.cadence) if preferences.cadence else None,
            "questions": preferences.questions,
            "discreet": preferences.discreet,
            "patterns_in_dm": preferences.patterns_in_dm,
            "counted": preferences.counted,
            "paused_until": preferences.paused_until,
        },
    )


def note_rhythm(db: Connection, person: PersonId, now: Instant) -> None:
    """They chose another day, hour or frequency now: no digest is due for a moment before."""
    db.change(_NOTE_RHYTHM, {"person": person, "now": now})
