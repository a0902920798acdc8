"""The manifest passes Slack's own schema, and asks for exactly what the code uses."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT.parent / "shared" / "slack" / "manifest.schema.2.0.0.json"

SCOPES_OF = {
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_delete": {"chat:write"},
    "files_upload_v2": {"files:write"},
    "files_delete": {"files:write"},
    "users_info": {"users:read"},
    "users_list": {"users:read", "users:read.email"},
    "views_open": set(),
    "views_push": set(),
    "views_update": set(),
    "views_publish": set(),
}
"""What each method of Slack's Web API needs, from Slack's reference."""


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "manifest.yml").read_text())


def test_it_passes_slacks_own_schema(manifest: dict[str, Any]) -> None:
    if not SCHEMA.exists():
        pytest.skip("Slack's manifest schema is not beside this checkout")
    jsonschema.validate(manifest, json.loads(SCHEMA.read_text()))


def test_its_texts_have_the_lengths_slack_takes(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4_000


def test_the_code_uses_every_scope_and_no_other(manifest: dict[str, Any]) -> None:
    needed = {"commands"}.union(*(SCOPES_OF[method] for method in _methods_called()))
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_people_can_open_the_conversation_and_home(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]


def test_it_names_the_commands_and_events_that_are_listened_to(manifest: dict[str, Any]) -> None:
    said = {its["command"] for its in manifest["features"]["slash_commands"]}
    assert said == set(_first_arguments("command"))
    heard = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert heard == set(_first_arguments("event"))


def _trees() -> Iterator[ast.Module]:
    for path in (ROOT / "bot").rglob("*.py"):
        if "sandbox" not in path.parts and "demo" not in path.parts:
            yield ast.parse(path.read_text())


def _methods_called() -> set[str]:
    families = ("chat_", "users_", "views_", "conversations_", "files_", "dnd_", "usergroups_")
    return {
        node.attr
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr.startswith(families)
    }


def _first_arguments(listener: str) -> Iterator[str]:
    """What `app.command("…")` and the like are called with."""
    for tree in _trees():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == listener
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "app"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)
