"""Receipts: how somebody who may see a page finds its figures in the log, without trusting us."""

from __future__ import annotations

import json

from bot.model import FOREVER, Page, Release, Told, Viewer, Window
from bot.publiclog import chain, commitments
from bot.services import Services
from bot.trends.seen import Seen
from messages.facts import Receipt
from storage.directory import teams
from storage.engine import Connection
from storage.personal import release_salts
from storage.published import log, pages, releases, windows
from storage.published.windows import Step


def receipts(services: Services, viewer: Viewer, team_name: str | None) -> list[Receipt]:
    """A receipt for every figure on the latest page of a team; none for a page that is not there,
    or is not theirs to open."""
    db = services.database
    seen = Seen.by(viewer, teams.all_teams(db))
    team = seen.named(team_name) if team_name else seen.own()
    done = windows.done(db, Step.PUBLISHED)
    its = pages.of_team(db, team.id, done[-1]) if team and done else []
    if not its or its[0].window != done[-1]:
        return []
    salts, entry = release_salts.of_window(db, done[-1]), _entry(db, done[-1])
    return [_receipt(figure, salts, entry) for figure in _figures(db, its[0])]


def _figures(db: Connection, page: Page) -> list[Release]:
    larger = page.larger.group if page.larger else page.group
    groups = dict.fromkeys((page.group, larger))  # often one and the same
    return [figure for group in groups for figure in releases.of_group(db, group, page.window)]


def _receipt(figure: Release, salts: release_salts.Salts, entry: tuple[int, set[str]]) -> Receipt:
    place = (figure.group, str(figure.measure))
    text = commitments.opened(figure.window, place, salts.get(place, ""), figure)
    digest, (number, locked) = chain.sha256(text), entry
    return Receipt(str(figure.measure), text, digest, number if digest in locked else None)


def _entry(db: Connection, window: Window) -> tuple[int, set[str]]:
    """The entry that tells of a window's release, and the hashes in it."""
    for entry in reversed(log.of_kind(db, Told.RELEASED, 0, FOREVER)):
        body = json.loads(entry.body)
        if body["window"] == window.index:
            return entry.seq, set(body["locked"])
    return 0, set()
