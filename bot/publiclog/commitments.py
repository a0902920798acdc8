"""Figures and pages, locked: the log holds the SHA-256 of each, made with a salt of 128 bits.

Whoever sees a page can be given its salts, and finds the page's hashes in the log. Whoever does not
learns nothing: what a group published, and that it published nothing, are hashed alike, so that the
number of hashes follows from the roster alone and not from how many answered. Rows of the company's
breakdowns are figures like any other: every row there could be is locked. An arrow and a finding
have hashes and salts of their own: who is new sees a figure, and not what came before it.

Which group a team's name leads to is locked before, when the window is frozen, so that no name can
be pointed at another group's figures later. Those hashes have no salt: what is hashed holds the
random ids of teams, which no page shows, and so nobody can try out what a hash stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, fields

from bot.model import BreakdownRow, Floors, Instant, Measure, Page, Release, Told, Window
from bot.publiclog import chain
from bot.publiclog.writing import append
from storage.engine import Connection
from storage.personal import release_salts
from storage.published import breakdowns, releases

Place = tuple[str, str]
"""A group and a measure, or a row and a dimension: where a figure stands, if there is one."""

Said = dict[str, object]
"""What is published in a place, by name."""

Figures = Mapping[Place, Said]
"""What a window published."""

_APART = ("direction", "finding")
"""What compares a figure with windows before, which not everybody may see who sees the figure."""


def lock(
    tx: Connection,
    window: Window,
    places: Collection[Place],
    spent: Mapping[str, float],
    new_salt: Callable[[], str],
    now: Instant,
) -> None:
    """Tell that a window is published, and what each measure and dimension cost (ε) everybody who
    is counted in it; lock what stands in all its places. `new_salt` gives 128 bits."""
    salts = {place: new_salt() for place in sorted(places)}
    release_salts.add(tx, window, salts)
    body = {
        "window": window.index,
        "epsilon": {name: f"{epsilon:.4f}" for name, epsilon in spent.items()},
        "locked": sorted(hashes(window, salts, published(tx, window))),
    }
    append(tx, Told.RELEASED, body, now)


def fixed(pages: Iterable[Page], floors: Floors) -> dict[str, object]:
    """What the log holds of a window that is frozen: its floors, and a hash for every page."""
    return {**asdict(floors), "pages": sorted(chain.sha256(_led(its)) for its in pages)}


def _led(page: Page) -> str:
    return chain.canonical({**asdict(page), "window": page.window.index})


def places(groups: Collection[str], measures: Collection[Measure]) -> list[Place]:
    """Every place there could be of groups: each measure's figure and, of those that are compared
    with windows before, by themselves what that came to."""
    told = [str(its) for its in measures]
    told += [apart(its, name) for its in measures if not its.sensitive for name in _APART]
    return [(group, its) for group in groups for its in told]


def apart(measure: Measure, name: str) -> str:
    """The measure of a place that holds a figure's direction or finding alone."""
    return f"{measure} {name}"


def published(db: Connection, window: Window) -> Figures:
    """What a window published."""
    figures: dict[Place, Said] = {
        (its.name, str(its.dimension)): _said(its) for its in breakdowns.of_window(db, window)
    }
    for its in releases.of_window(db, window):
        figures |= parts(its)
    return figures


def parts(figure: Release) -> Figures:
    """What stands in a figure's places, each of which is opened by itself."""
    said = _said(figure)
    compared = {
        (figure.group, apart(figure.measure, name)): {name: said.pop(name)}
        for name in _APART
        if name in said
    }
    return {(figure.group, str(figure.measure)): said, **compared}


def hashes(window: Window, salts: release_salts.Salts, figures: Figures) -> list[str]:
    """What the log must hold: a hash for every salt."""
    return [
        chain.sha256(opened(window, place, salt, figures.get(place)))
        for place, salt in salts.items()
    ]


def opened(window: Window, place: Place, salt: str, said: Said | None) -> str:
    """The very text that was hashed: with it, anybody can find the hash in the log."""
    return chain.canonical([salt, window.index, *place, said])


def _said(figure: Release | BreakdownRow) -> dict[str, object]:
    """What a figure does not have is left out, so that figures may one day have more."""
    place = ("window", "group", "measure", "dimension", "name")
    held = {f.name: getattr(figure, f.name) for f in fields(figure) if f.name not in place}
    return {name: its for name, its in held.items() if its is not None}
