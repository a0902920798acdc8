"""Loading a roster: people get random ids and keys of their own; teams keep theirs by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.model import Instant, Membership, Person, PersonId, Reject, Role, Team
from bot.people.colleagues import Colleague
from bot.people.identity import Profile, keep_profile
from bot.people.roster import Entry, Roster
from bot.services import Services
from storage.directory import people, teams


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a roster came to: people and teams now in it, and the lines nobody was found for."""

    people: int
    teams: int
    unmatched: tuple[Reject, ...]


def load(services: Services, roster: Roster, colleagues: Iterable[Colleague]) -> Loaded:
    """Put a roster in place of the one there was. Lines that name nobody of the workspace are given
    back, the rest is loaded; bots and people who left are passed over."""
    now = services.clock()
    found, unmatched = _match(roster.entries, colleagues)
    founding = people.count(services.database) == 0
    ids = {
        its.slack_id: admit(services, its, now, founding=founding)
        for its in {c.slack_id: c for c in found.values()}.values()
    }
    its_teams = _teams(services, roster.parents)
    members = _memberships(
        [
            (entry, ids[found[entry.line].slack_id])
            for entry in roster.entries
            if entry.line in found
        ],
        {team.name: team.id for team in its_teams},
    )
    with services.database.transaction() as tx:
        teams.save(tx, its_teams)
        teams.replace(tx, members)
    return Loaded(len(ids), len(its_teams), tuple(unmatched))


def admit(services: Services, its: Colleague, now: Instant, *, founding: bool = False) -> PersonId:
    """Take a colleague into the roster, or note what changed about them (zone, name, leaving)."""
    known = services.keys.person_by_slack_id(its.slack_id)
    person = known or PersonId(services.new_id())
    # The key comes first: a key without a row is swept, a row without a key could never be read.
    services.keys.admit(person, its.slack_id, its.email, now)
    with services.database.transaction() as tx:
        people.save(tx, [Person(person, its.zone, now, founding, its.guest, its.left)])
        keep_profile(services, tx, person, Profile(its.slack_id, its.name))
    return person


def refresh(services: Services, colleagues: Iterable[Colleague]) -> int:
    """Note new zones and who left, for people already in the roster; how many were looked at."""
    known = [its for its in colleagues if services.keys.person_by_slack_id(its.slack_id)]
    for its in known:
        admit(services, its, services.clock())
    return len(known)


def _match(
    entries: Iterable[Entry], colleagues: Iterable[Colleague]
) -> tuple[dict[int, Colleague], list[Reject]]:
    able = [its for its in colleagues if not its.bot and not its.left]
    by_id = {its.slack_id: its for its in able}
    by_email = {its.email.lower(): its for its in able if its.email}
    found: dict[int, Colleague] = {}
    unmatched: list[Reject] = []
    for entry in entries:
        colleague = by_id.get(entry.slack_id or "") or by_email.get((entry.email or "").lower())
        if colleague:
            found[entry.line] = colleague
        else:
            unmatched.append(Reject(entry.line, "nobody in the workspace has this id or address"))
    return found, unmatched


def _teams(services: Services, parents: Mapping[str, str | None]) -> list[Team]:
    ids = {team.name: team.id for team in teams.all_teams(services.database)}
    for name in parents:
        ids.setdefault(name, services.new_id())
    return [Team(ids[name], name, ids[above] if above else None) for name, above in parents.items()]


def _memberships(placed: list[tuple[Entry, PersonId]], ids: Mapping[str, str]) -> list[Membership]:
    """Each person's one primary team: where a line says so, else the first they are a member of."""
    ranked = sorted(placed, key=lambda its: (not its[0].primary, its[0].role is not Role.MEMBER))
    primary: dict[PersonId, int] = {}
    for entry, person in ranked:
        primary.setdefault(person, entry.line)
    unique = {
        (person, entry.team, entry.role): Membership(
            person, ids[entry.team], entry.role, primary[person] == entry.line
        )
        for entry, person in placed
    }
    return list(unique.values())
