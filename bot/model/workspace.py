"""What an admin decides for everybody."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.model.time import Schedule

MOST_QUESTIONS = 3
"""The most questions anybody is asked in a week, whatever is configured."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The fewest people of a group, and the fewest who answered for a figure to be shown. What
    stands here is the least there can be: an admin may raise both, never lower one."""

    least_people: int = 6
    least_respondents: int = 5

    def never_lower(self) -> Floors:
        """The same, whatever was written over a form or a database: never under the least."""
        least = Floors()
        return Floors(
            max(self.least_people, least.least_people),
            max(self.least_respondents, least.least_respondents),
        )


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many weeks tasks are kept as tasks, and for how many months answers are at all. What
    stands here is the longest there can be: an admin may shorten both, never prolong one."""

    keep_tasks_weeks: int = 13
    keep_answers_months: int = 13

    def never_longer(self) -> Keeping:
        """The same, whatever was written over a form or a database: never longer than the longest,
        nor shorter than publishing a window needs (four weeks, and ten days)."""
        longest = Keeping()
        return Keeping(
            min(max(self.keep_tasks_weeks, _WEEKS_TO_PUBLISH), longest.keep_tasks_weeks),
            min(max(self.keep_answers_months, _MONTHS_TO_PUBLISH), longest.keep_answers_months),
        )


_WEEKS_TO_PUBLISH, _MONTHS_TO_PUBLISH = 6, 2


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """What the admin decided for everybody; of the schedule and the questions people may choose
    otherwise for themselves."""

    schedule: Schedule = field(default_factory=Schedule)
    questions: int = 3
    by_invitation: bool = False
    paused: bool = False
    show_use: bool = True
    floors: Floors = Floors()
    keeping: Keeping = Keeping()
