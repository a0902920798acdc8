"""The map of logins: who is called what by platforms that know nobody's e-mail address.

Only keyed look-ups of it are kept, in the key store, and they go when their person is erased.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bot.model import PersonId, Reject
from bot.services import Services
from bot.sources.parsed import plain_name
from storage.operations import settings

_NOBODY = "nobody of the roster has this address or Slack id"
_HEADING = "the first line must name the columns platform, login, and email or slack_id"


@dataclass(frozen=True, slots=True)
class Login:
    """One line: what somebody, told by e-mail or Slack id, is called by a platform."""

    line: int
    platform: str
    login: str
    email: str
    slack_id: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a map came to: logins that lead to somebody, and the lines that name nobody."""

    logins: int
    unmatched: tuple[Reject, ...]


def read(file: BinaryIO) -> tuple[list[Login], list[Reject]]:
    """Read a CSV file. Any reject: nothing should be loaded. The first line is line 1."""
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Reject(0, "not UTF-8: save the file as “CSV UTF-8”")]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_separator(text))
    names = [str(name).strip().lower() for name in reader.fieldnames or ()]
    if not {"platform", "login"} <= set(names) or not {"email", "slack_id"} & set(names):
        return [], [Reject(1, _HEADING)]
    reader.fieldnames = names
    logins, rejects = [], []
    for row in reader:
        its = _login(row, reader.line_num)
        wrong = _wrong(its)
        if wrong:
            rejects.append(Reject(its.line, wrong))
        else:
            logins.append(its)
    return logins, [*rejects, *_contradictions(logins)]


def load(services: Services, logins: Iterable[Login]) -> Loaded:
    """Put a map in place of the one there was."""
    whose: dict[tuple[str, str], PersonId] = {}
    unmatched: list[Reject] = []
    for its in logins:
        person = _person(services, its)
        if person is None:
            unmatched.append(Reject(its.line, _NOBODY))
        else:
            whose[its.platform, its.login] = person
    services.keys.replace_logins(whose)
    now = services.clock()
    settings.note(services.database, settings.LOGINS_LOADED, str(now), now)
    return Loaded(len(whose), tuple(unmatched))


def _separator(text: str) -> str:
    """Spreadsheets write semicolons where the comma is a decimal sign."""
    return ";" if ";" in text.partition("\n")[0] else ","


def _login(row: dict[str, str | None], line: int) -> Login:
    cell = {name: (row.get(name) or "").strip() for name in Login.__slots__[1:]}
    return Login(
        line=line,
        platform=cell["platform"].lower(),
        login=cell["login"].lower(),
        email=cell["email"],
        slack_id=cell["slack_id"].upper(),
    )


def _wrong(its: Login) -> str | None:
    if plain_name(its.platform) is None or ":" in its.platform:
        return "no platform: fill in the column `platform` with a plain name, such as github"
    if not its.login:
        return "no login: fill in the column `login`"
    if not its.email and not its.slack_id:
        return "nobody named: fill in `email` or `slack_id`"
    return None


def _contradictions(logins: Iterable[Login]) -> Iterator[Reject]:
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for its in logins:
        named = (its.email.lower(), its.slack_id)
        if known.setdefault((its.platform, its.login), named) != named:
            yield Reject(its.line, "this login is somebody else's further up")


def _person(services: Services, its: Login) -> PersonId | None:
    """Both columns filled in must mean one person."""
    keys = services.keys
    found = {
        find(name)
        for find, name in (
            (keys.person_by_slack_id, its.slack_id),
            (keys.person_by_email, its.email),
        )
        if name
    }
    return found.pop() if len(found) == 1 else None
