"""One picture of a week, whoever tells of it, in whatever order, and by whichever clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.model import DayTotal, ModelUse, PersonId, Tokens
from bot.people import tokens
from bot.people.identity import person_of
from bot.sandbox import Hand
from bot.sources.day_totals import take_days
from messages import actions
from storage.personal import untimely
from tests.journeys.office import Office
from tests.journeys.reading import blocks_of, current, questions, task, title, words
from tests.web.test_otlp import event, export

JSON = {"content-type": "application/json"}
PROMPT = event("user_prompt", prompt__id="p-1", event__sequence=1)
THEN = b"1795301281705000000"
MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)


@pytest.fixture
def ada(office: Office) -> Hand:
    """She was told on Monday 2026-11-02; her digests come on Fridays at 13:00 UTC."""
    its = office.hire("UADA")
    office.hire("UBEN")
    office.open()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    return its


def person(office: Office) -> PersonId:
    found = person_of(office.house.services, "UADA")
    assert found
    return found


def reported(office: Office, source: str, day: date, cost: float, report: str = "") -> None:
    """A report of the tool's maker, or of a gateway, tells of a whole day."""
    models = (ModelUse("claude-sonnet-4-5", Tokens(5_000, 0, 0, 500), cost),)
    its = DayTotal(source, report or source, day, 7, models)
    take_days(office.house.services, {person(office): [its]})


def series(digest: Any) -> list[int]:
    """Hands-on tasks of the chart's eight weeks."""
    (chart,) = blocks_of(digest, "data_visualization")
    return [its["value"] for its in chart["chart"]["series"][0]["data"]]


def home(office: Office, hand: Hand, said: str) -> str:
    """Her Home tab, once it says that."""
    hand.open_home()
    return office.wait(lambda: said in words(hand.home() or {"blocks": []}) and words(hand.home()))


def test_the_same_work_told_by_two_counts_once(office: Office, ada: Hand) -> None:
    """Claude Code's own events on Monday, and its gateway's totals of Monday and Tuesday."""
    token = tokens.make(office.house.services, person(office))
    told = PROMPT, event("api_request", request_id="r", cost_usd=0.5, input_tokens=9)
    body = export(*told).replace(THEN, b"1793613600000000000")  # 2 November, 10:00
    assert office.post("/v1/logs", body, token, **JSON).json() == {}
    for _ in range(2):
        reported(office, "claude-code", MONDAY, 70.0, "litellm")
        reported(office, "claude-code", TUESDAY, 3.0, "litellm")
    office.at("2026-11-06T13:00")
    said = words(ada.last())
    assert "One task in one tool" in said
    assert "also used on Tuesday, 7 requests, as a daily report says" in said
    assert "It cost about $3.50." in said
    assert "This is what your one connected tool reported." in said


def test_a_week_of_reports_alone(office: Office, ada: Hand) -> None:
    reported(office, "cursor", MONDAY, 1.25)
    reported(office, "cursor", TUESDAY, 1.25)
    office.at("2026-11-06T13:00")
    digest = ada.last()
    assert digest.text.startswith("Cursor was used on two days this week.")
    assert "It cost about $2.50." in words(digest)
    assert questions(digest) == []
    assert "Cursor was used on two days" in home(office, ada, "Cursor")
    ada.command("/worthwhile", "week")
    assert "used on Monday and Tuesday" in words(office.modal(ada, "Your week"))


def test_what_comes_after_its_digest_is_in_its_own_week(office: Office, ada: Hand) -> None:
    office.push([task("UADA", "2026-11-03T09:00", cost_usd=1.0)])
    office.at("2026-11-06T13:00")
    digest = ada.last()
    assert "One task in one tool" in words(digest)

    # A laptop was offline: two more of that week, the later one first
    office.clock.set("2026-11-06T15:00")
    office.push([task("UADA", "2026-11-05T09:00", cost_usd=2.0)])
    office.push([task("UADA", "2026-11-04T09:00", cost_usd=4.0)])
    reported(office, "cursor", date(2026, 11, 4), 10.0)
    assert "Three tasks in one tool this week, all hands-on." in home(office, ada, "Three tasks")
    (row,) = questions(digest)
    ada.press(f"{actions.ANSWER_RATE}:partly", message=digest, block_id=row)
    drawn = office.changed(ada, digest)
    assert "Three tasks in one tool" in words(drawn), "drawn again, it says what is known now"
    assert len(questions(drawn)) == 1, "and asks nothing more"

    office.clock.set("2026-11-12T18:00")
    office.push([task("UADA", "2026-11-11T09:00", cost_usd=1.0)])
    office.at("2026-11-13T13:00")
    following = ada.last()
    assert "One task in one tool" in words(following), "not counted again a week later"
    assert series(following)[-2:] == [3, 1]
    assert len(questions(following)) == 1

    office.clock.set("2026-11-19T18:00")
    office.push([task("UADA", "2026-11-18T09:00", cost_usd=1.0)])
    office.at("2026-11-20T13:00")
    assert "Your own median of the four weeks before was $9.00" in words(ada.last())  # of 1 and 17


