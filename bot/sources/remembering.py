"""What was seen before: so that sending anything twice changes nothing.

A thing's key is a digest of its source and id, kept per person, so nobody can swallow another's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.model import CostBasis, Instant, Observation, PersonId, Tokens
from bot.sources.folding import Sighting
from bot.sources.grouping import Group
from bot.sources.prices import cost_of
from storage.engine import Connection, Parameters, Row
from storage.personal import seen as keys

Until = Callable[[Observation], Instant]
"""How long the key of an observation is kept."""

Sightings = list[list[Sighting]]
"""For each group what of each observation is new, in the same order."""


class SomeKnown(Exception):
    """Not all of it was new: what was written must be undone, and looked at one by one."""


def all_new(tx: Connection, groups: Sequence[Group], until: Until) -> Sightings:
    """Remember everything at once. Raises SomeKnown when anything was known already."""
    plain: list[Parameters] = []
    growing: list[Parameters] = []
    sightings: Sightings = []
    for group in groups:
        news = [valued(it) for it in group.observations]
        sightings.append(news)
        if any(it.larger_wins for it in group.observations):
            growing += [_grown_row(group.person, it, until) for it in news if it.seen.larger_wins]
            news = [it for it in news if not it.seen.larger_wins]
        plain += [_row(group.person, it.seen, until) for it in news]
    if plain and keys.add(tx, plain) != len(plain):
        raise SomeKnown
    if growing and keys.add_growing(tx, growing) != len(growing):
        raise SomeKnown
    return sightings


def one_by_one(tx: Connection, groups: Sequence[Group], until: Until) -> Sightings:
    """Remember one thing after the other, and find what of each is new."""
    return [
        [_remember(tx, group.person, valued(it), until) for it in group.observations]
        for group in groups
    ]


def valued(seen: Observation) -> Sighting:
    """An observation with its cost: as reported, else priced; unknown prices are counted, not 0."""
    tokens = seen.tokens
    if seen.cost_usd is not None:
        return Sighting(seen, True, seen.count, tokens, seen.cost_usd)
    if not tokens.total:
        return Sighting(seen, True, seen.count)
    cost = cost_of(seen.model, seen.at, tokens, calls=max(1, seen.count))
    return Sighting(seen, True, seen.count, tokens, cost or 0.0, int(cost is None))


def _remember(tx: Connection, person: PersonId, new: Sighting, until: Until) -> Sighting:
    if not new.seen.larger_wins:
        fresh = keys.add(tx, [_row(person, new.seen, until)])
        return new if fresh else Sighting(new.seen, first=False)
    row = _grown_row(person, new, until)
    if keys.add_growing(tx, [row]):
        return new
    if new.seen.running:
        keys.keep_longer(tx, row)
    old = keys.size(tx, person, row["key"])
    if old is None or _rank(row) <= _rank(old_row := _sized(old)):
        return Sighting(new.seen, first=False)
    keys.grow(tx, row)
    return _growth(new, old_row)


def _growth(new: Sighting, old: Parameters) -> Sighting:
    """The part by which something has grown since it was counted. By how much a running total has,
    is paid for at the price of when that was reported."""
    before = Tokens(old["input"], old["cached"], old["written"], old["output"])
    tokens, count = new.tokens - before, new.count - old["counted"]
    cost = new.cost - (old["cost"] or 0.0)
    if new.seen.running and tokens.total > 0:
        cost = valued(replace(new.seen, tokens=tokens, count=count)).cost
    return Sighting(
        seen=new.seen,
        first=False,
        count=count,
        tokens=tokens,
        cost=cost,
        unpriced=new.unpriced - (old["basis"] == CostBasis.UNPRICED),
    )


def _rank(row: Parameters) -> tuple[int, int, bool]:
    """The larger wins; of two as large the one whose cost was reported."""
    return row["counted"], row["input"] + row["output"], row["basis"] == CostBasis.REPORTED


def _row(person: PersonId, seen: Observation, until: Until) -> dict[str, object]:
    return {"person": person, "key": _key(seen), "until": until(seen)}


def _grown_row(person: PersonId, new: Sighting, until: Until) -> Parameters:
    tokens = new.tokens
    return _row(person, new.seen, until) | {
        "input": tokens.input,
        "cached": tokens.cached,
        "written": tokens.cache_written,
        "output": tokens.output,
        "cost": None if new.unpriced else new.cost,
        "basis": _basis(new),
        "counted": new.count,
    }


def _sized(row: Row) -> Parameters:
    return {
        "input": row["input_tokens"],
        "cached": row["cached_tokens"],
        "written": row["cache_written"],
        "output": row["output_tokens"],
        "cost": row["cost_usd"],
        "basis": row["cost_basis"],
        "counted": row["counted"],
    }


def _basis(new: Sighting) -> CostBasis:
    if new.seen.cost_usd is not None:
        return CostBasis.REPORTED
    return CostBasis.UNPRICED if new.unpriced else CostBasis.PRICED


def _key(seen: Observation) -> bytes:
    return blake2b(f"{seen.source}\0{seen.external_id}".encode(), digest_size=16).digest()
