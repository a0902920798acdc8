"""Ids that telemetry and local logs can both make, where a tool gives none.

An answer is known by its session and its size: the input is the whole conversation so far, so that
no two answers of a session have the same counts but by a rare chance. A prompt is known by its
session and second: nobody types two in one.
"""

from __future__ import annotations

from bot.model import Instant, Tokens


def answer_id(session: str | None, model: str | None, tokens: Tokens) -> str:
    """One answer of a model, in a session."""
    sizes = (tokens.input, tokens.cached, tokens.output)
    return "|".join((session or "", "answer", model or "", *map(str, sizes)))


def prompt_id(session: str | None, at: Instant) -> str:
    """One prompt, in a session."""
    return f"{session or ''}|prompt|{at}"
