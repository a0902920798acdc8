"""The command line, from an empty folder to a sent message; and what it says of a bad setting."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bot.people.identity import person_of
from storage.personal import tasks
from tests.journeys.office import Office
from tests.journeys.reading import task

ROSTER = """\ufeffslack_id;email;team;role
;ada@example.com;Billing;
UBEN;;Billing;manager
UNOBODY;;Billing;
"""
TRUTH = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def run(
    environment: dict[str, str], *arguments: str, said: str = ""
) -> subprocess.CompletedProcess[str]:
    bare = {name: its for name, its in os.environ.items() if not name.startswith("SLACK_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=bare | environment,
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_from_a_roster_to_a_message(office: Office) -> None:
    ada, ben = office.hire("UADA"), office.hire("UBEN")
    visitor = office.visitor("UZOE")
    file, environment = office.folder / "roster.csv", office.environment()
    file.write_text(ROSTER, encoding="utf-8")
    loaded = run(environment, "roster", str(file))
    assert (loaded.returncode, loaded.stdout) == (0, "2 people in 1 teams.\n")
    assert loaded.stderr.startswith("line 4: nobody in the workspace has this id")

    made = run(environment, "token", "UADA")
    assert made.returncode == 0
    assert made.stdout.strip().count("\n") == 0
    unknown = run(environment, "token", "UZOE")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert run(environment, "tick").returncode == 0
    assert any("ingest token was made for you" in its.text for its in ada.messages())
    assert not visitor.messages()
    assert not any("ingest token" in its.text for its in ben.messages())

    lines = "\n".join(json.dumps(task(who, "2026-11-02T09:00")) for who in ("UADA", "UZOE"))
    taken = run(environment, "import", "push", "-", said=lines)
    assert taken.returncode == 0
    assert "rejected" in taken.stdout
    office.open()
    services = office.house.services
    assert not tasks.between(services.database, person_of(services, "UBEN"), 0, 2**40)
    for done in (loaded, made, unknown, taken):
        assert "Ada" not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN does not look right"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is not set"),
        ({"SLACK_API_URL": "slack"}, "SLACK_API_URL is not a URL"),
        ({"WORTHWHILE_LISTEN": "4318"}, "WORTHWHILE_LISTEN is not host:port"),
        ({"WORTHWHILE_ADMINS": "ada"}, "WORTHWHILE_ADMINS holds something other than Slack ids"),
        ({"WORTHWHILE_DATABASE": "gone/away.db"}, "WORTHWHILE_DATABASE lies in a folder"),
        ({"WORTHWHILE_REHEARSAL": "yes"}, "WORTHWHILE_REHEARSAL is neither 0 nor 1"),
        ({"WORTHWHILE_LITELLM_KEY": "sk-1"}, "WORTHWHILE_LITELLM_URL is not set, but"),
    ],
)
def test_a_bad_setting_stops_it_with_one_line(
    tmp_path_factory: pytest.TempPathFactory, changed: dict[str, str], named: str
) -> None:
    database = {"WORTHWHILE_DATABASE": str(tmp_path_factory.mktemp("stores") / "its.db")}
    done = run(TRUTH | database | changed, "serve")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(named)
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken(office: Office) -> None:
    office.hire("UADA")
    office.open()
    port = office.address.rsplit(":", 1)[1]
    apart = {"WORTHWHILE_DATABASE": str(office.folder / "other.db")}
    listen = {"WORTHWHILE_LISTEN": f"127.0.0.1:{port}"}
    done = run(office.environment() | apart | listen, "serve")
    assert done.returncode == 2
    assert done.stderr.startswith("WORTHWHILE_LISTEN")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN is refused by Slack"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN is refused by Slack"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "SLACK_API_URL cannot be reached"),
    ],
)
def test_a_slack_that_says_no(office: Office, changed: dict[str, str], named: str) -> None:
    done = run(office.environment() | changed, "serve")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(named)
    assert "Traceback" not in done.stderr
