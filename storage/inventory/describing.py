"""How a table is described."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Described:
    """A table in words: what a row is, why it is there, how long it is kept; and what each column
    holds, as far as SHARED does not say it already.

    `read_by` stands where a table is read otherwise than its class says; `held` names the columns
    that are neither open nor sealed under the person's own key, and how they are held.
    """

    what: str
    why: str
    kept: str
    columns: Mapping[str, str] = field(default_factory=dict)
    read_by: str = ""
    held: Mapping[str, str] = field(default_factory=dict)


SHARED = {
    "person": "the person's random id",
    "member": "another random id of theirs, by which they are in teams and cells",
    "window_index": "the number of the four weeks",
    "group_id": "the group: a digest that says which teams' people it is made of",
    "measure": "what was added up: worth, use, pressure, for show, told how",
    "source": "the tool or platform that reported it",
}
"""Columns that mean the same wherever they stand."""

UNTIL_ERASED = "until the person is erased"
ANSWERS = "13 months (396 days) at most; erased with the person"
PLACES = "13 months (396 days), and not shorter: an erasure deletes it from Slack by this"
FOR_GOOD = "for good: what was published never changes"
