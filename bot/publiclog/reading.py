"""The log as people read it, in pages. Walled: whose the sealed names are it is told by others."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.model import FOREVER, LogEntry, Told, Window
from bot.publiclog import chain
from bot.publiclog.changes import changes_of
from bot.reflection.days import Days
from messages.facts import LogLine, LogPage, Opened
from storage.engine import Connection
from storage.published import log

_A_PAGE = 10


def page(
    db: Connection, days: Days, opened: Callable[[LogEntry], Opened], before: int | None = None
) -> LogPage:
    """The newest entries, or those before that number, with times as `days` shows them."""
    entries = log.before(db, FOREVER if before is None else before, _A_PAGE + 1)
    shown = entries[:_A_PAGE]
    return LogPage(
        lines=[_line(entry, days, opened) for entry in shown],
        older=shown[-1].seq if len(entries) > _A_PAGE else None,
        newest=before is None,
    )


def _line(entry: LogEntry, days: Days, opened: Callable[[LogEntry], Opened]) -> LogLine:
    line = LogLine(entry.seq, days.at(entry.at), chain.short(entry.hash), entry.kind)
    match entry.kind:
        case Told.PLEDGE:
            return replace(line, text=json.loads(entry.body)["text"])
        case Told.ROSTER | Told.SETTINGS:
            return replace(line, changes=changes_of(entry))
        case Told.RESTORED:
            body = json.loads(entry.body)
            return replace(line, kept=body["kept"], gone=body.get("gone", 0))
        case Told.OPENED:
            return replace(line, opened=opened(entry))
        case _:
            return _of_window(line, json.loads(entry.body))


def _of_window(line: LogLine, body: dict[str, Any]) -> LogLine:
    window = Window(body["window"])
    epsilon = {measure: float(its) for measure, its in body.get("epsilon", {}).items()}
    return replace(
        line,
        first=window.first_day,
        last=window.last_day,
        least_people=body.get("least_people", 0),
        least_respondents=body.get("least_respondents", 0),
        epsilon=epsilon,
    )
