"""What kind of work a task was, told from what was counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Task


class WorkKind(StrEnum):
    """Kinds of work as people would name them."""

    CHANGED = "changed"
    APP = "app"
    RAN = "ran"
    LOOKED_UP = "looked_up"
    TALKED = "talked"


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work; with APP, `app` says in which connected app."""

    kind: WorkKind
    app: str | None = None


def work_of(task: Task) -> Work:
    """Edits say more than anything else a task did, then a connected app, commands, reading."""
    if task.edits:
        return Work(WorkKind.CHANGED)
    if task.apps:
        return Work(WorkKind.APP, min(task.apps))
    if task.commands:
        return Work(WorkKind.RAN)
    return Work(WorkKind.LOOKED_UP if task.reads else WorkKind.TALKED)
