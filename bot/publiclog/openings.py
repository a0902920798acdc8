"""Who opened which team's page: managers and admins alone, once a day for each page.

What is noted is that they asked, whether or not there was anything to show: so the log does not
tell which groups have a page. The name is sealed under their own key, and whose it is stands in a
table of its own: when they are erased the chain holds, and the name is gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.model import LogEntry, PersonId, Team, Told, Viewer
from bot.people.ciphers import WrongSecret
from bot.people.identity import profile_of, slack_id_of
from bot.people.keys import KeyDestroyed
from bot.publiclog.writing import append, recorded, take_turn
from bot.services import Services
from bot.trends.seen import Seen
from messages.facts import Opened
from storage.directory import teams
from storage.personal import openings
from storage.published import log

_PURPOSE = "opening"

Reader = Callable[[LogEntry], Opened]
"""Reads an entry of an opening as one person may."""


def note(services: Services, viewer: Viewer, team_name: str | None) -> None:
    """Note that a manager asked for the page of a team they manage or were made a member of, by its
    name (None: their own); and that an admin asked for any they see. Of everybody else nothing is
    ever noted."""
    seen = Seen.by(viewer, teams.all_teams(services.database))
    team = seen.named(team_name) if team_name else seen.own()
    if team is None:
        return
    leads = viewer.manages and team.id in viewer.manages | viewer.member_of
    if leads or viewer.admin:
        _note(services, viewer.person, team)


def _note(services: Services, person: PersonId, team: Team) -> None:
    now = services.clock()
    day = datetime.fromtimestamp(now, UTC).date()
    member = services.keys.member_of(person)
    if openings.is_noted(services.database, member, team.id, day):
        return
    by = services.keys.seal(person, _PURPOSE, slack_id_of(services, person).encode()).hex()
    with recorded(services) as tx:
        take_turn(tx, now)
        if not openings.is_noted(tx, member, team.id, day):
            told = append(tx, Told.OPENED, {"team": team.id, "name": team.name, "by": by}, now)
            openings.add(tx, member, team.id, day, told.seq)


def reader(services: Services, viewer: Viewer) -> Reader:
    """How this viewer reads openings: names are for the teams they see, and for admins."""

    def read(entry: LogEntry) -> Opened:
        body = json.loads(entry.body)
        concerned = viewer.admin or (body["team"] in viewer.sees and _is_theirs(viewer, entry))
        return Opened(body["name"], (name(services, entry) or "") if concerned else None)

    return read


def looks(
    services: Services, viewer: Viewer, team: str, most: int
) -> Sequence[tuple[str, LogEntry]]:
    """Who opened a team's page, by name, with the entry of their latest time; the latest first. For
    who is new to it, not from before."""
    entries = [
        log.get(services.database, seq)
        for seq in openings.latest_of_team(services.database, team, most)
    ]
    theirs = [entry for entry in entries if entry and _is_theirs(viewer, entry)]
    named = [(name(services, entry), entry) for entry in theirs]
    return [(its, entry) for its, entry in named if its]


def _is_theirs(viewer: Viewer, entry: LogEntry) -> bool:
    first = viewer.first_window(json.loads(entry.body)["team"]).first_day
    return datetime.fromtimestamp(entry.at, UTC).date() >= first


def name(services: Services, entry: LogEntry) -> str | None:
    """Whose name an entry holds, as they are called now; None where nobody can read it any more."""
    member = openings.member_of(services.database, entry.seq)
    if member is None:
        return None
    try:
        person = services.keys.person_of(member)
        services.keys.unseal(person, _PURPOSE, bytes.fromhex(json.loads(entry.body)["by"]))
        return profile_of(services, person).name
    except (KeyDestroyed, WrongSecret):
        return None
