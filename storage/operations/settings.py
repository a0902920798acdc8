"""What the admin decided, and a few facts the bot learnt about its workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from bot.model import Cadence, Floors, Instant, Keeping, Schedule, WorkspaceSettings
from storage.engine import Connection

_ALL = "SELECT name, value FROM setting"
_SET = """
INSERT INTO setting (name, value, changed_at) VALUES (:name, :value, :now)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
"""
_SCHEDULE_SINCE = """
SELECT CAST(COALESCE(MAX(changed_at), 0) AS BIGINT) AS since FROM setting
WHERE name IN ('weekday', 'hour', 'cadence')
"""
_PEOPLE_SINCE = """
SELECT CAST(COALESCE(MAX(changed_at), 0) AS BIGINT) AS since FROM setting
WHERE name IN ('by_invitation', 'roster_loaded', 'logins_loaded')
"""
ROSTER_LOADED, LOGINS_LOADED = "roster_loaded", "logins_loaded"
_ONE = "SELECT value FROM setting WHERE name = :name"


def load(db: Connection) -> WorkspaceSettings:
    """The workspace's settings, as they are now."""
    kept = {row["name"]: row["value"] for row in db.read(_ALL)}
    usual = WorkspaceSettings()
    return WorkspaceSettings(
        schedule=Schedule(
            weekday=int(kept.get("weekday", usual.schedule.weekday)),
            hour=int(kept.get("hour", usual.schedule.hour)),
            cadence=Cadence(kept.get("cadence", usual.schedule.cadence)),
        ),
        questions=int(kept.get("questions", usual.questions)),
        by_invitation=kept.get("by_invitation", "no") == "yes",
        paused=kept.get("paused", "no") == "yes",
        show_use=kept.get("show_use", "yes") == "yes",
        floors=Floors(**_numbers(kept, usual.floors)),
        keeping=Keeping(**_numbers(kept, usual.keeping)),
    )


def save(db: Connection, settings: WorkspaceSettings, now: Instant) -> None:
    """Keep the workspace's settings. Only what is new counts as changed now."""
    before, wished = _values(load(db)), _values(settings)
    new = {name: value for name, value in wished.items() if value != before[name]}
    db.change_many(
        _SET, [{"name": name, "value": value, "now": now} for name, value in new.items()]
    )


def schedule_since(db: Connection) -> Instant:
    """When the usual schedule was last changed; 0 when it never was."""
    return int(db.read(_SCHEDULE_SINCE)[0]["since"])


def people_since(db: Connection) -> Instant:
    """When it last changed whose usage may be known: a roster or a map of logins was loaded, or
    digests came to be by invitation; 0 when it never did."""
    return int(db.read(_PEOPLE_SINCE)[0]["since"])


def _values(settings: WorkspaceSettings) -> dict[str, str]:
    return {
        "weekday": str(settings.schedule.weekday),
        "hour": str(settings.schedule.hour),
        "cadence": str(settings.schedule.cadence),
        "questions": str(settings.questions),
        "by_invitation": _yes(settings.by_invitation),
        "paused": _yes(settings.paused),
        "show_use": _yes(settings.show_use),
        **{name: str(its) for name, its in asdict(settings.floors).items()},
        **{name: str(its) for name, its in asdict(settings.keeping).items()},
    }


def _numbers(kept: Mapping[str, str], usual: Floors | Keeping) -> dict[str, int]:
    return {name: int(kept.get(name, its)) for name, its in asdict(usual).items()}


def fact(db: Connection, name: str) -> str | None:
    """Something noted about the workspace: "no_charts", "rehearsal", the key's fingerprint."""
    rows = db.read(_ONE, {"name": name})
    return str(rows[0]["value"]) if rows else None


def note(db: Connection, name: str, value: str, now: Instant) -> None:
    """Note something about the workspace."""
    db.change(_SET, {"name": name, "value": value, "now": now})


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
