"""Which team's name led to which group in which window."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.model import LargerGroup, Page, Window
from storage.engine import Connection, Row

_ADD = """
INSERT INTO page (window_index, team, group_id, title, beside, larger_group, larger_beside)
VALUES (:window, :team, :group, :title, :beside, CAST(:larger_group AS TEXT),
    CAST(:larger_beside AS TEXT))
"""
_COLUMNS = "window_index, team, group_id, title, beside, larger_group, larger_beside"
_OF_TEAM = f"""
SELECT {_COLUMNS} FROM page
WHERE team = :team AND window_index <= :latest ORDER BY window_index DESC
"""
_WINDOWS = "SELECT DISTINCT window_index FROM page ORDER BY window_index"
_OF_WINDOW = f"SELECT {_COLUMNS} FROM page WHERE window_index = :window ORDER BY team"


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
                "beside": _names(page),
                "larger_group": page.larger and page.larger.group,
                "larger_beside": page.larger and _names(page.larger),
            }
            for page in pages
        ],
    )


def of_team(db: Connection, team: str, latest: Window) -> list[Page]:
    """A team's pages up to a window, the latest first."""
    return [_page(row) for row in db.read(_OF_TEAM, {"team": team, "latest": latest.index})]


def of_window(db: Connection, window: Window) -> list[Page]:
    """All pages of a window."""
    return [_page(row) for row in db.read(_OF_WINDOW, {"window": window.index})]


def windows(db: Connection) -> list[Window]:
    """The windows that have any page, earliest first."""
    return [Window(row["window_index"]) for row in db.read(_WINDOWS)]


def _names(its: Page | LargerGroup) -> str:
    return json.dumps([its.together_with, its.directly_in], ensure_ascii=False)


def _page(row: Row) -> Page:
    together_with, directly_in = json.loads(row["beside"])
    return Page(
        window=Window(row["window_index"]),
        team=row["team"],
        title=row["title"],
        group=row["group_id"],
        together_with=tuple(together_with),
        directly_in=tuple(directly_in),
        larger=_larger(row),
    )


def _larger(row: Row) -> LargerGroup | None:
    if row["larger_group"] is None:
        return None
    together_with, directly_in = json.loads(row["larger_beside"])
    return LargerGroup(row["larger_group"], tuple(together_with), tuple(directly_in))
