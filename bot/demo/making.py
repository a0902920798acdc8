"""The company's weeks, one moment after the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import groupby

from bot.demo.arriving import arrive
from bot.demo.calendar import Happening, Moment, moments
from bot.demo.cast import Employee
from bot.demo.hands import all_at_once, answer, catch_up
from bot.demo.reporting import report
from bot.demo.stage import Stage
from bot.demo.story import FIRST_MONDAY
from bot.demo.wishes import react_to_first_digest, react_to_welcome
from bot.model import Instant

Tell = Callable[[Moment], None]

_A_WHILE = 1_500
"""Seconds that people take until they look at what came."""


def live(stage: Stage, until: Instant, tell: Tell = lambda _: None) -> None:
    """Live through everything up to an instant, from where it was left. Ends early, and can be gone
    on with, when the stage is told to end."""
    if not stage.notes.arrived:
        arrive(stage)
        stage.keep()
    for at, together in groupby(ahead(stage, until), key=lambda moment: moment.at):
        for moment in together:
            if stage.ended.is_set():
                return
            tell(moment)
            _live_through(stage, moment)
        if stage.ended.is_set():
            return
        stage.notes.lived = at
    stage.clock.move_to(until)
    report(stage, until)
    stage.tick()
    stage.keep()


def ahead(stage: Stage, until: Instant) -> list[Moment]:
    """The moments that are still to be lived through."""
    return moments(stage.company.zones, stage.notes.lived, until)


def _live_through(stage: Stage, moment: Moment) -> None:
    stage.clock.move_to(moment.at)
    if moment.happening is Happening.REPORT:
        report(stage, moment.at)
        for employee in stage.company.people:
            catch_up(stage, employee)
        stage.keep()
        return
    stage.tick()
    if moment.happening is Happening.PUBLISH:
        return
    stage.clock.move_to(moment.at + _A_WHILE)
    here = [its for its in stage.company.people if its.zone in moment.zones]
    if moment.happening is Happening.WELCOME:
        all_at_once(stage, here, lambda its: react_to_welcome(stage, its))
        return
    if _is_first(moment):
        all_at_once(stage, here, lambda its: react_to_first_digest(stage, its))
    all_at_once(stage, here, lambda its: _answer(stage, its, moment))


def _answer(stage: Stage, employee: Employee, moment: Moment) -> None:
    answer(stage, employee, reminded=moment.happening is Happening.REMINDER)


def _is_first(moment: Moment) -> bool:
    day = datetime.fromtimestamp(moment.at, UTC).date()
    return moment.happening is Happening.DIGEST and (day - FIRST_MONDAY).days < 7
