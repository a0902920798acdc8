"""Loading a roster: people get random ids and keys of their own; teams keep theirs by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from bot.model import Instant, MemberId, Membership, Person, PersonId, Reject, Role, Team, Window
from bot.people import arriving
from bot.people.colleagues import Colleague
from bot.people.identity import Profile, keep_profile
from bot.people.keys import Newcomer
from bot.people.roster import Entry, Roster
from bot.publiclog.changes import roster_loaded
from bot.publiclog.concerning import managed_anew
from bot.publiclog.writing import recorded
from bot.services import Services
from storage.directory import teams
from storage.engine import BATCH, Connection
from storage.operations import settings
from storage.personal import people
from storage.published import windows

_Item = TypeVar("_Item")

_NOBODY = "nobody in the workspace has this id or address"
_TWO_PEOPLE = "the id and the address belong to two different people"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a roster came to: people and teams now in it, the lines nobody was found for, and how
    many colleagues it no longer names. Without people nothing was loaded."""

    people: int
    teams: int
    unmatched: tuple[Reject, ...]
    removed: int


def load(services: Services, roster: Roster, colleagues: Iterable[Colleague]) -> Loaded:
    """Put a roster in place of the one there was. Lines that name nobody of the workspace are given
    back, the rest is loaded; bots and people who left are passed over. Whoever it names no longer
    is sent and asked nothing more, until a roster names them again. One that names nobody at all is
    of another workspace: nothing of it is loaded."""
    everybody = list(colleagues)
    placed, unmatched = _match(roster.entries, everybody)
    if not placed:
        return Loaded(0, 0, tuple(unmatched), 0)
    # The founders are those who came before any roster was in place, however often loading them
    # was cut short. Once there was one there are none any more, whoever is left of it.
    founding = settings.fact(services.database, settings.ROSTER_LOADED) is None
    ids = admit(services, list({its.slack_id: its for _, its in placed}.values()), founding)
    with recorded(services) as tx:
        before, now = teams.all_teams(tx), services.clock()
        following = _seen_from(tx, now, founding)
        its_teams = arriving.under(before, _teams(tx, services, roster.parents), following)
        teams.save(tx, its_teams)
        lines = [(entry, services.keys.member_of(ids[its.slack_id])) for entry, its in placed]
        were = teams.memberships(tx)
        are = arriving.places(were, _memberships(lines, its_teams), following)
        teams.replace(tx, are)
        removed = people.note_removals(tx, set(ids.values()))
        managed = managed_anew(before, were, are)
        roster_loaded(tx, before, its_teams, now, managed)
        settings.note(tx, settings.ROSTER_LOADED, str(now), now)
    _note_departures(services, everybody)
    return Loaded(len(ids), len(its_teams), tuple(unmatched), removed)


def _seen_from(tx: Connection, now: Instant, founding: bool) -> Window:
    """The first window whose pages are for who is new; the founders see all of them."""
    today = datetime.fromtimestamp(now, UTC).date()
    return Window(0) if founding else windows.next_to_freeze(tx, today)


def admit(
    services: Services, newcomers: Sequence[Colleague], founding: bool = False
) -> dict[str, PersonId]:
    """Take colleagues into the roster, or note what changed about them; ids by Slack id."""
    now, ids = services.clock(), dict[str, PersonId]()
    # In the order of their random ids: rows in the order of the file would tell who is who.
    queue = sorted(((_known_or_new(services, its), its) for its in newcomers), key=_by_id)
    for batch in _batches(queue):
        # The keys come first: a key without a row is swept, a row without a key is never read.
        admitted = services.keys.admit_all(
            [Newcomer(person, its.slack_id, its.email) for person, its in batch], now
        )
        persons = sorted(zip(admitted, (its for _, its in batch), strict=True), key=_by_id)
        ids |= {its.slack_id: person for person, its in persons}
        with services.database.transaction() as tx:
            people.save(tx, [_person(*its, now, founding) for its in persons])
            for person, its in persons:
                keep_profile(services, tx, person, Profile(its.slack_id, its.name))
    return ids


def refresh(services: Services, colleagues: Iterable[Colleague]) -> int:
    """Note new zones and who left, for people already in the roster; how many were looked at."""
    known = [its for its in colleagues if services.keys.person_by_slack_id(its.slack_id)]
    admit(services, [its for its in known if not its.left])
    _note_departures(services, known)
    return len(known)


def _note_departures(services: Services, colleagues: Iterable[Colleague]) -> None:
    """Slack tells no more than their id of people who left, so nothing else is changed."""
    known = (services.keys.person_by_slack_id(its.slack_id) for its in colleagues if its.left)
    for batch in _batches([person for person in known if person]):
        with services.database.transaction() as tx:
            for person in batch:
                people.mark_departed(tx, person)


def _by_id(its: tuple[PersonId, Colleague]) -> PersonId:
    return its[0]


def _known_or_new(services: Services, its: Colleague) -> PersonId:
    return services.keys.person_by_slack_id(its.slack_id) or PersonId(services.new_id())


def _person(person: PersonId, its: Colleague, now: Instant, founding: bool) -> Person:
    return Person(person, its.zone, now, founding, its.guest, its.left)


def _batches(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _match(
    entries: Iterable[Entry], colleagues: Iterable[Colleague]
) -> tuple[list[tuple[Entry, Colleague]], list[Reject]]:
    able = [its for its in colleagues if not its.bot and not its.left]
    by_id = {its.slack_id: its for its in able}
    by_email = {its.email.lower(): its for its in able if its.email}
    placed: list[tuple[Entry, Colleague]] = []
    unmatched: list[Reject] = []
    for entry in entries:
        named, addressed = by_id.get(entry.slack_id or ""), by_email.get(entry.email or "")
        if named and addressed and named != addressed:
            unmatched.append(Reject(entry.line, _TWO_PEOPLE))
        elif its := named or addressed:
            placed.append((entry, its))
        else:
            unmatched.append(Reject(entry.line, _NOBODY))
    return placed, unmatched


def _teams(tx: Connection, services: Services, parents: Mapping[str, str | None]) -> list[Team]:
    ids = {team.name: team.id for team in teams.all_teams(tx)}
    for name in parents:
        if name not in ids:
            ids[name] = services.new_id()
    return [Team(ids[name], name, ids[above] if above else None) for name, above in parents.items()]


def _memberships(
    placed: Iterable[tuple[Entry, MemberId]], its_teams: Iterable[Team]
) -> list[Membership]:
    """Each person's one primary team: where a line says so, else the first they are a member of;
    one that a line says is not theirs only when there is no other."""
    ids = {team.name: team.id for team in its_teams}
    primary: dict[MemberId, tuple[str, Role]] = {}
    for entry, member in sorted(placed, key=lambda its: _rank(its[0])):
        primary.setdefault(member, (entry.team, entry.role))
    places = {(member, entry.team, entry.role) for entry, member in placed}
    return [
        Membership(member, ids[team], role, primary[member] == (team, role))
        for member, team, role in sorted(places)
    ]


def _rank(entry: Entry) -> tuple[int, bool, int]:
    spoken = {True: 0, None: 1, False: 2}[entry.primary]
    return spoken, entry.role is not Role.MEMBER, entry.line
