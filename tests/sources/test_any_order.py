"""Whatever the order, however often, in whatever portions, on however many threads: one store."""

from __future__ import annotations

import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot import retention
from bot.model import DAY, FOREVER, MINUTE, Deed, Kind, Observation, Outcome, PersonId, Tokens
from bot.scan.which import LOGS
from bot.services import Services
from bot.sources.intake import take
from bot.sources.otlp import Signal
from bot.sources.receiving import read_otlp
from storage.personal import heard, tasks
from storage.sqlite import SqliteDatabase
from tests.company import found, instant
from tests.sources import test_cowork, test_gen_ai_signals
from tests.sources.exports import (
    FILES,
    START,
    counter,
    histogram,
    metrics,
    parsed,
    payload,
    span,
    traces,
)
from tests.sources.test_running_totals import COMMITS

_SEEN = """
SELECT seen_key, keep_until, input_tokens, cached_tokens, cache_written, output_tokens, cost_usd,
    cost_basis, counted
FROM seen WHERE person = :person ORDER BY seen_key
"""
_DAILY = """
SELECT source, day, tasks, autonomous, seconds, input_tokens, cached_tokens, output_tokens,
    ROUND(CAST(cost_usd AS NUMERIC), 9)
FROM daily WHERE person = :person ORDER BY source, day
"""
WRITTEN = {
    "claude-code": "claude-code/session.jsonl",
    "codex": "codex/rollout.jsonl",
    "gemini-cli": "gemini-cli/session.jsonl",
    "copilot": "copilot/events.jsonl",
}
_TALLY = {"began": START, "at": START + 60, "gen_ai__token__type": "input"}
SENT = [
    (Signal.LOGS, test_cowork.export()),
    (Signal.LOGS, test_cowork.export(service="claude-code")),
    (Signal.LOGS, test_gen_ai_signals.event()),
    (Signal.TRACES, traces("meshclaw", span("chat", **test_gen_ai_signals.CALL))),
    *(
        (
            Signal.METRICS,
            metrics(
                "tallies",
                histogram(test_gen_ai_signals.USAGE, 100 * n, n, **_TALLY),
                resource=test_gen_ai_signals.ALONE,
            ),
        )
        for n in (1, 3)
    ),
    *(
        (Signal.METRICS, metrics("claude-code", counter(COMMITS, n, began=START, at=START + 60)))
        for n in (1, 2)
    ),
]
NOON = instant("2026-11-20T12:00:00")


def written(tool: str) -> list[Observation]:
    """What a tool's own log says."""
    return LOGS[tool]().parse(payload(WRITTEN[tool]).splitlines()).observations


