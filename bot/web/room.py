"""Room for what is arriving: many slow senders may be read at a time, but only so much is held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

MOST_HELD = 512 << 20
"""Bytes of bodies that are held at a time, before they are unzipped."""


class Room:
    """What all bodies hold together. Used on the event loop alone, so it needs no lock."""

    def __init__(self, most: int = MOST_HELD) -> None:
        self._free = most

    @contextmanager
    def place(self) -> Iterator[Place]:
        """A place for one body, given back when it is done with."""
        place = Place(self)
        try:
            yield place
        finally:
            self._free += place.held

    def give(self, count: int) -> bool:
        """So many bytes more, if there is room."""
        if count > self._free:
            return False
        self._free -= count
        return True


class Place:
    """What one body holds."""

    def __init__(self, room: Room) -> None:
        self._room, self.held = room, 0

    def grow(self, count: int) -> bool:
        """Take so many bytes more; False where there is no room."""
        if not self._room.give(count):
            return False
        self.held += count
        return True
