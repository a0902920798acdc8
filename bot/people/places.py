"""Where in Slack something of a person's lies, sealed: a conversation's id says whose it is, to all
who have an export of the workspace's messages."""

from __future__ import annotations

import msgspec

from bot.model import PersonId, Place
from bot.people.keys import PLACE, KeyStore


def sealed(keys: KeyStore, person: PersonId, place: Place) -> bytes:
    """A place as it is kept. Raises KeyDestroyed; not while they are still being erased, so that
    what was just then on its way is taken back as well."""
    return keys.seal(person, PLACE, msgspec.json.encode(place))


def opened(keys: KeyStore, person: PersonId, its: bytes) -> Place:
    """A place as Slack knows it. Raises KeyDestroyed, likewise, and WrongSecret."""
    return msgspec.json.decode(keys.unseal(person, PLACE, its), type=Place)
