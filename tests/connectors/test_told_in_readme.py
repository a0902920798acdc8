"""Operators find every variable of a report, and everybody what its vendor can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.connectors import (
    codex_enterprise,
    copilot_report,
    gemini_workspace,
    microsoft_365,
    openai_usage,
)
from bot.connectors.configured import KNOWN, Vendor
from bot.connectors.files import FORMATS

README = (Path(__file__).parents[2] / "README.md").read_text()
REPORTS = [copilot_report, openai_usage, codex_enterprise, microsoft_365, gemini_workspace]


@pytest.mark.parametrize("report", REPORTS, ids=lambda its: its.NAME)
def test_what_a_report_needs_is_listed(report: Vendor) -> None:
    assert report in KNOWN
    needed = [its.name for its in report.VARIABLES if its.usual is None]
    assert [name for name in needed if f"`{name}`" not in README] == []


@pytest.mark.parametrize("name", ["amazon-q", "bedrock", "chatgpt-enterprise"])
def test_files_that_are_read_are_listed(name: str) -> None:
    assert name in FORMATS
    assert f"worthwhile import {name}`" in README