@pytest.mark.parametrize(
    ("really", "clock_says", "first", "second"),
    [
        ("2026-11-05T21:00", "2026-11-06T00:00", 0, 1),  # three hours ahead: told a week later
        ("2026-11-06T00:30", "2026-11-05T21:30", 1, 0),  # three behind: told a week sooner
    ],
)
def test_a_clock_that_is_hours_off_moves_work_by_hours_and_loses_none(
    office: Office, ada: Hand, really: str, clock_says: str, first: int, second: int
) -> None:
    office.push([task("UADA", "2026-11-04T09:00")])
    office.clock.set(really)
    assert office.push([task("UADA", clock_says)])["rejected"] == []
    office.at("2026-11-06T13:00")
    assert series(ada.last())[-1] == 1 + first
    office.clock.set("2026-11-12T18:00")
    office.push([task("UADA", "2026-11-11T09:00")])
    office.at("2026-11-13T13:00")
    assert series(ada.last())[-2:] == [1 + first, 1 + second]


def test_what_is_not_taken_because_of_its_date_is_told(office: Office, ada: Hand) -> None:
    ben = office.workspace.hand("UBEN")
    office.quietly(ben, lambda: ben.press(actions.WELCOME_DECLINE))
    old = [task(its, f"2026-10-{day}T09:00") for its in ("UADA", "UBEN") for day in (10, 11, 12)]
    ahead = [task("UADA", "2026-11-07T09:00", source="meshclaw")]
    answer = office.push([task("UADA", "2026-11-04T09:00"), *old, *ahead])
    causes = [its["cause"] for its in answer["rejected"]]
    assert (causes.count("too old"), causes.count("in the future")) == (6, 1)

    token = tokens.make(office.house.services, person(office))
    body = export(PROMPT).replace(THEN, b"1791000000000000000")
    partial = office.post("/v1/logs", body, token, **JSON).json()["partialSuccess"]
    assert (partial["rejectedLogRecords"], partial["errorMessage"]) == ("1", "1 × too old")

    late = "4 records of Claude Code were not taken: they came more than 14 days late."
    cure = "`worthwhile scan` still brings what is on your machine."
    clock = "One record of MeshClaw was not taken: dated more than a day ahead."
    connect = words(office.command(ada, "connect"))
    assert f"{late} {cure}" in connect
    assert clock in connect
    office.at("2026-11-06T13:00")
    assert late in words(ada.last())
    assert clock in words(ada.last())
    their = person_of(office.house.services, "UBEN")
    assert their
    kept = untimely.between(office.house.services.database, their, date.min, date.max)
    assert kept == [], "nothing is kept of who said no, not even a count"
    office.clock.set("2026-11-12T18:00")
    office.push([task("UADA", "2026-11-11T09:00")])
    office.at("2026-11-13T13:00")
    assert "not taken" not in words(ada.last()), "told once"


def test_a_tool_that_falls_silent_is_told_once_and_with_the_cure(office: Office, ada: Hand) -> None:
    day, last = date(2026, 11, 3), date(2026, 11, 13)
    while day <= date(2026, 11, 26):
        if day.isoweekday() < 6:
            office.clock.set(f"{day}T18:00")
            sources = ["claude-code", "codex"] if day <= last else ["claude-code"]
            office.push([task("UADA", f"{day}T09:00", source=its) for its in sources])
        if day in (date(2026, 11, 13), date(2026, 11, 20)):
            office.at(f"{day}T19:00")
            assert "has been silent" not in words(ada.last()), "not a week yet"
        day += timedelta(days=1)
    office.at("2026-11-27T13:00")
    digest = ada.last()
    assert "*Codex CLI has been silent since Friday 13 November.*" in words(digest)
    assert "1 of your 2 tools reported this week." in words(digest)
    ada.press(actions.CONNECT_OPEN, message=digest)
    connect = words(office.modal(ada, "Connect your tools"))
    assert "silent since, though you used it regularly: what that platform sends" in connect
    assert [title(its) for its in ada.modals()] == ["Connect your tools"]
    ada.close()
    office.clock.set("2026-12-03T18:00")
    office.push([task("UADA", "2026-12-03T09:00")])
    office.at("2026-12-04T13:00")
    assert "has been silent" not in words(ada.last()), "told once"
    assert "Codex CLI was last heard from on 13 November" in words(ada.last())


