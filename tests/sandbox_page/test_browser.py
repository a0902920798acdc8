"""The page in a real browser: live, without taking anything from the one who is typing."""

import pytest
from playwright.sync_api import expect

from tests.sandbox_page.acorn import MESSAGE

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser, sandbox, acorn):
    opened = browser.new_page()
    errors = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{sandbox.url}p/U0ADA")
    yield opened
    assert errors == []


def test_messages_and_marks_appear_while_somebody_types(page, acorn):
    page.fill("#say", "half a sent")
    acorn.post("U0BEN", "For Ben")
    acorn.post("U0ADA", "For Ada")
    expect(page.locator("[data-message-ts]")).to_contain_text("For Ada")
    expect(page.locator('[data-person="U0BEN"] .badge')).to_have_text("1")
    expect(page.locator('[data-person="U0ADA"] .badge')).to_have_count(0)
    expect(page.locator("#say")).to_have_value("half a sent")
    expect(page.locator("#say")).to_be_focused()


def test_talking_commands_and_shortcuts(page):
    page.fill("#say", "hello")
    page.press("#say", "Enter")
    expect(page.locator("[data-message-ts]").last).to_contain_text("You said: hello")
    page.fill("#say", "/")
    page.click("[data-command]")
    page.locator("#say").press_sequentially("team")
    page.press("#say", "Enter")
    expect(page.locator("[data-ephemeral]")).to_contain_text("You asked for team.")
    said = page.locator("[data-message-ts]").nth(1)
    said.hover()
    said.locator(".message-menu summary").click()
    said.get_by_role("menuitem", name="Log this").click()
    expect(page.locator("[data-message-ts]").last).to_contain_text("Logged: You said: hello")


def test_controls_of_a_message(page, acorn):
    acorn.post("U0ADA", "Choose", blocks=MESSAGE)
    page.click("[data-action-id=erase]")
    page.get_by_role("alertdialog").get_by_role("button", name="Keep").click()
    page.select_option("[data-action-id=size]", "l")
    expect(page.locator("#conversation")).to_contain_text("size: l")
    expect(page.get_by_text("erase: pressed")).to_have_count(0)
    page.click("[data-action-id=erase]")
    expect(page.get_by_role("alertdialog")).to_contain_text("This cannot be undone.")
    page.get_by_role("alertdialog").get_by_role("button", name="Erase").click()
    expect(page.locator("#conversation")).to_contain_text("erase: pressed")


def test_a_modal_from_open_to_saved(page, acorn):
    acorn.post("U0ADA", "Choose", blocks=MESSAGE)
    page.click("[data-action-id=ask]")
    dialog = page.get_by_role("dialog")
    note = page.locator("textarea[data-block-id=note]")
    expect(note).to_be_focused()
    expect(page.locator("#shell")).to_have_js_property("inert", True)
    page.click("[data-submit]")
    expect(page.locator("[data-error-for=note]")).to_have_text(
        "Please complete this required field."
    )
    note.fill("bad")
    page.locator(".multi summary").click()
    page.get_by_label("Friday").check()
    expect(page.locator(".multi .chip")).to_have_text("Friday")

    page.click("[data-action-id=closer]")
    expect(dialog).to_contain_text("So far: bad")
    page.keyboard.press("Escape")
    expect(dialog).to_contain_text("Say more")
    expect(note).to_have_value("bad")

    page.click("[data-submit]")
    expect(page.locator("[data-error-for=note]")).to_have_text("Something kinder, perhaps.")
    note.fill("better")
    page.click("[data-submit]")
    expect(dialog).to_have_count(0)
    expect(page.locator("#shell")).to_have_js_property("inert", False)
    expect(page.locator("#conversation")).to_contain_text('Saved: ["fri"]')


def test_changing_tab_and_person(page, acorn):
    page.get_by_role("link", name="Home").click()
    expect(page.locator("#home")).to_contain_text("Your weeks")
    page.fill("#find-person", "manager")
    expect(page.locator("#people-list .rail-row:visible")).to_have_count(1)
    page.click('[data-person="U0BEN"]')
    expect(page.locator("#app")).to_contain_text("as Ben Okoye")
    page.go_back()
    expect(page.locator("#home")).to_contain_text("Your weeks")


def test_a_control_is_busy_until_it_is_done(page):
    page.click("[data-control=next]")
    expect(page.locator(".notice")).to_contain_text("It is Friday again.")
    expect(page.locator("[data-control=next]")).to_be_enabled()


def test_people_hide_behind_a_button_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#people")).to_be_hidden()
    page.get_by_role("button", name="People").click()
    page.click('[data-person="U0BEN"]')
    expect(page.locator("#app")).to_contain_text("as Ben Okoye")
    expect(page.locator("#people")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
