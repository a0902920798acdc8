"""Made-up rosters: hand-written ones, and random ones for properties."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from bot.model import MemberId, Membership, Person, PersonId, Role, Team, Window
from bot.trends.roster import Roster

WINDOW = Window(37)
LONG_AGO = 0


def person(name: str, **facts: object) -> Person:
    return Person(**{"id": PersonId(name), "zone": "Europe/Berlin", "first_seen": LONG_AGO} | facts)


def by_member(people: Iterable[Person]) -> dict[MemberId, Person]:
    """As a roster has them; here both ids read the same."""
    return {MemberId(its.id): its for its in people}


def roster(
    sizes: dict[str, int],
    parents: dict[str, str] | None = None,
    managers: Iterable[str] = (),
) -> Roster:
    """Teams of so many members each (`a-1`, `a-2`, …), those named in `managers` with a manager of
    their own (`boss-a`), whose primary team it is."""
    parents = parents or {}
    teams = [Team(name, name.title(), parents.get(name)) for name in sizes]
    places = [Membership(MemberId(f"{t}-{n}"), t) for t, k in sizes.items() for n in range(k)]
    places += [Membership(MemberId(f"boss-{t}"), t, Role.MANAGER) for t in managers]
    people = [person(its.member) for its in places]
    return Roster(by_member(people), tuple(teams), tuple(places))


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Nested teams of any shape; people who move, manage, are guests, have left or are new."""
    names = [f"t{n}" for n in range(draw(st.integers(0, 9)))]
    teams = tuple(
        Team(name, name.title(), draw(st.sampled_from([None, *names[:n]])))
        for n, name in enumerate(names)
    )
    people, places = [], []
    for n in range(draw(st.integers(0, 70))):
        its = f"p{n}"
        people.append(draw(_people(its)))
        if names:
            places.append(Membership(MemberId(its), draw(st.sampled_from(names))))
    for name in names:
        for boss in draw(st.lists(st.sampled_from(people), max_size=2)) if people else ():
            primary = draw(st.booleans())
            places = [m for m in places if not (primary and m.member == boss.id and m.primary)]
            places.append(Membership(MemberId(boss.id), name, Role.MANAGER, primary))
    return Roster(by_member(people), teams, tuple(places))


@st.composite
def _people(draw: st.DrawFn, its: str) -> Person:
    odd = draw(st.integers(0, 19))
    facts = {0: {"guest": True}, 1: {"left": True}, 2: {"first_seen": 4_000_000_000}}
    return person(its, **facts.get(odd, {}))
