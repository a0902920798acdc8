"""A small workspace with an app in it."""

from collections.abc import Iterator

import pytest

from bot.sandbox import Control, Member, Sandbox, Workspace
from tests.sandbox_page.acorn import Acorn


def member(person_id: str, name: str, **more: object) -> Member:
    first = name.partition(" ")[0].lower()
    return Member(person_id, first, name, f"{first}@example.com", "Europe/Berlin", **more)


@pytest.fixture
def workspace() -> Workspace:
    # 2026-11-20 is a Friday; 13:00 UTC is two in the afternoon in Berlin.
    workspace = Workspace(message_clock=lambda: 1795179600.0, team_name="Northwind")
    workspace.update_person(workspace.bot_user_id, real_name="Acorn")
    workspace.message_shortcuts = [("log", "Log this")]
    workspace.commands = [("/acorn", "say something")]
    workspace.add_person(member("U0ADA", "Ada Field", title="Engineer"))
    workspace.add_person(member("U0BEN", "Ben Okoye", title="Engineering manager"))
    workspace.add_person(member("U0GRE", "Greta Holm", is_admin=True))
    workspace.add_usergroup("S0TEAM", "platform", "Platform team", ["U0ADA", "U0BEN"])
    return workspace


@pytest.fixture
def sandbox(workspace: Workspace) -> Iterator[Sandbox]:
    controls = [Control("next", "Next Friday", "Move the clock", lambda: "It is Friday again.")]
    with Sandbox(workspace, controls=controls, banner=lambda: "Friday 20 November") as running:
        yield running


@pytest.fixture
def acorn(sandbox: Sandbox) -> Acorn:
    """The app, listening."""
    return Acorn(sandbox)
