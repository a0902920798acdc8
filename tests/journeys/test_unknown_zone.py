"""A time zone that Python does not know: a newer name in Slack, or a typing error."""

from __future__ import annotations

from messages import actions
from storage.personal import preferences
from tests.journeys.office import Office


def test_preferences_are_saved_all_the_same(office: Office) -> None:
    ada = office.hire("UADA")
    office.open()
    office.tick()
    services = office.house.services
    services.database.change("UPDATE person SET zone = 'Mars/Phobos'")
    ada.press(actions.PREFERENCES_OPEN, message=office.command(ada, "resume"))
    office.modal(ada, "Preferences")
    ada.submit({actions.FIELD_PAUSED_UNTIL: "2026-11-16"})
    person = services.keys.person_by_slack_id("UADA")
    office.wait(lambda: preferences.get(services.database, person).paused_until is not None)
