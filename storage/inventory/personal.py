"""What only the person may ever see, in words."""

from __future__ import annotations

from storage.inventory.beside import BESIDE
from storage.inventory.describing import ANSWERS, UNTIL_ERASED, Described

_TOKENS = {
    "input_tokens": "tokens that went in",
    "cached_tokens": "of these, read from or written to a cache",
    "cache_written": "of these, written",
    "output_tokens": "tokens that came out",
}
_COST = "what it cost in US dollars: as reported, else by price list"

PERSONAL = {
    "task": Described(
        what="A piece of AI work: a stretch of one tool with no gap of over 30 minutes.",
        why="The person's own digest, Home tab and questions; its days count into use.",
        kept="13 weeks (91 days) at most, then only as totals in `daily`; erased with the person",
        columns={
            "id": "a random id",
            "task_key": "a digest of the session or task id, to add what comes later",
            "started_at": "the first sign of it",
            "ended_at": "the last sign of it",
            "autonomous": "whether an agent worked on its own",
            "prompts": "how often somebody, or something, asked",
            "model_calls": "how many calls of a model",
            "edits": "how many tool calls changed a file",
            "reads": "how many tool calls read something",
            "commands": "how many tool calls ran a command",
            "other_calls": "how many tool calls did something else",
            **_TOKENS,
            "cost_usd": _COST,
            "unpriced_calls": "calls whose price is not known",
            "apps": "names of connected apps, such as `slack`; never what was done in them",
            "outcomes": "counts of commits, pull requests, accepted edits, where a source says so",
            "sealed_label": "what the person chose to call it, if they sent a label",
        },
    ),
    "seen": Described(
        what="A mark that one report was counted already.",
        why="So that sending anything twice changes nothing.",
        kept="14 to 16 days after the work; 91 days after a first scan or an import; 91 to 93 days "
        "after the last report of a running total, and 91 after one of a task or session",
        columns={
            "seen_key": "a digest of the report's source and id",
            "keep_until": "when it goes",
            **_TOKENS,
            "cost_usd": _COST,
            "cost_basis": "whether that cost was reported, priced or is unknown",
            "counted": "how much of a running total was counted",
        },
        held={"seen_key": "digest"},
    ),
    "daily": Described(
        what="The totals of a person's day with one tool.",
        why="What is left of tasks after 13 weeks.",
        kept=UNTIL_ERASED,
        columns={
            "day": "the day, in the person's own time zone",
            "tasks": "how many tasks; none on a further day, by UTC, into which one reached",
            "autonomous": "of these, agents on their own",
            "seconds": "how long, from first to last sign",
            "input_tokens": _TOKENS["input_tokens"],
            "cached_tokens": _TOKENS["cached_tokens"],
            "output_tokens": _TOKENS["output_tokens"],
            "cost_usd": _COST,
        },
    ),
    "tool_day": Described(
        what="A person's day with one tool, as a report of its maker adds it up.",
        why="The person's own digest, where a tool tells no single tasks; its days count into use.",
        kept=ANSWERS,
        columns={
            "report": "which report said so",
            "day": "the day, by UTC",
            "requests": "how often the tool was asked, where the report says",
            **_TOKENS,
            "cost_usd": _COST,
            "unpriced": "how many models are not in that cost, because their price is not known",
            "outcomes": "counts of commits, pull requests, accepted edits, where a report says so",
            "outcome_count": "how many they are together",
        },
    ),
    "heard": Described(
        what="That a tool reported work of a person.",
        why="*Connect* shows which tools have been heard from; the digest says how many report.",
        kept=UNTIL_ERASED,
        columns={
            "first_at": "when the first such work was done",
            "last_at": "when the latest was",
            "platform": "the platform that spoke for the person, if one did",
        },
    ),
    "untimely": Described(
        what="How many records of a person's tool were not taken because of their date.",
        why="The person is told that something is missing, and how to bring it.",
        kept="13 weeks (91 days) at most; erased with the person",
        columns={
            "cause": "too old, or in the future",
            "day": "the day they came, by UTC",
            "records": "how many; sent again they count again",
        },
    ),
    "profile": Described(
        what="How to reach a person.",
        why="Messages need a Slack id; a manager's or admin's name stands beside the pages they "
        "opened.",
        kept=UNTIL_ERASED,
        columns={"sealed": "Slack id and name"},
    ),
    "standing": Described(
        what="Whether a person was told, and what they said.",
        why="Nothing of anybody's work is kept who was not told, or said no.",
        kept=UNTIL_ERASED,
        columns={
            "standing": "untold, told, accepted or declined",
            "told_at": "when the welcome reached them, for eight weeks; then 0",
            "changed_at": "when this changed last, for eight weeks; then 0",
        },
    ),
    "preference": Described(
        what="What a person chose for themselves.",
        why="Their digest comes as they want it.",
        kept=UNTIL_ERASED,
        columns={
            "weekday": "the day of their digest",
            "hour": "its hour",
            "cadence": "weekly or every other week",
            "questions": "how many questions at most",
            "discreet": "whether the message says only that the week is ready",
            "patterns_in_dm": "whether their own patterns may stand in the message",
            "counted": "whether their answers count into their group's totals",
            "paused_until": "until when nothing is sent",
            "changed_at": "when they changed any of it last",
        },
    ),
    "question": Described(
        what="Something a person was asked.",
        why="An answer needs its question; nothing is asked twice.",
        kept=f"{ANSWERS}. A sensitive question goes when its four weeks are published",
        columns={
            "id": "a random id",
            "item": "which question",
            "task": "the task it is about, if it is about one",
            "day": "the day of the work",
            "asked_at": "when it was asked",
            "delivery": "the message it stood in; none if rated in Home",
        },
    ),
    "answer": Described(
        what="What the person said.",
        why="Their own picture, and their part in their group's blurred total.",
        kept=f"{ANSWERS}. To a sensitive question: deleted when its four weeks are published",
        columns={
            "question": "the question",
            "sealed": "rating, degree, the optional three, a note",
            "at": "when it was given or changed",
        },
    ),
    **BESIDE,
}
