"""Persons and members: nothing in the database says which of the two ids belong together."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping

import pytest

import storage
from storage.classes import CLASS_OF, OPERATIONS_VIEWS, OWNER_COLUMN
from storage.inventory.writing import columns
from storage.schema import FIRST, MIGRATIONS

OF_MEMBERS = {table for table, owner in OWNER_COLUMN.items() if owner == "member"}
OF_PERSONS = OWNER_COLUMN.keys() - OF_MEMBERS
_READ_FROM = re.compile(r"\b(?:from|join|into|update)\s+(\w+)", re.IGNORECASE)


def constants() -> Iterator[tuple[str, str]]:
    """Every piece of text that stands in a module of the storage, with where."""
    for its in pkgutil.walk_packages(storage.__path__, "storage."):
        if its.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(its.name)).items():
            texts = value.values() if isinstance(value, Mapping) else [value]
            yield from ((f"{its.name}.{name}", text) for text in texts if isinstance(text, str))


def statements() -> list[tuple[str, set[str]]]:
    """Every statement by the tables and views it names; of the schema each view by itself."""
    views = [("a view", its) for its in re.findall(r"CREATE VIEW.+?;", FIRST, re.DOTALL)]
    texts = [*((name, text) for name, text in constants() if text != FIRST), *views]
    named = [(name, set(_READ_FROM.findall(text))) for name, text in texts]
    return [(name, its & {*CLASS_OF, *OPERATIONS_VIEWS}) for name, its in named]


def test_no_table_has_both_ids() -> None:
    for table, its in columns(MIGRATIONS).items():
        assert not {"person", "member"} <= set(its), table
    assert {"membership", "cell_member", "ledger", "opening"} == OF_MEMBERS


def test_no_statement_reads_of_both_sides() -> None:
    named = statements()
    for table in CLASS_OF:
        assert any(table in tables for _, tables in named), f"{table} is named by no statement"
    both = [(name, its) for name, its in named if its & OF_PERSONS and its & OF_MEMBERS]
    assert both == []


@pytest.mark.parametrize("text", ["SELECT 1 FROM task JOIN membership m ON true"])
def test_one_that_did_would_be_found(text: str) -> None:
    named = set(_READ_FROM.findall(text))
    assert named & OF_PERSONS
    assert named & OF_MEMBERS
