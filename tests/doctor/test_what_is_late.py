"""What the doctor says of ticks, messages, pages and sources."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot import outbox
from bot.doctor import examine
from bot.model import DAY, HOUR, Delivery, Letter
from bot.people import issuing
from bot.people.identity import person_of
from messages.rough import roughly, rounded
from storage.operations import settings, source_health
from tests.doctor.asking import about, diagnosed, told
from tests.journeys.office import Office


def test_what_is_not_broken_but_worth_a_look(office: Office) -> None:
    db, now = office.house.services.database, office.clock()
    told(office, "codex", 5)
    told(office, "gemini-cli", 5)
    late = {"source": "codex", "accepted": 0, "known": 0, "rejected": 40, "now": now}
    late |= {"too_old": 40, "in_future": 0}
    source_health.note(db, [late | {"day": datetime.fromtimestamp(now, UTC).date().isoformat()}])
    db.change("UPDATE source_health SET last_at = last_at - :t WHERE source = 'gemini-cli'",
              {"t": 5 * DAY})  # fmt: skip
    ada = person_of(office.house.services, "UADA")
    outbox.enqueue(db, Delivery("d", ada, Letter.WELCOME, "-", now - HOUR))
    settings.note(db, "paused", "yes", now)
    office.shut()
    (office.folder / "worthwhile.db").chmod(0o644)
    code, lines = diagnosed(office)
    assert (code, lines[-1]) == (0, "Nothing is broken, 6 to look at.")
    for name, said in {
        "serve": "does not run on this database → start `worthwhile serve`",
        "digests": "are paused for everybody → /worthwhile admin resumes them",
        "outbox": "at most a few welcomes and digests should have gone over 15 minutes ago",
        "Codex CLI": "lines, about 40 refused",
        "Gemini CLI": f"last delivered on {datetime.fromtimestamp(now - 5 * DAY, UTC).date()} →",
    }.items():
        assert about(lines, name).startswith("look at this"), lines
        assert said in about(lines, name), lines
    assert any("other accounts of this machine may read it" in line for line in lines)


def test_a_step_of_the_last_tick_failed(office: Office) -> None:
    office.house.services.database.change("ALTER TABLE pace RENAME TO gone")
    issuing.issue(office.house.services, person_of(office.house.services, "UADA"))
    failed = office.tick()
    assert failed
    code, lines = diagnosed(office)
    assert code == 1
    assert f"not done: {', '.join(failed)}" in about(lines, "last tick")


def test_of_reports_each_one_set_up_and_what_is_set_by_half(office: Office) -> None:
    code, lines = diagnosed(office, WORTHWHILE_CURSOR_KEY="key_of_the_team")
    assert (code, about(lines, "cursor")) == (0, "fine not fetched yet")
    code, lines = diagnosed(office, WORTHWHILE_LITELLM_URL="https://ai.example.com/")
    assert code == 1
    assert about(lines, "reports").startswith("broken WORTHWHILE_LITELLM_KEY is not set")


def test_of_rare_tools_nothing_is_told(office: Office) -> None:
    """Neither a name that somebody made up, nor a number."""
    told(office, "cursor", 4)
    told(office, "ben-said-no", 7)
    _, lines = diagnosed(office)
    said = "fine were heard from as well, about too few people to be told apart"
    assert about(lines, "others") == said
    assert not [line for line in lines if "Cursor" in line or "said-no" in line.lower()]


def test_a_page_that_is_late(office: Office) -> None:
    services = office.house.services
    services.database.change(
        "INSERT INTO window_done (window_index, step, at) VALUES (3, 'frozen', 0)"
    )
    code, lines = diagnosed(office)
    assert code == 1
    assert "should be out since" in about(lines, "next page")
    later = office.clock() + timedelta(days=40).total_seconds()
    found = examine(office.environment(), lambda: int(later))
    assert any("is not begun" in its.said for its in found)


def test_numbers_of_lines_are_no_more_than_a_size() -> None:
    assert [rounded(n) for n in (0, 1, 9, 10, 44, 2_960, 48_123)] == [
        "no", "a few", "a few", "about 10", "about 40", "about 3,000", "about 50,000",
    ]  # fmt: skip
    assert {roughly(n) for n in range(10)} == {"at most a few"}, "not even the first one shows"
    assert [roughly(n) for n in (10, 44)] == [rounded(n) for n in (10, 44)]
