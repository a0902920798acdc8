"""A company's machines: who has which token, what their Claude Codes send, and what that comes to.

Records have what the tool's own have (seen: 2.1.330), also those attributes and events that nobody
reads: they are two thirds of the bytes.
"""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue

from bot.services import new_id

_NANO = 1_000_000_000
_LARGEST = 30
_AT_WORK = 10
"""One machine in so many works at a time; then others take over."""
_TURN = ("user_prompt", "api_request", "tool_decision", "tool_result", "api_request",
         "tool_decision", "tool_result", "api_request", "assistant_response")  # fmt: skip
_OF_A_PROCESS = {
    "service.name": "claude-code", "service.version": "2.1.330", "host.arch": "arm64",
    "os.type": "darwin", "os.version": "26.1.0", "team.id": "platform",
}  # fmt: skip
_OF_ALL = {
    "team.id": "platform", "anthropic.provider": "firstParty", "terminal.type": "iTerm.app",
    "user.id": "cb3eaa7ff822ccacb2d90d0b0015797cb3abee718d5fea5f7ea5b5448a5ec85a",
    "event.timestamp": "2026-11-19T09:12:02.480Z",
}  # fmt: skip
_USD = 0.012672


@dataclass(slots=True)
class Tally:
    """What was sent or kept, in all."""

    prompts: int = 0
    calls: int = 0
    reads: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    millionths: int = 0
    """Of a dollar."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One delivery of one machine."""

    token: str
    body: bytes
    events: int


@dataclass(slots=True)
class _Machine:
    token: str
    email: str
    session: str = ""
    number: int = 0
    prompt: str = ""


@dataclass
class Fleet:
    """All machines; `tally` is what the batches made so far come to."""

    tokens: Mapping[str, str]
    tally: Tally = field(default_factory=Tally)
    chance: random.Random = field(default_factory=lambda: random.Random(66))

    def batches(self, events: int) -> list[Batch]:
        """So many events, in deliveries of 1 to 30: mostly a few, as a tool sends what has come up
        in five seconds."""
        made: list[Batch] = []
        machines = self._at_work()
        while events > 0:
            size = min(events, _LARGEST, 1 + int(self.chance.expovariate(1 / 5)))
            made.append(self._batch(next(machines), size))
            events -= size
        return made

    def _at_work(self) -> Iterator[_Machine]:
        everybody = [_Machine(token, email) for email, token in self.tokens.items()]
        while True:
            some = self.chance.sample(everybody, max(1, len(everybody) // _AT_WORK))
            yield from self.chance.choices(some, k=20 * len(some))

    def _batch(self, machine: _Machine, size: int) -> Batch:
        export = ExportLogsServiceRequest()
        resource = export.resource_logs.add()
        for key, value in (_OF_A_PROCESS | {"user.email": machine.email}).items():
            _put(resource.resource.attributes.add(key=key).value, value)
        scope = resource.scope_logs.add()
        for _ in range(size):
            name = _TURN[machine.number % len(_TURN)]
            record = scope.log_records.add(time_unix_nano=time.time_ns())
            record.body.string_value = f"claude_code.{name}"
            for key, value in self._record(machine, name).items():
                _put(record.attributes.add(key=key).value, value)
            machine.number += 1
        return Batch(machine.token, gzip.compress(export.SerializeToString(), 6), size)

    def _record(self, machine: _Machine, name: str) -> dict[str, str | int | float]:
        if not machine.session:
            machine.session = new_id()
        if name == "user_prompt":
            machine.prompt = new_id()
        its = _OF_ALL | {"user.email": machine.email, "session.id": machine.session}
        its |= {"event.name": name, "event.sequence": machine.number, "prompt.id": machine.prompt}
        return its | self._said(name)

    def _said(self, name: str) -> dict[str, str | int | float]:
        """What an event says of itself; it is counted here, too, in the plainest way."""
        if name == "api_request":
            return self._request()
        if name == "tool_result":
            self.tally.reads += 1
            return {"tool_name": "Read", "tool_use_id": f"toolu_{new_id()[:24]}", "success": "true",
                    "duration_ms": "18", "tool_result_size_bytes": 4_811}  # fmt: skip
        if name == "user_prompt":
            self.tally.prompts += 1
            return {"prompt_length": "212", "prompt": "<REDACTED>"}
        return {"decision": "accept", "source": "config", "tool_name": "Read"}

    def _request(self) -> dict[str, str | int | float]:
        fresh, cached, answer = (self.chance.randrange(1, most) for most in (4_000, 180_000, 2_000))
        self.tally.calls += 1
        self.tally.input += fresh + cached
        self.tally.cached += cached
        self.tally.output += answer
        self.tally.millionths += round(_USD * 1_000_000)
        return {
            "model": "claude-opus-5-5", "input_tokens": fresh, "output_tokens": answer,
            "cache_read_tokens": cached, "cache_creation_tokens": 0, "cost_usd": _USD,
            "cost_usd_micros": 12_672, "duration_ms": 4_512, "ttft_ms": 917, "speed": "normal",
            "request_id": f"req_{new_id()[:24]}", "query_source": "repl_main_thread",
            "effort": "medium",
        }  # fmt: skip


def _put(into: AnyValue, value: str | int | float) -> None:
    if isinstance(value, str):
        into.string_value = value
    elif isinstance(value, float):
        into.double_value = value
    else:
        into.int_value = value
