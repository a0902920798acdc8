"""Which windows were drawn, as the key store remembers it.

The blur hides an answer once. Were a window drawn a second time, from an older copy of the database
or after a crash, two pages of the same answers could be set beside each other. So the key store is
told in the last moment before a drawing is committed: a window it knows of that the database does
not have is lost, and stays so. Windows are drawn in their order, so the latest says it of all.
"""

from __future__ import annotations

from bot.model import Window
from storage import keystore
from storage.engine import Connection, Database


def was_drawn(store: Connection, window: Window) -> bool:
    """Whether this window, or a later one, was drawn before."""
    latest = latest_drawn(store)
    return latest is not None and window <= latest


def latest_drawn(store: Connection) -> Window | None:
    """The latest window that was drawn."""
    fact = keystore.fact(store, keystore.DRAWN)
    return None if fact is None else Window(int(fact))


def note(store: Database, window: Window) -> None:
    """Note that a window, and so every earlier one, is never to be drawn from here on. Raises
    Unavailable: then it may not be drawn either."""
    with store.transaction() as tx:
        if not was_drawn(tx, window):
            keystore.set_fact(tx, keystore.DRAWN, str(window.index))
