"""Every message and view, as people read it. `WRITE_GOLDEN=1` writes the files anew: read them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import messages
from tests.messages.cases import MESSAGES, VIEWS
from tests.messages.reading import read_aloud

GOLDEN = Path(__file__).parent / "golden"


def _compare(path: Path, text: str) -> None:
    if os.environ.get("WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", MESSAGES)
def test_message_reads_as_written_down(case: str) -> None:
    name, facts = MESSAGES[case]
    said = messages.render(name, **facts)
    _compare(GOLDEN / "messages" / f"{case}.txt", read_aloud({"text": said.text}, said.blocks))


@pytest.mark.parametrize("case", VIEWS)
def test_view_reads_as_written_down(case: str) -> None:
    name, facts = VIEWS[case]
    view: dict[str, Any] = messages.view(name, **facts)
    _compare(GOLDEN / "views" / f"{case}.txt", read_aloud(view, view["blocks"]))


def test_no_template_is_without_a_golden_file() -> None:
    templates = Path(messages.__file__).parent / "templates"
    for folder, cases in (("messages", MESSAGES), ("views", VIEWS)):
        written = {path.name.removesuffix(".json.j2") for path in (templates / folder).iterdir()}
        assert written == {name for name, _ in cases.values()}


def test_no_golden_file_is_without_a_case() -> None:
    for folder, cases in (("messages", MESSAGES), ("views", VIEWS)):
        assert {path.stem for path in (GOLDEN / folder).iterdir()} == set(cases)
