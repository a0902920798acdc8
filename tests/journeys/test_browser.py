"""The product in a real browser, as somebody who tries it sees it; the pictures it takes are kept
in `.screenshots/` for people to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.office import Office
from tests.journeys.reading import task

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parent.parent.parent / ".screenshots"


def test_a_week_is_read_rated_and_looked_back_at(office: Office, browser: Any) -> None:
    office.workspace.update_person(office.workspace.bot_user_id, real_name="Worthwhile")
    office.hire("UADA")
    office.open()
    office.tick()
    for day in ("2026-11-06", "2026-11-13", "2026-11-20"):
        office.clock.set(f"{day}T08:00")
        office.push(_week(day))
        office.at(f"{day}T13:00")

    page = browser.new_page(viewport={"width": 1100, "height": 1250})
    page.goto(f"{office.sandbox.url}p/UADA")
    latest = page.locator("[data-message-ts]").last
    latest.get_by_text("Seven tasks").wait_for()
    latest.locator("svg").wait_for()
    _picture(page, "digest")

    latest.get_by_role("button", name="Worth it", exact=True).first.click()
    latest.get_by_text("Noted").wait_for()
    latest.get_by_role("button", name="How it has been for you").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("1 of 1").or_(dialog.get_by_text("worth it").first).first.wait_for()
    _picture(page, "looking_back")
    page.keyboard.press("Escape")

    page.get_by_role("tab", name="Home").or_(page.get_by_text("Home", exact=True)).first.click()
    page.get_by_text("Your week").first.wait_for()
    _picture(page, "home")

    page.goto(f"{office.sandbox.url}p/UADA")
    page.locator("#say").fill("/worthwhile privacy")
    page.locator("#send").click()
    page.get_by_role("button", name="What is not protected").wait_for()
    _picture(page, "privacy")
    for title in ("What a manager sees", "Your data"):
        page.get_by_role("button", name=title).click()
        page.get_by_role("dialog").get_by_text(title).first.wait_for()
        _picture(page, title.replace(" ", "_").lower())
        page.keyboard.press("Escape")
    page.close()


def _week(friday: str) -> list[dict[str, object]]:
    year_month, day = friday[:8], int(friday[8:])
    lines = [task("UADA", f"{year_month}{day - 4 + n:02}T09:00", deed="edit") for n in range(4)]
    agents = [
        task("UADA", f"{year_month}{day - 3 + n:02}T11:00", source="meshclaw", autonomous=True)
        for n in range(3)
    ]
    return [*lines, *agents]


def _picture(page: Any, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
