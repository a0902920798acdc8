"""Questions, as they stand in messages and in modals."""

from __future__ import annotations

from dataclasses import dataclass

from messages.facts.week import TaskName


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as it stands in a message. `state` is "open", "answered" or "closed": it never
    says what was answered. `item` is "worth", "checking", "owning", "rusty" or "demand", or one of
    the sensitive ones: "pressure", "for_show", "told_how"."""

    id: str
    item: str
    task: TaskName | None
    state: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what its person answered, for modals and Home only."""

    id: str
    item: str
    task: TaskName | None
    rating: str | None = None
    degree: int | None = None
    without_ai: str | None = None
    net_time: str | None = None
    fixing: str | None = None
    note: str | None = None
