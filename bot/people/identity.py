"""From Slack's ids to ours and back; and what somebody who asks may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from bot.model import PersonId, Role, Team, Viewer
from bot.people.keys import KeyDestroyed
from bot.services import Services
from storage.directory import teams
from storage.engine import Connection
from storage.personal import profiles

_PURPOSE = "profile"

Since = Mapping[str, int]
"""By team, the number of the window from which on its page may be seen."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is needed to reach a person."""

    slack_id: str
    name: str


def person_of(services: Services, slack_id: str) -> PersonId | None:
    """Who has this Slack id; None for somebody who is not in the roster."""
    return services.keys.person_by_slack_id(slack_id)


def profile_of(services: Services, person: PersonId) -> Profile:
    """How to reach a person. Raises KeyDestroyed for somebody who was erased."""
    sealed = profiles.get(services.database, person)
    if sealed is None:
        raise KeyDestroyed(person)
    plain = services.keys.unseal(person, _PURPOSE, sealed)
    return msgspec.json.decode(plain, type=Profile)


def slack_id_of(services: Services, person: PersonId) -> str:
    """A person's Slack id. Raises KeyDestroyed for somebody who was erased."""
    return profile_of(services, person).slack_id


def keep_profile(services: Services, db: Connection, person: PersonId, profile: Profile) -> None:
    """Seal and keep how to reach a person."""
    sealed = services.keys.seal(person, _PURPOSE, msgspec.json.encode(profile))
    profiles.save(db, person, sealed)


def viewer(services: Services, person: PersonId, *, admin: bool = False) -> Viewer:
    """What a person may see: the page of every group they are counted in, of the teams they manage,
    and of those below. A team's manager is counted among the people of the team above. Who managed
    nobody before sees the teams above and below from when they do, whatever else they saw."""
    its = teams.memberships_of(services.database, services.keys.member_of(person))
    every = teams.all_teams(services.database)
    member_of = frozenset(m.team for m in its if m.role is Role.MEMBER)
    managed = {m.team: m.managing_since for m in its if m.role is Role.MANAGER}
    own = _earliest((m.team, m.since) for m in its)
    above = _earliest(
        (team.parent, max(managed[team.id], team.parent_since))
        for team in every
        if team.id in managed and team.parent
    )
    manages = _with_those_below(every, managed)
    ways = (own, manages, above)
    return Viewer(
        person=person,
        member_of=member_of,
        manages=frozenset(manages),
        counted_above=frozenset(above),
        admin=admin,
        since=_earliest(pair for way in ways for pair in way.items()),
    )


def _with_those_below(every: Sequence[Team], managed: Since) -> Since:
    """A team's page is seen from above since both are so: that somebody manages what is above, and
    that the team lies there."""
    while True:
        below = [
            (team.id, max(managed[team.parent], team.parent_since))
            for team in every
            if team.parent and team.parent in managed
        ]
        wider = _earliest([*managed.items(), *below])
        if wider == managed:
            return managed
        managed = wider


def _earliest(ways: Iterable[tuple[str, int]]) -> Since:
    since: dict[str, int] = {}
    for team, window in ways:
        since[team] = min(window, since.get(team, window))
    return since
