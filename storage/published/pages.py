"""Which team's name led to which group in which window."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.model import Page, Window
from storage.engine import Connection, Row

_ADD = """
INSERT INTO page (window_index, team, group_id, title, beside)
VALUES (:window, :team, :group, :title, :beside)
"""
_OF_TEAM = """
SELECT window_index, team, group_id, title, beside FROM page
WHERE team = :team AND window_index <= :latest ORDER BY window_index DESC
"""


def add(db: Connection, pages: Sequence[Page]) -> None:
    """Keep a window's pages. Call it inside a transaction, once a window."""
    db.change_many(
        _ADD,
        [
            {
                "window": page.window.index,
                "team": page.team,
                "group": page.group,
                "title": page.title,
                "beside": json.dumps([page.together_with, page.directly_in], ensure_ascii=False),
            }
            for page in pages
        ],
    )


def of_team(db: Connection, team: str, latest: Window) -> list[Page]:
    """A team's pages up to a window, the latest first."""
    return [_page(row) for row in db.read(_OF_TEAM, {"team": team, "latest": latest.index})]


def _page(row: Row) -> Page:
    together_with, directly_in = json.loads(row["beside"])
    return Page(
        window=Window(row["window_index"]),
        team=row["team"],
        title=row["title"],
        group=row["group_id"],
        together_with=tuple(together_with),
        directly_in=tuple(directly_in),
    )
