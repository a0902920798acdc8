"""Deliveries that come at the same time are kept in one transaction: the disk is waited for once
for all of them, and not once for each.

At its peak a large company sends 230 a second, and where a disk takes 5 ms to say that something is
safe, one at a time is 200. Whoever comes first folds what has come by then, while the next ones
gather; each waits until its own is on the disk. Alone with the store nobody waits for company.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model import Observation, PersonId
from bot.people.tokens import Holder
from bot.services import Services
from bot.sources import receiving
from bot.sources.intake import Taken, take, take_all
from bot.sources.lateness import split_by_time
from bot.sources.naming import Naming
from bot.sources.parsed import Parsed
from storage.engine import CannotOpen, StoreClosed, Unavailable

_LARGEST = 100
"""Observations in a delivery that others may have to wait for. A tool sends a few at a time; what
was kept back for days comes in thousands, and takes its turns with the store between others."""


@dataclass
class _Delivery:
    person: PersonId
    observations: Sequence[Observation]
    taken: Taken | None = None
    error: Exception | None = None


@dataclass
class Together:
    """Takes deliveries for one store, from any thread."""

    services: Services
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _gathered: list[_Delivery] = field(default_factory=list)

    def receive(self, holder: Holder, parsed: Parsed) -> Taken:
        """As `receiving.receive` does for what tools send. What is large, a platform's or has
        something wrong in it goes alone. Which lines were known is not told of what went together.
        """
        if holder.person is None or not self._small_and_sound(holder.person, parsed):
            return receiving.receive(self.services, holder, parsed, strict=False)
        return self._take(_Delivery(holder.person, parsed.observations))

    def _small_and_sound(self, person: PersonId, parsed: Parsed) -> bool:
        if parsed.rejects or len(parsed.observations) > _LARGEST:
            return False
        named = Naming(self.services).check(person, parsed.observations, strict=False)
        _, untimely = split_by_time(parsed.observations, self.services.clock(), history=False)
        return not named.unmatched and not untimely

    def _take(self, mine: _Delivery) -> Taken:
        with self._guard:
            self._gathered.append(mine)
        with self._turn:
            if mine.taken is None and mine.error is None:
                with self._guard:
                    some, self._gathered = self._gathered, []
                self._fold(some)
        if mine.error is not None:
            raise mine.error
        return mine.taken or Taken()

    def _fold(self, some: Sequence[_Delivery]) -> None:
        try:
            self._fold_at_once(some)
        except (Unavailable, StoreClosed, CannotOpen) as error:
            for its in some:
                its.error = error
        except Exception:  # noqa: BLE001 - whose it is shows one by one
            for its in some:
                self._fold_alone(its)

    def _fold_at_once(self, some: Sequence[_Delivery]) -> None:
        by_person: dict[PersonId, list[Observation]] = {}
        for its in some:
            by_person.setdefault(its.person, []).extend(its.observations)
        take_all(self.services, by_person)
        for its in some:
            its.taken = Taken(accepted=len(its.observations))

    def _fold_alone(self, its: _Delivery) -> None:
        """Nobody's delivery spoils another's."""
        try:
            its.taken = take(self.services, its.person, its.observations)
        except Exception as error:  # noqa: BLE001 - it is for whoever sent it
            its.error = error
