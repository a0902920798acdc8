"""Receipts: how somebody who may see a page finds its figures in the log, without trusting us."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.model import FOREVER, Measure, Page, Release, Told, Viewer, Window, Withheld
from bot.publiclog import chain, commitments, openings
from bot.services import PublishedServices, Services
from bot.trends import published
from bot.trends.seen import Seen
from messages.facts import Published, Receipt
from storage.directory import teams
from storage.engine import Connection
from storage.personal import release_salts
from storage.published import log, pages, releases


def receipts(services: Services, viewer: Viewer, team_name: str | None) -> list[Receipt]:
    """A receipt for every figure of the latest window that a team's page shows this viewer, and for
    every arrow; none where the page is withheld or still a sample. A receipt is the figure itself:
    that a manager or admin asked is noted first, as when they open the page."""
    openings.note(services, viewer, team_name)
    db = services.database
    walled = PublishedServices(db, services.clock, services.rehearsal)
    shown = published.page(walled, viewer, team_name)
    if isinstance(shown, Withheld) or shown.sample:
        return []
    latest = shown.windows[0]
    window = Window.of(latest.first)
    figures = _figures(db, _page(db, viewer, team_name, window), latest)
    salts, entry = release_salts.of_window(db, window), _entry(db, window)
    return [
        _receipt(place, commitments.opened(window, place, salts.get(place, ""), said), entry)
        for figure in figures
        for place, said in commitments.parts(figure).items()
    ]


def _page(db: Connection, viewer: Viewer, team_name: str | None, window: Window) -> Page:
    """Where the team of a page that was just shown led in that window."""
    seen = Seen.by(viewer, teams.all_teams(db))
    team = seen.named(team_name) if team_name else seen.own()
    return next(its for its in pages.of_window(db, window) if team and its.team == team.id)


def _figures(db: Connection, page: Page, shown: Published) -> list[Release]:
    """What stands on the page, without an arrow that it does not show. The larger group may have
    worth and use of its own, on the page of a team above: they are not for those who are refused
    that page."""
    on_page = {Measure.WORTH: shown.worth, Measure.USE: shown.use}
    own = releases.of_group(db, page.group, page.window)
    figures = [
        replace(
            its,
            direction=its.direction if there.direction else None,
            finding=its.finding if shown.use_rises_worth_does_not else None,
        )
        for its in own
        if (there := on_page.get(its.measure))
    ]
    if page.larger and shown.larger:
        theirs = releases.of_group(db, page.larger.group, page.window)
        figures += [its for its in theirs if its.measure.sensitive]
    return figures


def _receipt(place: commitments.Place, text: str, entry: tuple[int, set[str]]) -> Receipt:
    digest, (number, locked) = chain.sha256(text), entry
    return Receipt(place[1], text, digest, number if digest in locked else None)


def _entry(db: Connection, window: Window) -> tuple[int, set[str]]:
    """The entry that tells of a window's release, and the hashes in it."""
    for entry in reversed(log.of_kind(db, Told.RELEASED, 0, FOREVER)):
        body = json.loads(entry.body)
        if body["window"] == window.index:
            return entry.seq, set(body["locked"])
    return 0, set()
