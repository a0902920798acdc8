"""Look-alike autonomous runs, close together, with nothing coming out of them."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Outcome, Task, Tokens
from bot.reflection.days import Days
from bot.reflection.noise_bursts import bursts
from tests.reflection.making import run, task

BERLIN = Days.of("Europe/Berlin")


def row(runs: int = 6, apart: int = 10, day: int = 18) -> list[Task]:
    minutes = [n * apart for n in range(runs)]
    return [run(f"2026-11-{day}T{1 + m // 60:02}:{m % 60:02}") for m in minutes]


def test_a_burst() -> None:
    (found,) = bursts(row(), BERLIN)
    assert (found.tool, found.runs) == ("meshclaw", 6)
    assert f"{found.first:%a %H:%M}" == "Wed 02:00"
    assert f"{found.last:%H:%M}" == "02:55"
    assert found.cost_usd == 3.0


def test_four_runs_are_no_burst() -> None:
    assert bursts(row(4), BERLIN) == []


def test_runs_far_apart_are_no_burst() -> None:
    assert bursts(row(6, apart=61), BERLIN) == []


def test_a_run_with_an_outcome_is_left_out() -> None:
    runs = row(5)
    runs[2] = replace(runs[2], outcomes={Outcome.TICKET_CLOSED: 1})
    assert bursts(runs, BERLIN) == []


def test_hands_on_work_is_no_burst() -> None:
    assert bursts([task(f"2026-11-18T10:{n:02}", 1) for n in range(20)], BERLIN) == []


def test_runs_of_very_different_size_do_not_look_alike() -> None:
    runs = row(6)
    runs[0] = replace(runs[0], tokens=Tokens(input=100_000))
    assert bursts(runs, BERLIN) == []


def test_runs_in_different_apps_do_not_look_alike() -> None:
    runs = row(8)
    others = [replace(its, apps=frozenset({"mail"})) for its in runs[::2]]
    assert bursts([*others, *runs[1::2]], BERLIN) == []


def test_at_most_the_two_largest_in_order_of_time() -> None:
    found = bursts(row(5, day=16) + row(9, day=18) + row(7, day=17), BERLIN)
    assert [its.runs for its in found] == [7, 9]
