"""A dry run: what would leave the machine, in words that a sceptical engineer can check."""

from __future__ import annotations

import re
from pathlib import Path

from bot.scan import Wish
from bot.scan.showing import FIELDS
from bot.sources.push import Line
from tests.scan.machine import PAYLOAD, Machine, scan, scanned
from tests.scan.test_other_tools import WRITTEN


def dry_run(folder: Path, home: Path, **more: str | bool) -> str:
    code, words, _ = scanned(Wish(folder, dry_run=True, **more), home)
    assert code == 0
    return words


def test_every_field_is_shown_once_with_a_real_value(tmp_path: Path) -> None:
    words = dry_run(PAYLOAD, tmp_path)
    _, lines, _ = scan(PAYLOAD)
    shown = re.findall(r"^  (\w+) +(\S+)\n +(.+) \((.+)\)$", words, re.MULTILINE)
    assert [name for name, *_ in shown] == [
        name for name in FIELDS if any(name in line for line in lines)
    ]
    for name, value, meaning, times in shown:
        having = [line[name] for line in lines if name in line]
        assert value == str(having[0])
        assert meaning == FIELDS[name]
        assert times == ("in every line" if len(having) == 5 else f"in {len(having)} lines")
    assert "5 lines would be sent, from 1 logs, about 2026-11-20 to 2026-11-20." in words
    assert "A dry run: nothing was sent." in words
    assert "CANARY" not in words


def test_every_field_that_there_is_has_words() -> None:
    assert set(FIELDS) == set(Line.__struct_fields__) - {"person"}


def test_folders_names_are_shown_where_they_are_asked_for(tmp_path: Path) -> None:
    log = WRITTEN["codex"]
    assert "Project folders' names stay here" in dry_run(log, tmp_path)
    with_labels = dry_run(log, tmp_path, labels=True)
    assert re.search(r"^  label +notes$", with_labels, re.MULTILINE)
    assert "stay here" not in with_labels.partition("Project")[2]


def test_it_shows_what_is_new_and_sends_nothing(machine: Machine) -> None:
    def look() -> str:
        return dry_run(machine.log, machine.folder, url=machine.url, token=machine.token)

    machine.log.write_bytes(PAYLOAD.read_bytes())
    assert f"5 lines would be sent to {machine.url}" in look()
    assert machine.tasks() == []
    assert machine.push() == (0, "5 accepted, 0 known already, 0 rejected")
    assert look() == "A dry run: there is nothing new to send.\n"
    with machine.log.open("ab") as file:
        file.write(PAYLOAD.read_bytes().replace(b'"p-1"', b'"p-2"').splitlines(True)[0])
    assert "1 lines would be sent" in look()
    assert "1 lines would be sent" in look()


def test_it_needs_no_token(tmp_path: Path) -> None:
    words = dry_run(PAYLOAD, tmp_path, url="https://worthwhile.example.com")
    assert "would be sent to https://worthwhile.example.com" in words
