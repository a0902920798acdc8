"""Whose usage it is, where each line names its person: by e-mail, by Slack id, or as
`platform:login`, which a map of logins leads from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.model import DayTotal, Observation, PersonId, Reject
from bot.services import Services

UNNAMED = "person: missing, and the token names nobody"
UNMATCHED = "person: nobody of the roster"
CONTRADICTED = "person: not the one the token belongs to"


Told = TypeVar("Told", Observation, DayTotal)
"""What names its person."""


@dataclass(slots=True)
class Named(Generic[Told]):
    """What was told, by person, and what could be given to nobody."""

    by_person: dict[PersonId, list[Told]] = field(default_factory=dict)
    unmatched: list[Reject] = field(default_factory=list)


class Naming:
    """Looks people up by the names that lines give them, each name once."""

    def __init__(self, services: Services) -> None:
        self._keys = services.keys
        self._known: dict[str, PersonId | None] = {}

    def person(self, name: str) -> PersonId | None:
        """Who is called so; None where nobody of the roster is."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> PersonId | None:
        platform, parted, login = name.partition(":")
        if parted:
            return self._keys.person_by_login(platform, login)
        if "@" in name:
            return self._keys.person_by_email(name)
        return self._keys.person_by_slack_id(name)

    def sort(self, told: Iterable[Told]) -> Named[Told]:
        """Give each thing to the person it names."""
        named: Named[Told] = Named()
        by_name: dict[str | None, list[Told]] = {}
        for it in told:
            by_name.setdefault(it.claimed, []).append(it)
        for name, theirs in by_name.items():
            person = self.person(name) if name else None
            if person:
                named.by_person.setdefault(person, []).extend(theirs)
            else:
                cause = UNMATCHED if name else UNNAMED
                named.unmatched += [Reject(it.line, cause, it.source) for it in theirs]
        return named

    def check(
        self, holder: PersonId, observations: Iterable[Observation], *, strict: bool
    ) -> Named[Observation]:
        """Give all to the holder of a token, except what names somebody else of the roster, or, if
        `strict`, somebody who is not in it."""
        theirs: list[Observation] = []
        others: list[Reject] = []
        for it in observations:
            whose = holder if it.claimed is None else self.person(it.claimed)
            if whose == holder or (whose is None and not strict):
                theirs.append(it)
            else:
                others.append(Reject(it.line, CONTRADICTED, it.source))
        return Named({holder: theirs}, others)
