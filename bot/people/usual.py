"""When digests come for a person: the workspace's schedule, where they chose nothing else."""

from __future__ import annotations

from bot.model import MOST_QUESTIONS, Preferences, Schedule, WorkspaceSettings
from messages.facts import Times
from storage.engine import Connection
from storage.operations import settings


def usual_times(db: Connection) -> Times:
    """What the workspace does for everybody who chose nothing else."""
    return times(settings.load(db), Preferences())


def schedule(workspace: WorkspaceSettings, own: Preferences) -> Schedule:
    """A person's schedule."""
    return Schedule(
        weekday=workspace.schedule.weekday if own.weekday is None else own.weekday,
        hour=workspace.schedule.hour if own.hour is None else own.hour,
        cadence=own.cadence or workspace.schedule.cadence,
    )


def questions(workspace: WorkspaceSettings, own: Preferences) -> int:
    """How many questions a person is asked at most: the least of what anybody said."""
    chosen = MOST_QUESTIONS if own.questions is None else own.questions
    return min(chosen, workspace.questions, MOST_QUESTIONS)


def times(workspace: WorkspaceSettings, own: Preferences) -> Times:
    """A person's schedule and questions, as facts for a message."""
    its = schedule(workspace, own)
    return Times(its.weekday, its.hour, str(its.cadence), questions(workspace, own))
