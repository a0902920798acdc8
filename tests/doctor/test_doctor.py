"""What the doctor says of a healthy bot, and of settings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.doctor.asking import about, diagnosed, findings, told
from tests.journeys.office import Office
from tests.journeys.test_command_line import run


def test_a_healthy_bot(office: Office) -> None:
    told(office, "claude-code", 6)
    code, lines = diagnosed(office)
    assert (code, lines[-1]) == (0, "Nothing is broken."), lines
    assert {line for line in lines if "look at this" in line or "broken" in line} == {lines[-1]}
    today = datetime.fromtimestamp(office.clock(), UTC).date()
    for name, said in {
        "settings": "fine nothing is missing or malformed",
        "bot token": "fine Slack takes it, for the workspace",
        "scopes": "fine all 5 of the manifest's",
        "clock": "fine",
        "way in": "fine Socket Mode: Slack takes the app token",
        "database": "fine whole, and up to date",
        "key store": "fine whole, and up to date",
        "secret key": "fine for its owner's eyes alone",
        "backup": "fine when the last one was made is not noted here: `worthwhile backup DIR`",
        "serve": "fine runs on this database",
        "last tick": f"fine {today}",
        "next digests": "fine",
        "messages": "fine none in four weeks",
        "outbox": "fine nothing is overdue",
        "roster": "fine 7 people in 1 team;",
        "pages": "fine 1 group with a page in this window",
        "Claude Code": f"fine last delivered on {today}; in 7 days a few lines, no refused",
        "public log": "fine whole:",
    }.items():
        assert about(lines, name).startswith(said), lines


def test_it_changes_nothing(tmp_path: Path) -> None:
    """In an empty folder nothing is made by a look; and what is missing is said."""
    where = {"WORTHWHILE_DATABASE": str(tmp_path / "its.db"), "SLACK_API_URL": "http://127.0.0.1:9"}
    done = run(where | {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, "doctor")
    assert done.returncode == 1
    assert "its.db is not there" in about(findings(done.stdout), "database")
    assert list(tmp_path.iterdir()) == []


def test_every_wrong_setting_is_told_at_once(office: Office) -> None:
    wrong = {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": "", "WORTHWHILE_LISTEN": "4318",
             "WORTHWHILE_ADMINS": "ada", "WORTHWHILE_REHEARSAL": "maybe"}  # fmt: skip
    code, lines = diagnosed(office, **wrong)
    assert code == 1
    for name in wrong:
        assert any(line.startswith(f"settings broken {name}") for line in lines), name
    assert about(lines, "database").startswith("fine"), "what can be looked at still is"
    code, lines = diagnosed(office, WORTHWHILE_DATABASE=str(office.folder))
    assert code == 1
    assert not [line for line in lines if line.startswith("database")]
