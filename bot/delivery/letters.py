"""Each message put into words at the moment it is sent, from what the stores hold then."""

from __future__ import annotations

from datetime import timedelta

import messages
from bot.model import Delivery, Instant, Letter, Window
from bot.people.usual import usual_times
from bot.reflection import weekly
from bot.services import Services
from messages import Rendered
from storage.operations import settings as kept
from storage.personal import reminders


def write(services: Services, delivery: Delivery, now: Instant, *, charts: bool) -> Rendered:
    """The message. `charts` is False where Slack does not know them yet."""
    match delivery.letter:
        case Letter.DIGEST:
            return weekly.letter(services, delivery, now, charts=charts)
        case Letter.WELCOME:
            return _welcome(services)
        case Letter.REMINDER:
            return _reminder(services, delivery)
        case Letter.TOKEN_MADE:
            return messages.render("token_made", rehearsal=services.rehearsal)


def _welcome(services: Services) -> Rendered:
    return messages.render(
        "welcome",
        rehearsal=services.rehearsal,
        usual=usual_times(services.database),
        by_invitation=kept.load(services.database).by_invitation,
    )


def _reminder(services: Services, delivery: Delivery) -> Rendered:
    """`until` is the day before the first of the questions' windows is published."""
    days = reminders.open_days(services.database, delivery.person, delivery.occasion)
    published = min(Window.of(day).publishes_on for day in days)
    return messages.render(
        "reminder",
        rehearsal=services.rehearsal,
        open_questions=len(days),
        until=published - timedelta(days=1),
    )
