"""Company-wide reports: which are set up, when each was last fetched, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterator

from bot.connectors import health
from bot.connectors.configured import configured
from bot.doctor.findings import Finding, fine, look, refused
from bot.model import Instant
from bot.settings import Settings, SettingsError
from bot.stores import Stores

_CURE = "is its key still valid, and is `serve` or `tick` running? their log says more"


def check(settings: Settings, stores: Stores, now: Instant) -> Iterator[Finding]:
    """Each report that a key was given for; nothing where there is none."""
    try:
        names = [its.name for its in configured(settings.given, lambda: now)]
    except SettingsError as error:
        yield refused("reports", error)
        return
    for its in health.lines(stores.published, names, now):
        yield fine(its.report, its.said) if its.fine else look(its.report, its.said, _CURE)
