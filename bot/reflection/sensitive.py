"""The sensitive questions: who is asked one, and when."""

from __future__ import annotations

from bot.model import SENSITIVE_ITEMS, Delivery, Item, MemberId, Window
from storage.directory import cells
from storage.engine import Connection
from storage.personal import history, preferences, questions
from storage.published import windows
from storage.published.windows import Step


def still_to_ask(db: Connection, delivery: Delivery, member: MemberId) -> Item | None:
    """The sensitive item a digest may ask its person, who is this `member`; None where there is
    none.

    One a window at most, and never in somebody's first digest. Nobody is asked in vain: neither
    who keeps theirs out, nor who is in no group large enough, nor once the window is closed.
    """
    if delivery.period is None:
        return None
    person, window = delivery.person, Window.of(delivery.period.last)
    asked = any(
        its.item in SENSITIVE_ITEMS and its.window == window
        for its in questions.since(db, person, window.first_day)
    )
    counts = (
        cells.is_in_larger(db, window, member)
        and not windows.is_done(db, window, Step.CLOSED)
        and preferences.get(db, person).counted
    )
    first = not history.digest_before(db, person, delivery.due_at)
    return Item.sensitive_in(window) if counts and not asked and not first else None
