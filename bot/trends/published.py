"""A team's page, as its members and managers see it. Walled: it reads what is published and who may
see it, on a connection that can read nothing else; an open window has no way in here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import takewhile

from bot.model import (
    WINDOWS_SHOWN,
    BreakdownRow,
    Measure,
    Page,
    Release,
    Team,
    Viewer,
    Window,
    Withheld,
)
from bot.services import PublishedServices
from bot.trends import consistent
from bot.trends.sample import SAMPLE
from bot.trends.seen import Seen
from messages.facts import Figure, Larger, Published, TeamPage
from storage.directory import cells, teams
from storage.engine import Connection
from storage.published import breakdowns as published_rows
from storage.published import pages, releases, window_floors, windows
from storage.published.windows import Step

__all__ = ["TeamPage", "breakdowns", "page"]


def page(
    published: PublishedServices, viewer: Viewer, team_name: str | None = None
) -> TeamPage | Withheld:
    """The page of a team by its name (in any case), or of the viewer's own: the team they are in,
    else the one they manage. The same Withheld for every team without a figure in the latest
    window, not for this viewer's eyes, or unheard of. Before the first window that is for the
    viewer's eyes, a sample."""
    db = published.database
    seen = Seen.by(viewer, teams.all_teams(db))
    team = seen.named(team_name) if team_name else seen.own()
    if team is None:
        return Withheld()
    today = datetime.fromtimestamp(published.clock(), UTC).date()
    first = viewer.first_window(team.id)
    done = windows.done(db, Step.PUBLISHED)
    theirs = [window for window in done if window >= first]
    if not theirs:
        return _sample(db, team, today, seen.beside(team), first if done else None)
    return _real(db, team, theirs[-WINDOWS_SHOWN:], today, seen.beside(team))


def breakdowns(
    published: PublishedServices, viewer: Viewer, window: Window
) -> Sequence[BreakdownRow] | Withheld:
    """The rows of the company's breakdowns in a window, for whoever may ask for a page that was of
    everybody then. The same Withheld for anybody else, and where there are no rows."""
    db = published.database
    every = Seen.by(viewer, teams.all_teams(db)).teams
    seen = {team.id for team in every if window >= viewer.first_window(team.id)}
    groups = cells.groups_of_window(db, window)
    every_cell = frozenset().union(*groups.values())
    theirs = (groups[its.group] for its in pages.of_window(db, window) if its.team in seen)
    rows = published_rows.of_window(db, window) if every_cell in theirs else ()
    return tuple(rows) or Withheld()


def _real(
    db: Connection, team: Team, done: Sequence[Window], today: date, others: Sequence[str]
) -> TeamPage | Withheld:
    latest = done[-1]
    its = [page for page in pages.of_team(db, team.id, latest) if page.window in done]
    shown = [_shown(db, page, its[n + 1 :]) for n, page in enumerate(its)]
    if not its or its[0].window != latest or shown[0].worth is None:
        return Withheld()
    return TeamPage(
        title=its[0].title,
        windows=shown,
        next_on=_next_on(db, today),
        merged_with=its[0].together_with,
        directly_in=its[0].directly_in,
        others=others,
        least=window_floors.of_window(db, latest).least_people,
    )


def _shown(db: Connection, page: Page, earlier: Sequence[Page]) -> Published:
    """One window. An arrow compares with the window before, so it is only for a page that led to
    the same group then; what four windows are consistent with, for who sees all four."""
    figures = {its.measure: its for its in releases.of_group(db, page.group, page.window)}
    alike = _alike(page, earlier)
    found = alike >= consistent.WINDOWS - 1 and any(its.finding for its in figures.values())
    return Published(
        first=page.window.first_day,
        last=page.window.last_day,
        worth=_figure(figures.get(Measure.WORTH), arrow=alike > 0),
        use=_figure(figures.get(Measure.USE), arrow=alike > 0),
        broken=bool(earlier) and earlier[0].group != page.group,
        larger=_larger(db, page),
        use_rises_worth_does_not=found,
    )


def _alike(page: Page, earlier: Sequence[Page]) -> int:
    """In how many windows just before, without a gap, the page led to the same group."""
    gapless = takewhile(
        lambda its: its[1].window == page.window.plus(-its[0]) and its[1].group == page.group,
        enumerate(earlier, start=1),
    )
    return len(list(gapless))


def _larger(db: Connection, page: Page) -> Larger | None:
    """What the window's sensitive question came to in the larger group a team is part of."""
    if page.larger is None:
        return None
    for its in releases.of_group(db, page.larger.group, page.window):
        figure = _figure(its, arrow=False)
        if its.measure.sensitive and figure:
            names = page.larger.together_with, page.larger.directly_in
            return Larger(str(its.measure), figure, *names)
    return None


def _figure(its: Release | None, *, arrow: bool) -> Figure | None:
    if its is None:
        return None
    return Figure(
        band=its.band,
        wording=its.wording,
        level=its.level,
        low=its.low,
        high=its.high,
        direction=its.direction if arrow else None,
    )


def _sample(
    db: Connection, team: Team, today: date, others: Sequence[str], newcomer: Window | None
) -> TeamPage | Withheld:
    """A page of made-up figures; but none for a team that will have no page as far as its windows
    are frozen. A `newcomer` sees the team's pages from that window on."""
    frozen = windows.done(db, Step.FROZEN)
    first = min(newcomer, frozen[-1]) if newcomer else Window(0)
    if frozen and not any(its.window >= first for its in pages.of_team(db, team.id, frozen[-1])):
        return Withheld()
    back = [Window.of(today).plus(-n) for n in range(1, len(SAMPLE) + 1)]
    return TeamPage(
        title=team.name,
        windows=[
            Published(window.first_day, window.last_day, worth, use)
            for window, (worth, use) in zip(back, SAMPLE, strict=True)
        ],
        next_on=max(_next_on(db, today), newcomer.publishes_on if newcomer else today),
        sample=True,
        newcomer=newcomer is not None,
        others=others,
    )


def _next_on(db: Connection, today: date) -> date:
    """The day the next window is published: of those frozen, the first that is not yet."""
    done = windows.done(db, Step.PUBLISHED)
    waiting = [window for window in windows.done(db, Step.FROZEN) if window not in done]
    return (waiting[0] if waiting else Window.of(today)).publishes_on
