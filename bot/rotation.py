"""Changing the secret key: every key is wrapped anew, nothing else changes.

The new secret is written beside the old one first, then the key store is wrapped anew in one
transaction, then the database notes the new fingerprint and the new file takes the old one's place.
Wherever this is cut short, the next one to open the stores finds the secret that fits, and ends it.

A secret from the environment is changed by whoever sets it: the new one stands in a variable of its
own meanwhile, and either of the two opens the stores until it has taken the old one's place.
"""

from __future__ import annotations

from bot import secret, stores
from bot.alone import undisturbed
from bot.model import Instant
from bot.settings import Settings


def rotate(settings: Settings, now: Instant) -> None:
    """Change the secret key. Raises SettingsError: nobody may have the stores open, because they
    hold the old one."""
    with undisturbed(settings.database) as lock:
        opened = stores.open_stores(settings, now, lock)
        try:
            following = secret.make_following_key(settings)
            stores.announce(opened.database, following, now)
            opened.keys.rewrap(following)
            stores.follow(settings, opened.database, following, now)
            # What was wrapped by the old one must not be read from the log.
            opened.keys.store.truncate_log()
        finally:
            opened.close()
