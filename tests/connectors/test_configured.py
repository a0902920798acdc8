"""What an operator sets, and what is said where that is not enough."""

from __future__ import annotations

import pytest

from bot.connectors.configured import KNOWN, configured
from bot.settings import Settings, SettingsError
from tests.company import Clock

LITELLM = {"WORTHWHILE_LITELLM_URL": "http://litellm:4000", "WORTHWHILE_LITELLM_KEY": "sk-secret"}


def names(environment: dict[str, str]) -> list[str]:
    return [its.name for its in configured(environment, Clock(0))]


def test_nothing_set_is_nothing_fetched() -> None:
    assert names({}) == []
    assert names({"WORTHWHILE_CURSOR_KEY": ""}) == []


def test_a_key_is_enough_where_the_vendors_address_is_known() -> None:
    assert names({"WORTHWHILE_CURSOR_KEY": "key"}) == ["cursor"]
    assert names({"WORTHWHILE_ANTHROPIC_KEY": "sk"}) == ["claude-code-analytics"]
    assert names({"WORTHWHILE_CLAUDE_ENTERPRISE_KEY": "sk"}) == ["claude-enterprise"]
    assert names(LITELLM) == ["litellm", "litellm-tools"]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (
            {"WORTHWHILE_LITELLM_KEY": "sk-secret"},
            "WORTHWHILE_LITELLM_URL is not set, but WORTHWHILE_LITELLM_KEY is: put the address",
        ),
        (
            {"WORTHWHILE_CURSOR_URL": "https://cursor.example.com"},
            "WORTHWHILE_CURSOR_KEY is not set, but WORTHWHILE_CURSOR_URL is: put an Admin API key",
        ),
        (LITELLM | {"WORTHWHILE_LITELLM_URL": "litellm:4000"}, "WORTHWHILE_LITELLM_URL is not a"),
        (
            {"WORTHWHILE_ANTHROPIC_KEY": "sk-secret\nX-Other: 1"},
            "WORTHWHILE_ANTHROPIC_KEY holds a space or a stray character",
        ),
        ({"WORTHWHILE_CURSOR_KEY": "sk-secret–"}, "WORTHWHILE_CURSOR_KEY holds a space or"),
    ],
)
def test_half_of_it_is_one_line_with_the_cure(environment: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        configured(environment, Clock(0))
    text = str(raised.value)
    assert text.startswith(said)
    assert "\n" not in text
    assert "secret" not in text


def test_no_key_shows(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.read(LITELLM)
    assert names(dict(settings.given)) == ["litellm", "litellm-tools"]
    assert "secret" not in repr(settings) + repr(configured(LITELLM, Clock(0)))


def test_names_and_variables_are_told_apart() -> None:
    every = {its.name: "https://example.com" for known in KNOWN for its in known.VARIABLES}
    found = names(every)
    assert len(found) == len(set(found)) == len(KNOWN)
