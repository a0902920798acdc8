"""What the README says is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.model
from bot.cli import main
from bot.connectors.configured import KNOWN

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_every_variable_the_bot_reads_is_listed_and_no_other() -> None:
    read = re.findall(
        r'"((?:SLACK|WORTHWHILE)_[A-Z_]+)"', (ROOT / "bot" / "settings.py").read_text()
    )
    of_reports = [its for vendor in KNOWN for its in vendor.VARIABLES]
    needed = {its.name for its in of_reports if its.usual is None}
    listed = set(re.findall(r"^\| `((?:SLACK|WORTHWHILE)_\w+)` \|", README, re.MULTILINE))
    assert listed == set(read) | needed
    elsewhere = {its.name for its in of_reports} - needed
    assert elsewhere == set(re.findall(r"`(WORTHWHILE_\w+_URL)`", README)) - listed


def test_every_command_is_listed_and_no_other() -> None:
    listed = set(re.findall(r"^\| `worthwhile ([a-z-]+)", README, re.MULTILINE))
    assert listed == set(main.commands)


def test_every_command_it_mentions_exists() -> None:
    assert set(re.findall(r"(?<!/)worthwhile ([a-z-]+)", _code(README))) <= set(main.commands)


def test_every_word_of_the_slash_command_is_listened_to() -> None:
    listened = "".join(path.read_text() for path in (ROOT / "bot" / "listeners").glob("*.py"))
    for word in re.findall(r"`/worthwhile (\w+)", README):
        assert f'"{word}"' in listened, word


def test_every_file_it_leads_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_checks_call_its_own_test_command() -> None:
    first, second = re.findall(r"```sh\n(.+?)\n```", README, re.DOTALL)[:2]
    checks = (ROOT / ".ci" / "run").read_text().splitlines()
    assert first.startswith("python3 -m venv .venv && ")
    assert first.endswith("worthwhile demo")
    assert second in checks


def test_its_glossary_is_the_codes_own_language() -> None:
    glossary = README.partition("## Glossary")[2]
    for word in re.findall(r"^\| \*\*(\w+)\*\*", glossary, re.MULTILINE):
        assert hasattr(bot.model, word), word


@pytest.mark.parametrize("word", ["anonymous", "impossible to identify", "guaranteed", "GDPR"])
def test_it_promises_no_more_than_is_true(word: str) -> None:
    assert word.lower() not in README.lower()


def _code(text: str) -> str:
    return "\n".join(
        re.findall(r"```sh\n(.*?)```", text, re.DOTALL) + re.findall(r"`[^`\n]+`", text)
    )
