"""Settings: what is missing or malformed is one line with the variable and the cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SLACK_API, Settings, SettingsError

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-very-secret",
    "SLACK_APP_TOKEN": "xapp-very-secret",
    "SLACK_SIGNING_SECRET": "very-secret",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").mkdir()
    return tmp_path


def test_nothing_set_is_a_good_start(folder: Path) -> None:
    its = Settings.read({})
    assert (its.database, its.keystore, its.secret_file) == (
        Path("worthwhile.db"),
        Path("worthwhile.keys"),
        Path("worthwhile.secret"),
    )
    assert (its.host, its.port, its.api_url) == ("127.0.0.1", 4318, SLACK_API)
    assert (its.admins, its.rehearsal, its.public_url) == (frozenset(), False, None)
    assert Settings.read(dict.fromkeys(SECRETS, "")).bot_token is None


def test_the_other_files_lie_beside_the_database(folder: Path) -> None:
    its = Settings.read({"WORTHWHILE_DATABASE": str(folder / "taken" / "company.sqlite")})
    assert its.keystore == folder / "taken" / "company.keys"
    assert its.secret_file == folder / "taken" / "company.secret"
    apart = Settings.read({"WORTHWHILE_KEYSTORE": str(folder / "apart")})
    assert apart.keystore == folder / "apart"


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("WORTHWHILE_LISTEN", "0.0.0.0:0", "port", 0),
        ("WORTHWHILE_LISTEN", "[::1]:8080", "host", "::1"),
        ("WORTHWHILE_LISTEN", "localhost:65535", "port", 65_535),
        ("WORTHWHILE_ADMINS", " U0ADA, W0BEN ,", "admins", frozenset({"U0ADA", "W0BEN"})),
        ("WORTHWHILE_REHEARSAL", "1", "rehearsal", True),
        ("WORTHWHILE_REHEARSAL", "0", "rehearsal", False),
        ("SLACK_API_URL", "http://127.0.0.1:9/api", "api_url", "http://127.0.0.1:9/api/"),
        (
            "WORTHWHILE_PUBLIC_URL",
            "https://ai.example.com/",
            "public_url",
            "https://ai.example.com",
        ),
        ("SLACK_BOT_TOKEN", " xoxb-1\n", "bot_token", "xoxb-1"),
        ("SLACK_APP_TOKEN", "xapp-1", "app_token", "xapp-1"),
        ("SLACK_SIGNING_SECRET", "abc", "signing_secret", "abc"),
    ],
)
def test_what_is_well_formed_is_read(
    folder: Path, name: str, value: str, field: str, read: object
) -> None:
    assert getattr(Settings.read({name: value}), field) == read


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1", "begins with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "begins with xapp-"),
        ("SLACK_API_URL", "slack.com/api", "such as https://slack.com/api/"),
        ("SLACK_API_URL", "ftp://slack.com/", "such as https://slack.com/api/"),
        ("SLACK_API_URL", "https://", "such as https://slack.com/api/"),
        ("SLACK_API_URL", "https://[::1/", "such as https://slack.com/api/"),
        ("SLACK_API_URL", "https://slack.com:port/", "such as https://slack.com/api/"),
        ("SLACK_API_URL", "https://slack.com:99999/", "such as https://slack.com/api/"),
        ("WORTHWHILE_PUBLIC_URL", "ai.example.com", "write one such as"),
        ("WORTHWHILE_LISTEN", "4318", "such as 127.0.0.1:4318"),
        ("WORTHWHILE_LISTEN", ":4318", "such as 127.0.0.1:4318"),
        ("WORTHWHILE_LISTEN", "localhost:", "such as 127.0.0.1:4318"),
        ("WORTHWHILE_LISTEN", "localhost:http", "such as 127.0.0.1:4318"),
        ("WORTHWHILE_LISTEN", "localhost:-1", "such as 127.0.0.1:4318"),
        ("WORTHWHILE_LISTEN", "localhost:65536", "such as 127.0.0.1:4318"),
        ("WORTHWHILE_LISTEN", "localhost:²", "such as 127.0.0.1:4318"),
        ("WORTHWHILE_ADMINS", "ada", "write U…,U…"),
        ("WORTHWHILE_ADMINS", "U0ADA;U0BEN", "write U…,U…"),
        ("WORTHWHILE_ADMINS", "U0ADA,@ben", "write U…,U…"),
        ("WORTHWHILE_REHEARSAL", "yes", "write 1, or leave it out"),
        ("WORTHWHILE_REHEARSAL", "true", "write 1, or leave it out"),
        ("WORTHWHILE_DATABASE", "postgresql://localhost/x", "SQLite files"),
        ("WORTHWHILE_KEYSTORE", "postgresql://localhost/x", "SQLite files"),
        ("WORTHWHILE_DATABASE", "nowhere/worthwhile.db", "make nowhere first"),
        ("WORTHWHILE_KEYSTORE", "nowhere/worthwhile.keys", "make nowhere first"),
        ("WORTHWHILE_SECRET_FILE", "nowhere/secret", "make nowhere first"),
        ("WORTHWHILE_DATABASE", "taken", "name a file in it"),
        ("WORTHWHILE_SECRET_FILE", "taken", "name a file in it"),
        ("WORTHWHILE_KEYSTORE", "worthwhile.db", "name another file"),
        ("WORTHWHILE_KEYSTORE", "taken/../worthwhile.db", "name another file"),
        ("WORTHWHILE_SECRET_FILE", "worthwhile.db", "name another file"),
        ("WORTHWHILE_SECRET_FILE", "worthwhile.keys", "name another file"),
    ],
)
def test_what_is_malformed_is_one_line_with_the_cure(
    folder: Path, name: str, value: str, cure: str
) -> None:
    with pytest.raises(SettingsError) as told:
        Settings.read({name: value})
    text = str(told.value)
    assert text.startswith(name)
    assert cure in text
    assert "\n" not in text


@pytest.mark.parametrize("name", SECRETS)
def test_a_malformed_secret_is_not_repeated(folder: Path, name: str) -> None:
    try:
        shown = repr(Settings.read({name: "hunter2"}))
    except SettingsError as told:
        shown = f"{told} {told!r}"
    assert "hunter2" not in shown


def test_nothing_that_shows_settings_shows_a_secret(folder: Path) -> None:
    its = Settings.read(SECRETS)
    for shown in (repr(its), str(its), f"{its}", f"{[its]}"):
        assert "secret" not in shown
        assert "worthwhile.db" in shown


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, None),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, None),
    ],
)
def test_what_serving_needs_is_named(
    folder: Path, given: dict[str, str], missing: str | None
) -> None:
    its = Settings.read(given)
    if missing is None:
        assert its.for_serving() == its
        return
    with pytest.raises(SettingsError, match=f"^{missing} is not set"):
        its.for_serving()


def test_reaching_slack_needs_the_bot_token_alone(folder: Path) -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is not set"):
        Settings.read({}).for_slack()
    its = Settings.read({"SLACK_BOT_TOKEN": "xoxb-1"})
    assert its.for_slack() == its
