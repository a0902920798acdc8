"""Which observations belong together: by task, by session, or by what their source was doing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from bot.model import FOREVER, STITCH_GAP, Instant, Kind, Observation, PersonId
from storage.engine import BATCH


@dataclass(slots=True)
class Group:
    """What one person's source reported under one key: one task, or stretches of one session.
    `platform` is which platform spoke for the person, "" where their own token did."""

    person: PersonId
    source: str
    key: str
    observations: list[Observation] = field(default_factory=list)
    platform: str = ""

    @property
    def stitched(self) -> bool:
        """Whether gaps cut it into several tasks."""
        return self.key.startswith("s")

    @property
    def recognisable(self) -> bool:
        """Whether it has a task or a session, by which to know it again."""
        return not self.key.startswith("s-")

    def beside(self, other: Group) -> bool:
        """Whether the other is of the same person and source."""
        return self.person == other.person and self.source == other.source

    @property
    def reach(self) -> tuple[Instant, Instant]:
        """The time in which a task could touch this: a gap further to either side."""
        if not self.stitched:
            return 0, FOREVER
        first = min(seen.at for seen in self.observations)
        last = max(seen.ended_at or seen.at for seen in self.observations)
        return first - STITCH_GAP, last + STITCH_GAP


def group(person: PersonId, observations: Iterable[Observation], platform: str = "") -> list[Group]:
    """Sort a person's observations by the key of the task or session they belong to."""
    groups: dict[tuple[str, str, str | bool], Group] = {}
    for seen in observations:
        kind, name = _belonging(seen)
        mark = (seen.source, kind, name)
        found = groups.get(mark)
        if found is None:
            key = _key(kind, name)
            found = groups[mark] = Group(person, seen.source, key, platform=platform)
        found.observations.append(seen)
    return list(groups.values())


def _belonging(seen: Observation) -> tuple[str, str | bool]:
    """A task by its own id; else a session; else a task of its own; and a lone call or outcome
    belongs to whatever that source was doing then, on its own or with somebody there."""
    if seen.task is not None:
        return "t", seen.task
    if seen.session is not None:
        return "s", seen.session
    if seen.kind is Kind.TASK:
        return "o", seen.external_id
    return "s-", seen.autonomous


def _key(kind: str, name: str | bool) -> str:
    """Ids are kept as digests only: a payload's own words never get into a table."""
    return kind + blake2b(str(name).encode(), digest_size=16).hexdigest()


def batches(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Groups whose rows (a key for each observation; the task; what was heard, and from whom) fit
    a transaction. What is too large for one comes in parts, each in a batch of its own."""
    batch: list[Group] = []
    room = BATCH
    for whole in groups:
        rows = len(whole.observations) + 2  # the task, and that it was told of
        if not batch or not batch[-1].beside(whole):
            rows += 2  # what was heard, and how a source does
        if rows > room:
            if batch:
                yield batch
            batch, room = [], BATCH
        if rows > BATCH:
            yield from ([part] for part in _parts(whole))
        else:
            batch.append(whole)
            room -= rows
    if batch:
        yield batch


def _parts(whole: Group) -> Iterator[Group]:
    size = BATCH // 2
    for start in range(0, len(whole.observations), size):
        some = whole.observations[start : start + size]
        yield replace(whole, observations=some)
