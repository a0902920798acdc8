"""Learning once a day what changed about colleagues: a new time zone, somebody who left."""

from __future__ import annotations

import logging

from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.model import DAY, HOUR, Instant
from bot.people import colleagues, hiring
from bot.services import Services
from storage.operations import settings
from storage.personal import people

_log = logging.getLogger(__name__)

_NEXT = "colleagues_next"
_AGAIN: Instant = HOUR
"""How long after Slack could not be reached it is asked again."""


def keep_up(services: Services, now: Instant) -> int:
    """Note what Slack knows anew about people of the roster, once a day; how many were looked at.
    Where Slack cannot be reached, an hour later: nothing else has to wait for it."""
    db = services.database
    if not people.anybody(db) or not _due(settings.fact(db, _NEXT), now):
        return 0
    settings.note(db, _NEXT, str(now + _AGAIN), now)
    try:
        everybody = colleagues.fetch(services.slack)
    except (SlackApiError, SlackRequestError, OSError) as error:
        _log.warning("who is in the workspace could not be asked: %s", type(error).__name__)
        return 0
    seen = hiring.refresh(services, everybody)
    settings.note(db, _NEXT, str(now + DAY), now)
    return seen


def _due(noted: str | None, now: Instant) -> bool:
    """A moment more than a day away was noted before the clock was set back."""
    return noted is None or not now < int(noted) <= now + DAY
