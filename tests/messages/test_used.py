"""No words without a reader: every template is rendered by the bot."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "messages" / "templates"
CODE = "".join(path.read_text() for path in (ROOT / "bot").rglob("*.py"))


@pytest.mark.parametrize(
    "name",
    sorted({its.name.removesuffix(".json.j2") for its in TEMPLATES.glob("[mv]*/*.json.j2")}),
)
def test_every_template_is_rendered_somewhere(name: str) -> None:
    assert f'"{name}"' in CODE
