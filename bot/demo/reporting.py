"""People's tools report, over HTTP and with real tokens, as they would anywhere; what the makers of
others report by day is taken in."""

from __future__ import annotations

from collections import defaultdict
from http.client import HTTPConnection
from urllib.parse import urlsplit

import msgspec

from bot.demo import daily_reports, reports, usage
from bot.demo.stage import Stage
from bot.demo.tools import TELEMETRY
from bot.demo.usage import Done, is_silent
from bot.model import Instant
from bot.people.identity import person_of
from bot.sources.day_totals import take_days

_LINES = 2_000
_SECONDS = 30.0


class Refused(RuntimeError):
    """The bot did not take what a tool reported."""


def report(stage: Stage, until: Instant) -> int:
    """Report what was done since the last time; how many lines and records that was. Done again
    after an interruption it changes nothing, because everything keeps its id."""
    lines: list[bytes] = []
    recorded: dict[str, list[Done]] = defaultdict(list)
    for done in usage.between(stage.company, stage.notes.reported, until):
        if is_silent(done):
            continue
        if done.tool == TELEMETRY:
            recorded[done.employee.slack_id].append(done)
        else:
            lines += map(msgspec.json.encode, reports.pushed(done))
    count = len(lines)
    for first in range(0, len(lines), _LINES):
        _send(stage, "/v1/usage", stage.notes.platform_token, lines[first : first + _LINES])
    for slack_id, pieces in recorded.items():
        told = reports.telemetry(pieces)
        count += len(told["resourceLogs"][0]["scopeLogs"][0]["logRecords"])
        _send(stage, "/v1/logs", stage.notes.tokens[slack_id], [msgspec.json.encode(told)])
    count += _report_days(stage, until)
    stage.notes.reported = until
    return count


def _report_days(stage: Stage, until: Instant) -> int:
    services, told = stage.house.services, {}
    for employee, days in daily_reports.between(stage.company, stage.notes.reported, until):
        person = person_of(services, employee.slack_id)
        if person:
            told[person] = days
    return take_days(services, told).accepted


def _send(stage: Stage, path: str, token: str, lines: list[bytes]) -> None:
    kind = "application/json" if path == "/v1/logs" else "application/x-ndjson"
    headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
    connection = HTTPConnection(urlsplit(stage.bot.http.address).netloc, timeout=_SECONDS)
    try:
        connection.request("POST", path, b"\n".join(lines), headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise Refused(f"{path} answered {answer.status}")
