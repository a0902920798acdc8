"""A company with a published window, a loaded roster, a changed setting and an opened page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model import WorkspaceSettings
from bot.people.identity import viewer
from bot.publiclog import openings
from bot.publiclog.changes import decide, roster_loaded
from bot.publiclog.verifying import Broken, Whole, verify
from bot.publiclog.writing import recorded
from storage.directory import teams
from storage.published import log
from tests.company import found
from tests.trends.conftest import YES, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Billing (6) and Search (6) in Engineering, each with a manager."""
    its = Workspace(found(tmp_path))
    for name in ("Billing", "Search"):
        its.team(name, 6, "Engineering" if its.people else None)
    yield its
    its.database.close()
    its.services.keys.store.close()
    its.company.published.database.close()


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    """Everything that is ever told has been told."""
    services = workspace.services
    with recorded(services) as tx:
        roster_loaded(tx, [], teams.all_teams(tx), services.clock())
    workspace.window({"Billing": (6, YES)})
    decide(services, WorkspaceSettings(questions=1))
    boss = viewer(services, workspace.people["boss of Billing"][0])
    openings.note(services, boss, "Billing")
    return workspace


def check(workspace: Workspace) -> Whole | Broken:
    return verify(workspace.database, workspace.services.keys.store)


def entries(workspace: Workspace) -> list:
    return log.after(workspace.database, 0, 1_000)
