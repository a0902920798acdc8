"""Whether a message should still go when its turn comes: people change their minds, and leave."""

from __future__ import annotations

from bot.delivery.slots import STALE, reminded_now
from bot.model import Delivery, Instant, Letter, Person, Standing, WorkspaceSettings, zone_of
from bot.people import consent
from storage.engine import Connection
from storage.personal import people, preferences, reminders


def objection(
    db: Connection, delivery: Delivery, settings: WorkspaceSettings, now: Instant
) -> str | None:
    """Why a message must not be sent any more; None when it may go."""
    person = people.get(db, delivery.person)
    if person is None or person.left or person.removed or person.guest:
        return "departed"
    match delivery.letter:
        case Letter.WELCOME:
            standing = consent.standing(db, person.id)
            if standing is Standing.DECLINED:
                return "declined"
            return None if standing is Standing.UNTOLD else "already told"
        case Letter.DIGEST:
            late = now > delivery.due_at + STALE
            return "too late" if late else _unwanted(db, person, settings, now)
        case Letter.REMINDER:
            return _unwanted(db, person, settings, now) or _pointless(db, person, delivery, now)
        case Letter.TOKEN_MADE:
            return None  # whoever paused wants to know all the same that a key to them was made


def _unwanted(
    db: Connection, person: Person, settings: WorkspaceSettings, now: Instant
) -> str | None:
    welcome = {Standing.ACCEPTED} if settings.by_invitation else {Standing.ACCEPTED, Standing.TOLD}
    if consent.standing(db, person.id) not in welcome:
        return "declined"
    paused_until = preferences.get(db, person.id).paused_until
    return "paused" if paused_until is not None and paused_until > now else None


def _pointless(db: Connection, person: Person, reminder: Delivery, now: Instant) -> str | None:
    if reminded_now(zone_of(person.zone), now) is None:
        return "too late"
    open_still = reminders.unanswered(db, person.id, reminder.occasion)
    return None if open_still else "answered"