@st.composite
def sightings(draw: st.DrawFn) -> list[Observation]:
    """Things that tools report, some of them seen more than once and growing."""
    seen: list[Observation] = []
    for number in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(Kind))
        one = Observation(
            source=draw(st.sampled_from(["claude-code", "meshclaw"])),
            external_id=str(number),
            at=NOON - MINUTE * draw(st.integers(0, 150)),
            kind=kind,
            task=draw(st.sampled_from([None, None, "t"])),
            session=draw(st.sampled_from([None, "a", "b"])),
            autonomous=draw(st.booleans()),
            app=draw(st.sampled_from([None, "connected app", "slack"])),
            deed=draw(st.sampled_from(Deed)) if kind is Kind.TOOL_CALL else None,
            outcome=draw(st.sampled_from(Outcome)) if kind is Kind.OUTCOME else None,
        )
        if kind is Kind.OUTCOME and draw(st.booleans()):
            counts = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
            seen += [replace(one, count=count, larger_wins=True) for count in counts]
            continue
        if kind is not Kind.MODEL_CALL:
            seen.append(one)
            continue
        for _ in range(draw(st.integers(1, 3))):
            cached = draw(st.integers(0, 50))
            seen.append(
                replace(
                    one,
                    tokens=Tokens(50 + cached, cached, cached // 2, draw(st.integers(0, 999))),
                    model=draw(st.sampled_from(["claude-opus-5-5", "gemini-2.5-pro"])),
                    larger_wins=True,
                )
            )
    # Of one thing no two sightings are as large and yet different: which would be true?
    return list({(it.external_id, it.tokens.total, it.count): it for it in seen}.values())


def kept(services: Services, person: PersonId) -> object:
    """All that is kept, but for the random ids: tasks with their costs, what was heard, the keys by
    which things are known again with their sizes."""
    its = [
        asdict(task) | {"id": None} for task in tasks.between(services.database, person, 0, FOREVER)
    ]
    known = services.database.read(_SEEN, {"person": person})
    return (
        sorted(its, key=repr),
        heard.sources_of(services.database, person),
        [tuple(row) for row in known],
    )


def kept_later(services: Services, person: PersonId) -> object:
    """What becomes of the tasks when their time is over: the person's totals by day."""
    retention.look_after(services, services.clock() + 100 * DAY, lambda: True)
    assert tasks.between(services.database, person, 0, FOREVER) == []
    return [tuple(row) for row in services.database.read(_DAILY, {"person": person})]


def portions(chance: random.Random, seen: list[Observation]) -> list[list[Observation]]:
    """All of it in some order, some of it again, cut somewhere."""
    again = seen + chance.choices(seen, k=len(seen) // 2)
    chance.shuffle(again)
    cuts = sorted(chance.sample(range(len(again) + 1), k=min(3, len(again))))
    return [again[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True)]


@settings(max_examples=60, deadline=None)
@given(seen=sightings(), chance=st.randoms(use_true_random=False))
def test_any_order_repetition_and_portions(seen: list[Observation], chance: random.Random) -> None:
    _is_one_store(seen, chance)


@settings(max_examples=10, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(chance=st.randoms(use_true_random=False))
def test_any_order_of_what_several_tools_report(chance: random.Random) -> None:
    """Each tool by each of its signals, and by the logs that a scan would read of it."""
    seen = [it for name in FILES for it in parsed(name).observations]
    seen += [it for tool in WRITTEN for it in written(tool)]
    seen += [it for signal, body in SENT for it in read_otlp(signal, body, json=True).observations]
    assert {it.source for it in seen} == {
        *("claude-code", "cowork", "codex", "gemini-cli", "copilot", "meshclaw", "tallies")
    }
    _is_one_store(seen, chance)


def _is_one_store(seen: list[Observation], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        company = found(Path(folder))
        ada, ben = company.hire("U0ADA"), company.hire("U0BEN")
        take(company.services, ada, seen)
        for portion in portions(chance, seen):
            take(company.services, ben, portion)
        assert kept(company.services, ada) == _of(kept(company.services, ben), ben, ada)
        assert kept_later(company.services, ada) == kept_later(company.services, ben)
        company.services.database.close()


def _of(store: object, whose: PersonId, other: PersonId) -> object:
    """A store as if it were another's."""
    its, *rest = store
    return [it | {"person": other} if it["person"] == whose else it for it in its], *rest


def test_on_many_threads_and_connections(tmp_path: Path) -> None:
    company = found(tmp_path)
    ada, ben = company.hire("U0ADA"), company.hire("U0BEN")
    seen = [
        Observation(
            "claude-code", str(n), NOON - n * MINUTE, Kind.MODEL_CALL, session=f"s{n % 3}",
            model="claude-opus-5-5", tokens=Tokens(100 + n, 10, 5, n), larger_wins=True,
        )
        for n in range(200)
    ]  # fmt: skip
    take(company.services, ben, seen)
    stores = [SqliteDatabase(tmp_path / "worthwhile.db") for _ in range(3)]
    chance = random.Random(1)
    jobs = [
        (replace(company.services, database=stores[n % 3]), portion)
        for n in range(6)
        for portion in portions(chance, seen)
    ]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda job: take(job[0], ada, job[1]), jobs))
    assert kept(company.services, ada) == _of(kept(company.services, ben), ben, ada)
    for store in (*stores, company.services.database):
        store.close()
