"""What is handed to a works council and to data protection is true of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import messages
from bot.model import DAY, Band
from bot.people.erasure import REMEMBERED
from bot.publiclog.writing import pledge
from bot.retention import LONGEST, SHORTEST
from bot.trends.floors import LEAST_FOR_SENSITIVE, LEAST_PEOPLE
from storage.inventory import markdown
from storage.inventory.writing import columns, same
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS

ROOT = Path(__file__).parent.parent
FOLDER = Path(messages.__file__).parent / "documents"
INVENTORY, MECHANISM, AGREEMENT = (
    (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    for name in ("inventory", "mechanism", "agreement")
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
AGREED = " ".join(AGREEMENT.split())


def test_the_inventory_is_what_the_schema_gives() -> None:
    """`python -m storage.inventory > messages/documents/inventory.md` writes it anew: read it."""
    assert markdown() == INVENTORY


def test_every_table_and_column_of_both_stores_is_in_it() -> None:
    for migrations in (MIGRATIONS, KEYSTORE_MIGRATIONS):
        for table, its in columns(migrations).items():
            said = INVENTORY.partition(f"### `{table}`\n")[2].partition("\n##")[0]
            assert re.findall(r"^\| `(\w+)` \| .+ \| .+ \|$", said, re.MULTILINE) == its, table


@pytest.mark.parametrize("there", [["a"], ["a", "b", "c"]])
def test_a_column_described_that_is_not_there_is_an_error_and_so_is_the_reverse(there) -> None:
    with pytest.raises(LookupError, match="not in both"):
        same({"a": "…", "b": "…"}, there)


def test_what_is_sealed_is_said_to_be() -> None:
    assert re.findall(r"^\| `(\w+)` \| .+ \| sealed \|$", INVENTORY, re.MULTILINE) == [
        "sealed_label",
        "sealed",
        "sealed",
        "sealed_place",
        "sealed_place",
    ]


def test_how_long_is_what_the_code_does() -> None:
    assert f"13 weeks ({LONGEST.tasks} days) at most" in INVENTORY
    assert f"13 months ({LONGEST.answers} days) at most" in INVENTORY
    assert (SHORTEST.tasks, SHORTEST.answers) == (6 * 7, 60)
    assert "to six weeks and two months at least" in " ".join(INVENTORY.split())
    kept = INVENTORY.partition("### `erasure`")[2].partition("Kept: ")[2]
    assert kept.startswith(f"{REMEMBERED // DAY} days.")


def test_the_agreement_repeats_the_pledge_of_the_log() -> None:
    first, second = re.split(r"(?<=\.) ", pledge())[:2]
    assert first.replace(" here", "") in AGREED
    assert second in AGREED


def test_the_agreement_names_the_floors() -> None:
    assert f"at least {LEAST_PEOPLE} people and show a figure from {Band.FIVE.least}" in AGREED
    assert f"at least {LEAST_FOR_SENSITIVE} people and {Band.TEN.least} who answered" in AGREED
    assert "may only be raised" in AGREED
    assert "six months after" in AGREED
    assert AGREEMENT.count("____") > 20


@pytest.mark.parametrize("text", [INVENTORY, MECHANISM, AGREEMENT], ids=["i", "m", "a"])
def test_they_promise_no_more_than_is_true(text: str) -> None:
    never = r"anonym|impossible|guarante|gdpr|dsgvo|compliant|cannot be identified"
    assert re.findall(never, text, re.IGNORECASE) == []


@pytest.mark.parametrize("name", ["inventory", "mechanism", "agreement"])
def test_they_are_offered_in_the_readme_and_lead_to_what_is_there(name: str) -> None:
    assert f"](messages/documents/{name}.md)" in README
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (FOLDER / target).exists(), target


def test_they_are_named_in_the_product_and_shipped_with_it() -> None:
    assert "messages/documents" in str(messages.render("privacy").blocks)
    assert "messages/documents" in str(messages.view("privacy")["blocks"])
    assert '"**/*.md"' in (ROOT / "pyproject.toml").read_text()


def test_every_command_they_name_exists() -> None:
    from bot.cli import main

    words = set(re.findall(r"`worthwhile ([a-z-]+)", INVENTORY + MECHANISM + AGREEMENT))
    assert words <= set(main.commands)
