"""Telemetry of a whole company, at a fixed rate for minutes: what it costs the HTTP side.

The receiver is a process of its own with a real SQLite file; the senders are as many machines as
there are people, each with its own token, and every delivery comes over a new connection. They
send by the clock and not by the answers: a receiver that falls behind is not spared, and the wait
counts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.figures import Figure, Said, Scale, percentile
from tests.benchmarks.load.company import settled, stored
from tests.benchmarks.load.fleet import Batch, Fleet, Tally
from tests.benchmarks.load.receiver import Receiver, Used
from tests.benchmarks.load.senders import Sent, send

RATE = 66.0
"""Events a second of 10,000 people: 37 real ones made 560 a day each, over a whole day."""

PEAK = 20
"""How much more it is when everybody is at work at once."""

_SLOW_SENDERS = 0.05
"""Seconds. Senders that are later than this themselves measure their own machine."""


class Phase:
    """A stretch at one rate: what was sent, and what the receiver used meanwhile."""

    def __init__(self, rate: float) -> None:
        self.rate, self.sent, self.used = rate, list[Sent](), Used()

    def run(self, receiver: Receiver, batches: Sequence[Batch]) -> None:
        """Send these; it may be one of several parts."""
        before = receiver.used()
        self.sent += send(receiver.address, batches, self.rate)
        self.used += receiver.used() - before

    def figures(self, name: str) -> list[Figure]:
        """The table's lines about it."""
        events = sum(its.events for its in self.sent)
        rate, share = events / self.used.elapsed, self.used.work / self.used.elapsed
        answered = [its.answered for its in self.sent]
        p50, p99 = (percentile(answered, of) * 1_000 for of in (50, 99))
        requests = f"{len(self.sent) / self.used.elapsed:,.0f} requests /s"
        return [
            Figure(f"{name}: events", f"{rate:,.0f} /s", requests, rate / self.rate, "1"),
            Figure("… answered, p50 and p99", f"{p50:.1f} ms, {p99:.1f} ms"),
            Figure("… share of one core", f"{share:.1%}", f"{1e6 * share / rate:,.0f} µs an event",
                   share, "< 1"),
        ]  # fmt: skip


def run(scale: Scale, folder: Path, said: Said) -> list[Figure]:
    """The table's lines. The usual, the peak in the middle, and the usual again."""
    said(f"load: {scale.fleet:,} people, {scale.seconds:g} s, {scale.peak_seconds:g} of it at peak")
    with tempfile.TemporaryDirectory(dir=folder) as its:
        tokens = settled(Path(its), scale.fleet)
        usual, peak = Phase(RATE), Phase(RATE * PEAK)
        half = (scale.seconds - scale.peak_seconds) / 2
        fleet = Fleet(tokens)
        parts = [
            (phase, fleet.batches(round(phase.rate * seconds)))
            for phase, seconds in ((usual, half), (peak, scale.peak_seconds), (usual, half))
        ]
        with Receiver(Path(its)) as receiver:
            for phase, batches in parts:
                phase.run(receiver, batches)
            at_most = receiver.used().peak_mib
        _nothing_is_lost(Path(its), [*usual.sent, *peak.sent], fleet.tally)
    late = percentile([its.late for its in (*usual.sent, *peak.sent)], 99)
    return [
        *usual.figures("a company's telemetry"),
        *peak.figures(f"{PEAK} times that"),
        Figure("peak memory of the receiver", f"{at_most:.0f} MiB"),
        Figure("the senders themselves late, p99", f"{late * 1_000:.1f} ms",
               f"{_SLOW_SENDERS * 1_000:.0f} ms", late / _SLOW_SENDERS, "< 1"),
    ]  # fmt: skip


def _nothing_is_lost(folder: Path, sent: Sequence[Sent], tally: Tally) -> None:
    refused = [its.said for its in sent if its.said is not None]
    assert not refused, f"{len(refused)} of {len(sent)} were not taken: {refused[:3]}"
    assert stored(folder) == tally, (stored(folder), tally)
