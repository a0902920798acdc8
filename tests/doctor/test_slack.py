"""What the doctor says of Slack, the tokens, the scopes and the clock."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.doctor import examine
from bot.doctor.slack import SCOPES
from bot.services import real_clock
from tests.doctor.asking import about, diagnosed
from tests.journeys.office import Office


@pytest.mark.parametrize(
    ("changed", "name", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN",
         "broken is refused by Slack (invalid_auth) → copy it anew"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN",
         "broken is refused by Slack (invalid_auth) → copy it anew"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "slack",
         "broken gives no answer at all → check SLACK_API_URL"),
    ],
)  # fmt: skip
def test_slack_says_no(office: Office, changed: dict[str, str], name: str, said: str) -> None:
    code, lines = diagnosed(office, **changed)
    assert code == 1
    assert about(lines, name).startswith(said), lines


def test_slack_is_down(office: Office) -> None:
    office.workspace.faults.http("auth.test", 503)
    code, lines = diagnosed(office)
    assert code == 0
    assert about(lines, "slack").startswith("look at this answered 503 to SLACK_BOT_TOKEN"), lines


def test_a_scope_is_missing(office: Office) -> None:
    office.workspace.scopes -= {"files:write"}
    code, lines = diagnosed(office)
    assert code == 1
    said = "broken files:write is missing: nobody can export what is kept about them → put it back"
    assert about(lines, "scopes").startswith(said), lines


def test_the_scopes_are_the_manifests() -> None:
    manifest = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())
    assert set(SCOPES) == set(manifest["oauth_config"]["scopes"]["bot"])


@pytest.mark.parametrize(("minutes", "state"), [(-9, "broken"), (9, "broken"), (4, "fine")])
def test_the_clock_is_wrong(office: Office, minutes: int, state: str) -> None:
    """By the real clock: Slack's stand-in has no other."""
    found = examine(office.environment(), lambda: real_clock() + 60 * minutes)
    (clock,) = [its for its in found if its.about == "clock"]
    assert clock.state == state, clock
