"""From a delivery to what was taken of it: who it is about, then folding."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.people.tokens import Holder
from bot.services import Services
from bot.sources import (
    claude_code,
    claude_code_metrics,
    codex,
    copilot,
    gemini,
    gen_ai,
    gen_ai_metrics,
    otlp,
)
from bot.sources.intake import Taken, take_all
from bot.sources.naming import Naming
from bot.sources.otlp import Record, Signal, Wanted
from bot.sources.parsed import Parsed
from storage.operations import platforms

_ADAPTERS: dict[Signal, tuple[tuple[Wanted, Callable[[Iterable[Record]], Parsed]], ...]] = {
    Signal.LOGS: (
        (claude_code.WANTED, claude_code.parse),
        (codex.WANTED, codex.parse),
        (gemini.WANTED, gemini.parse),
        (gen_ai.OF_EVENTS, gen_ai.parse_events),
    ),
    Signal.METRICS: (
        (claude_code_metrics.WANTED, claude_code_metrics.parse),
        (gen_ai_metrics.WANTED, gen_ai_metrics.parse),
    ),
    Signal.TRACES: ((copilot.WANTED, copilot.parse), (gen_ai.WANTED, gen_ai.parse)),
}
"""Who reads what. What one of a tool's signals says, another repeats: it is read in one place."""

_WANTED = {
    signal: Wanted(
        frozenset().union(*(wanted.attributes for wanted, _ in adapters)),
        frozenset().union(*(wanted.metrics for wanted, _ in adapters)),
    )
    for signal, adapters in _ADAPTERS.items()
}


def read_otlp(signal: Signal, body: bytes, *, json: bool) -> Parsed:
    """What the adapters understand of an export. Raises otlp.Unreadable."""
    records = otlp.records(signal, body, json=json, wanted=_WANTED[signal])
    read = Parsed()
    for _, parse in _ADAPTERS[signal]:
        parsed = parse(records)
        read.observations += parsed.observations
        read.rejects += parsed.rejects
    return read


def receive(
    services: Services,
    holder: Holder,
    parsed: Parsed,
    *,
    strict: bool = True,
    history: bool = False,
) -> Taken:
    """Take what came with a token.

    A person's token says who it is: what names somebody else is refused. A name that nobody of the
    roster has is refused too if `strict`, where people wrote it on purpose; a tool's own e-mail
    attribute may well be a private account's. A platform's token lets each line name its person.
    """
    naming = Naming(services)
    if holder.person is None:
        named = naming.sort(parsed.observations)
    else:
        named = naming.check(holder.person, parsed.observations, strict=strict)
    rejects = [*parsed.rejects, *named.unmatched]
    platform = holder.platform or ""
    if platform:
        with services.database.transaction() as tx:
            platforms.note(tx, platform, services.clock())
    return take_all(services, named.by_person, rejects, history=history, platform=platform)