def test_who_speaks_for_somebody_is_told(office: Office, ada: Hand) -> None:
    office.push([task("UADA", "2026-11-04T09:00", source="meshclaw", autonomous=True)])
    token = tokens.make(office.house.services, person(office))
    told = PROMPT, event("api_request", request_id="r", input_tokens=9)
    body = export(*told).replace(THEN, b"1793613600000000000")
    office.post("/v1/logs", body, token, **JSON)
    reported(office, "cursor", TUESDAY, 1.0)
    heard = {
        line.split(":")[0]: line
        for line in words(office.command(ada, "connect")).splitlines()
        if line.startswith("•")
    }
    assert "reported in your name by the platform “office”" in heard["• MeshClaw"]
    assert "in your name" not in heard["• Claude Code"], "her own token spoke"
    assert heard["• Cursor"].endswith("last on Tuesday 3 November, as a daily report says")


def test_agents_at_work_and_what_came_of_it(office: Office, ada: Hand) -> None:
    runs: list[dict[str, object]] = []
    for number in range(7):
        at = f"2026-11-04T{9 + number:02}:05"
        run = task("UADA", at, source="meshclaw", autonomous=True, app="tickets", minutes=6)
        runs.append(run)
        if number < 3:
            closed = {"kind": "outcome", "outcome": "ticket_closed", "id": f"{at}-closed"}
            runs.append({name: run[name] for name in _NAMED} | closed)
    office.push([*runs, task("UADA", "2026-11-05T09:00", source="meshclaw", app="deploy")])
    office.at("2026-11-06T13:00")
    digest = ada.last()
    said = words(digest)
    assert "Eight tasks in one tool this week; seven of them agents working on their own." in said
    assert "3 of 7 runs closed a ticket" in said
    assert "Thursday 10:00 · MeshClaw · 40 min · ran deployments" in said
    shown = home(office, ada, "Wednesday 10:05")
    run = "Wednesday 10:05 · MeshClaw · 6 min · worked on tickets, on its own"
    assert f"{run} · ended with a closed ticket" in shown
    row = next(its for its in questions(digest) if "worked on tickets" in _row(digest, its))
    ada.press(f"{actions.ANSWER_RATE}:worth_it", message=digest, block_id=row)
    assert "worth it" not in words(office.changed(ada, digest)).partition("Noted.")[2][:80]
    ada.press(actions.LOOKING_BACK_OPEN, message=current(ada, digest))
    assert "you called 1 of 1 task worth it" in words(office.modal(ada, "How it has been for you"))


_NAMED = ("source", "person", "at", "task", "autonomous")


def _row(message: Any, block_id: str) -> str:
    blocks = message.blocks
    place = next(n for n, its in enumerate(blocks) if its.get("block_id") == block_id)
    return str(blocks[place - 1])


def test_an_outcome_that_names_no_task(office: Office, ada: Hand) -> None:
    """A counter of commits: of Tuesday's session, and of nothing that is known on Wednesday."""
    lines = [task("UADA", "2026-11-03T09:00"), task("UADA", "2026-11-04T15:00")]
    for its in ("2026-11-03T09:20", "2026-11-04T10:00", "2026-11-04T10:05"):
        commit = {"id": its, "at": f"{its}:00+00:00", "kind": "outcome", "outcome": "commit"}
        lines.append({"source": "claude-code", "person": "UADA", **commit})
    office.push(lines)
    office.at("2026-11-06T13:00")
    said = words(ada.last())
    assert "Two tasks in one tool" in said
    assert (
        "1 of 2 hands-on tasks made a commit; and two commits that belong to no task here" in said
    )
    assert "40 min · question and answer · ended with a commit" in said
    assert len(questions(ada.last())) == 2
