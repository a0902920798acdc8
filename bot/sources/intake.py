"""Usage comes in: what sources observed is folded into tasks at once, and only the tasks are kept.

Nothing is kept of people who were not told or who said no: what comes in about them is dropped at
this door. The answer is the same as for others, because who said no is nobody's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.model import Instant, Observation, PersonId, Reject, Task
from bot.people import consent
from bot.services import Services
from bot.sources import folding, hindsight, noting, remembering
from bot.sources.grouping import Group, batches, group
from bot.sources.lateness import key_kept_until, split_by_time
from storage.engine import BATCH, Connection
from storage.operations import source_health
from storage.personal import people, seen, tasks

LABEL = "label"
"""What a person's own label of a task is sealed for."""

Remember = Callable[[Connection, Sequence[Group], remembering.Until], remembering.Sightings]


@dataclass(slots=True)
class Taken:
    """What became of a payload: taken, known already, or rejected with line and cause."""

    accepted: int = 0
    known: int = 0
    rejected: list[Reject] = field(default_factory=list)

    def rejected_causes(self) -> Counter[str]:
        """How many were rejected for which cause."""
        return Counter(reject.cause for reject in self.rejected)

    def __iadd__(self, other: Taken) -> Taken:
        self.accepted += other.accepted
        self.known += other.known
        self.rejected += other.rejected
        return self


def take(
    services: Services,
    person: PersonId,
    observations: Sequence[Observation],
    rejects: Sequence[Reject] = (),
    *,
    history: bool = False,
) -> Taken:
    """Fold one person's observations. See `take_all`."""
    return take_all(services, {person: observations}, rejects, history=history)


def take_all(
    services: Services,
    by_person: Mapping[PersonId, Sequence[Observation]],
    rejects: Sequence[Reject] = (),
    *,
    history: bool = False,
    platform: str = "",
) -> Taken:
    """Fold what was observed of several people, in transactions of at most `BATCH` rows.

    `rejects` are what an adapter could not read: they are passed on. With `history`, what is older
    than 14 days is taken too: a first scan, or an import. `platform` is which platform speaks for
    them; "" where each person's own token does.
    """
    now = services.clock()
    taken = Taken(rejected=list(rejects))
    if rejects:
        _note_unread(services, rejects, now)
    groups: list[Group] = []
    for person, observations in by_person.items():
        timely, untimely = split_by_time(observations, now, history)
        if untimely:
            taken.rejected += untimely
            _note_untimely(services, person, untimely, now)
        groups += group(person, timely, platform)
    for batch in batches(groups):
        taken += _take_batch(services, batch, now, history)
    return taken


def label_of(services: Services, task: Task) -> str | None:
    """What the person chose to call a task. Raises KeyDestroyed once they were erased."""
    if task.sealed_label is None:
        return None
    return services.keys.unseal(task.person, LABEL, task.sealed_label).decode()


def sweep(services: Services, now: Instant) -> int:
    """Forget the keys whose time is over, a batch at a time; how many there were."""
    swept = 0
    while True:
        with services.database.transaction() as tx:
            gone = seen.sweep(tx, now, BATCH)
        swept += gone
        if gone < BATCH:
            return swept


def _note_untimely(
    services: Services, person: PersonId, untimely: Sequence[Reject], now: Instant
) -> None:
    with services.database.transaction() as tx:
        if may_keep(tx, person):
            noting.note_untimely(tx, person, untimely, now)
        noting.note_health(tx, now, received=Counter(), rejects=untimely)


def _note_unread(services: Services, rejects: Sequence[Reject], now: Instant) -> None:
    """Of sources that were heard properly: what else a broken line calls its source may be any
    word of anybody's."""
    with services.database.transaction() as tx:
        heard = source_health.heard(tx)
        known = [its for its in rejects if its.source in heard]
        noting.note_health(tx, now, received=Counter(), rejects=known)


def _take_batch(services: Services, batch: list[Group], now: Instant, history: bool) -> Taken:
    """Fold a batch: in the hope that all of it is new; and one by one if some of it is not."""
    try:
        return _folded(services, batch, now, history, remembering.all_new)
    except remembering.SomeKnown:
        return _folded(services, batch, now, history, remembering.one_by_one)


def _folded(
    services: Services, batch: list[Group], now: Instant, history: bool, remember: Remember
) -> Taken:
    with services.database.transaction() as tx:
        parts = _kept(tx, batch)
        known = Counter[str]()
        if parts:
            noting.note_heard(tx, parts)
            if history:
                timely = hindsight.without_told(tx, parts, now)
                known, parts = _lines(parts) - _lines(timely), timely
            else:
                hindsight.mark(tx, parts, now)
            sightings = remember(tx, parts, key_kept_until(now, history))
            _fold_parts(services, tx, parts, sightings)
            for part, theirs in zip(parts, sightings, strict=True):
                known[part.source] += sum([not it.first for it in theirs])
        noting.note_health(tx, now, received=_lines(batch), rejects=())
    return Taken(_lines(batch).total() - known.total(), known.total())


def _kept(tx: Connection, batch: list[Group]) -> list[Group]:
    about = {part.person for part in batch}
    kept = {person for person in about if may_keep(tx, person)}
    return [part for part in batch if part.person in kept]


def may_keep(tx: Connection, person: PersonId) -> bool:
    """Whether anything may be kept of what a tool says about somebody."""
    its = people.get(tx, person)
    return its is not None and not its.removed and consent.may_keep(tx, person)


def _lines(parts: Sequence[Group]) -> Counter[str]:
    lines: Counter[str] = Counter()
    for part in parts:
        lines[part.source] += len(part.observations)
    return lines


def _fold_parts(
    services: Services, tx: Connection, parts: Sequence[Group], sightings: remembering.Sightings
) -> None:
    kept: list[Task] = []
    for part, theirs in zip(parts, sightings, strict=True):
        if not theirs:
            continue
        found = tasks.near(tx, part.person, part.source, part.key, *part.reach)
        seal = _sealer(services, part.person)
        folded = folding.fold(part, found, theirs, services.new_id, seal)
        kept += folded.tasks
        for vanished, survivor in folded.vanished.items():
            tasks.merge(tx, part.person, vanished, survivor)
    tasks.save(tx, kept)


def _sealer(services: Services, person: PersonId) -> Callable[[str], bytes]:
    return lambda label: services.keys.seal(person, LABEL, label.encode())
