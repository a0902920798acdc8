"""What tools report, and the tasks it is folded into."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.people import PersonId
from bot.model.time import MINUTE, Instant


class Kind(StrEnum):
    """What one observation is about; the words of the generic push."""

    TASK = "task"
    MODEL_CALL = "model_call"
    TOOL_CALL = "tool_call"
    OUTCOME = "outcome"


class Outcome(StrEnum):
    """Something that came out of a task, when a source can tell."""

    COMMIT = "commit"
    PULL_REQUEST = "pull_request"
    EDIT_ACCEPTED = "edit_accepted"
    EDIT_REJECTED = "edit_rejected"
    TICKET_CLOSED = "ticket_closed"
    DEPLOY = "deploy"
    DOCUMENT = "document"


class Deed(StrEnum):
    """What a tool call did, told from the tool's name alone."""

    EDIT = "edit"
    READ = "read"
    COMMAND = "command"
    OTHER = "other"


class CostBasis(StrEnum):
    """Where a cost comes from. Unknown models are unpriced, which is not the same as free."""

    REPORTED = "reported"
    PRICED = "priced"
    UNPRICED = "unpriced"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Token counts. `input` includes the cached ones; `cached` are those read from and written to a
    cache; `cache_written` is the part of `cached` that was written (it costs more than reading)."""

    input: int = 0
    cached: int = 0
    cache_written: int = 0
    output: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.input + other.input,
            self.cached + other.cached,
            self.cache_written + other.cache_written,
            self.output + other.output,
        )

    def __sub__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.input - other.input,
            self.cached - other.cached,
            self.cache_written - other.cache_written,
            self.output - other.output,
        )

    @property
    def total(self) -> int:
        """Tokens in and out."""
        return self.input + self.output


NO_TOKENS = Tokens()


@dataclass(slots=True)
class Observation:
    """One thing a tool reported, stripped to counts and times; never any content.

    `external_id` is unique for a person and source: seeing it again adds nothing, except that the
    larger one wins where `larger_wins` (logs written while an answer still streams; a counter's
    running total). A running total is dated when it was reported: it is `running`, comes again and
    again, and says nothing new but by how much it has grown.
    `task` names a task outright; `session` only says which session it belongs to, and a task is
    then a stretch of that session without a gap of more than `STITCH_GAP`. `kind` TASK is
    somebody, or something, asking for a piece of work: a prompt. `claimed` is whom the payload
    names, and `line` where in the payload it stood (1-based), for those who mend it.

    Nobody changes one. It is not frozen because a large import makes millions, and a frozen
    one takes three times as long to make.
    """

    source: str
    external_id: str
    at: Instant
    kind: Kind
    ended_at: Instant | None = None
    task: str | None = None
    session: str | None = None
    autonomous: bool = False
    deed: Deed | None = None
    app: str | None = None
    model: str | None = None
    tokens: Tokens = NO_TOKENS
    cost_usd: float | None = None
    outcome: Outcome | None = None
    count: int = 1
    label: str | None = None
    claimed: str | None = None
    larger_wins: bool = False
    running: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Reject:
    """A part of a payload that was not taken: which line (1-based; 0 for the whole) and why.

    The cause never repeats what the line said. `source` is there when it could be read.
    """

    line: int
    cause: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """That a source reported work of a person, and when that work was first and last done.
    `platform` is which platform spoke for them, "" where their own token did."""

    source: str
    first_at: Instant
    last_at: Instant
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Untimely:
    """So many records of a source that were not taken because of their date; `cause` as a Reject
    says it."""

    source: str
    cause: str
    records: int


STITCH_GAP = 30 * MINUTE


@dataclass(slots=True)
class Task:
    """A piece of AI work as the person would recognise it. Counters only ever grow.

    `sealed_label` is what the person chose to call it, sealed under their own key.
    """

    id: str
    person: PersonId
    source: str
    key: str
    started_at: Instant
    ended_at: Instant
    autonomous: bool = False
    prompts: int = 0
    model_calls: int = 0
    edits: int = 0
    reads: int = 0
    commands: int = 0
    other_calls: int = 0
    tokens: Tokens = NO_TOKENS
    cost_usd: float = 0.0
    unpriced_calls: int = 0
    apps: frozenset[str] = frozenset()
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    sealed_label: bytes | None = None

    @property
    def seconds(self) -> int:
        """How long it lasted, from the first sign of it to the last."""
        return self.ended_at - self.started_at
