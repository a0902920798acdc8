"""The first day: people are in the workspace, the roster is loaded, and tools get their tokens."""

from __future__ import annotations

from bot.demo.cast import CAST, Employee
from bot.demo.company import Company
from bot.demo.stage import Stage
from bot.demo.tools import TELEMETRY, tools_of
from bot.people import colleagues, hiring, roster, tokens
from bot.people.identity import person_of
from bot.sandbox import Member

_PLATFORM = "Larkmoor's usage export"


def arrive(stage: Stage) -> None:
    """Let everybody arrive. May be interrupted and done again."""
    _join(stage)
    services = stage.house.services
    found, rejects = roster.parse(_rows(stage.company))
    if rejects:
        raise ValueError(f"the made-up roster is broken: {rejects[0].cause}")
    hiring.load(services, found, colleagues.fetch(services.slack))
    stage.notes.platform_token = tokens.make_platform(services, _PLATFORM)
    for employee in stage.company.people:
        person = person_of(services, employee.slack_id)
        if person and TELEMETRY in tools_of(stage.company, employee):
            stage.notes.tokens[employee.slack_id] = tokens.make(services, person)
    stage.notes.arrived = True


def _join(stage: Stage) -> None:
    workspace, company = stage.workspace, stage.company
    for employee in company.people:
        workspace.add_person(_member(employee))
    first = [its.slack_id for its in company.people if its.slack_id in CAST]
    workspace.add_usergroup("S0CAST", "start-here", "Start here", first)
    for number, team in enumerate(company.parents):
        people = [its.slack_id for its in company.people if its.team == team]
        handle = team.lower().replace(" ", "-")
        workspace.add_usergroup(f"S0LARK{number:02}", handle, team, people)


def _member(employee: Employee) -> Member:
    return Member(
        id=employee.slack_id,
        name=employee.email.partition("@")[0],
        real_name=employee.name,
        email=employee.email,
        tz=employee.zone,
        is_admin=employee.admin,
        title=employee.title,
    )


def _rows(company: Company) -> list[dict[str, str | None]]:
    return [
        {
            "slack_id": its.slack_id,
            "team": its.team,
            "role": "manager" if its.manages else "member",
            "parent_team": company.parents[its.team],
        }
        for its in company.people
    ]
