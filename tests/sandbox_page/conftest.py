"""A small workspace with an app in it, and a browser to use it with."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Control, Member, Sandbox, Workspace
from tests.sandbox_page.acorn import Acorn

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


@pytest.fixture
def browser() -> Iterator[object]:
    """Debian's Chromium; without one the test is skipped, but in CI it must be there."""
    found = Path(CHROMIUM).exists() or shutil.which("chromium")
    if not found and os.environ.get("CI") != "true":
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()
