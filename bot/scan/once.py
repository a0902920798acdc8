"""Each thing once, whichever logs tell of it; and all of it together, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from bot.model import Kind, Tokens
from bot.scan.read import Part, Told

_KEY = (1 << 60) - 1
"""Keys are as large as Python keeps in its smallest integers. That two of a million things have the
same one, and one of them is not told, happens once in two million scans."""

_PLACES = (192, 128, 64, 0)


@dataclass(slots=True)
class Scanned:
    """What the logs say so far, and how much of them could not be read. A million things are kept
    as numbers, because as objects they would take a gigabyte."""

    files: int = 0
    not_understood: int = 0
    not_readable: int = 0
    counts: Counter[Kind] = field(default_factory=Counter)
    _seen: set[int] = field(default_factory=set)
    _sizes: dict[int, int] = field(default_factory=dict)
    _sum: int = 0

    def take(self, part: Part) -> list[bytes]:
        """The lines of a part that tell of something new, or of more than was told before."""
        self.not_understood += part.not_understood
        self.not_readable += not part.readable
        self.files += part.readable and not part.more
        return [told.line for told in part.told if self._is_new(told)]

    @property
    def tokens(self) -> Tokens:
        """All tokens together."""
        return _unpacked(self._sum)

    def _is_new(self, told: Told) -> bool:
        key = hash(told.name) & _KEY
        if key in self._seen:
            return False
        if told.size:
            return self._has_grown(key, int.from_bytes(told.size, "big"))
        if key in self._sizes:
            return False
        self._seen.add(key)
        self.counts[told.kind] += 1
        return True

    def _has_grown(self, key: int, size: int) -> bool:
        old = self._sizes.get(key)
        if old is None:
            self.counts[Kind.MODEL_CALL] += 1
        elif _unpacked(size).total > _unpacked(old).total:
            self._sum -= old
        else:
            return False
        self._sizes[key] = size
        self._sum += size
        return True


def _unpacked(size: int) -> Tokens:
    """Four numbers of 64 bits in one: they are added and taken away as one, too."""
    return Tokens(*(size >> place & (1 << 64) - 1 for place in _PLACES))
