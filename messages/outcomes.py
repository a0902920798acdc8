"""Words for what came of work, and for the days on which a tool was used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

_NOUNS = {
    "commit": ("a commit", "commits"),
    "pull_request": ("a pull request", "pull requests"),
    "ticket_closed": ("a closed ticket", "closed tickets"),
    "deploy": ("a deployment", "deployments"),
    "document": ("a document", "documents"),
    "edit_accepted": ("an accepted edit", "accepted edits"),
    "edit_rejected": ("a rejected edit", "rejected edits"),
}
_VERBS = {
    "commit": "made a commit",
    "pull_request": "opened a pull request",
    "ticket_closed": "closed a ticket",
    "deploy": "deployed something",
    "document": "wrote a document",
    "edit_accepted": "had edits accepted",
    "edit_rejected": "had edits rejected",
}
_SCANNED = frozenset({"claude-code", "codex", "gemini-cli", "copilot"})


def came(outcomes: Sequence[Any], spell: Callable[[int], str]) -> list[str]:
    """ "a commit", "two pull requests": to be joined."""
    return [
        one if its.count == 1 else f"{spell(its.count)} {many}"
        for its in outcomes
        for one, many in [_NOUNS[its.outcome]]
    ]


def did(outcome: str) -> str:
    """ "closed a ticket"."""
    return _VERBS[outcome]


def plainly_named(days: Sequence[date], last: date) -> bool:
    """Whether so few days can be called by their weekday: of two Thursdays none can."""
    return len(days) <= 2 and all((last - day).days < 7 for day in days)


def scanned(tool: str) -> bool:
    """Whether `worthwhile scan` reads that tool's own logs."""
    return tool in _SCANNED
