"""What a row of LiteLLM's spend logs means, whether it comes from its interface or as an export of
its table `LiteLLM_SpendLogs`. https://docs.litellm.ai/docs/proxy/cost_tracking

Tokens: `prompt_tokens` includes what was read from and written to a cache, which `metadata` tells
apart; some versions leave it out for Anthropic's own format, so an input smaller than its cached
part is taken to be without it. `spend` is in US dollars; 0 for something that has tokens and was
not answered from LiteLLM's own cache means that LiteLLM knows no price: then it is not reported.

Whose: the e-mail address of the key's owner, else the owner's id, which may be an address, a Slack
id, or a login that a map leads from (`litellm:ID`). Only a key without an owner leaves it to the
request to say who is there (`end_user`), where that is an address.

The same work twice: calls of tools that report themselves (told by the user agent, which LiteLLM
keeps as a tag) become that tool's day and no work of their own, so that what the tool itself told
of that day comes first. All else is work by `litellm`, or by NAME where a tag says `app:NAME`.
`session_id` is not looked at: where nobody sent one, LiteLLM makes one up for every call. Calls
without a longer gap are one piece of work.

`messages`, `response` and `proxy_server_request` are never looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from bot.connectors.rows import Count, Dollars, Findings, Text, moment
from bot.model import DayTotal, Kind, ModelUse, Observation, Reject, Tokens
from bot.sources.parsed import plain_name

SOURCE = "litellm"

_AGENT, _APP = "user-agent:", "app:"
_TOOLS = {
    "claude-cli": "claude-code",
    "claude-code": "claude-code",
    "codex": "codex",
    "geminicli": "gemini-cli",
    "gemini-cli": "gemini-cli",
    "githubcopilot": "copilot",
    "copilot": "copilot",
}
"""How the user agents of tools that report themselves begin, and what these are called."""
_OWNERLESS = {"", "default_user_id", "litellm-internal-health-check"}


class Row(msgspec.Struct, rename={"start_time": "startTime", "end_time": "endTime"}):
    """What is read of a row. JSON columns come as JSON, or as text in an export."""

    request_id: Text
    start_time: Text
    end_time: str | None = None
    model: str | None = None
    user: str | None = None
    end_user: str | None = None
    prompt_tokens: Count | None = None
    completion_tokens: Count | None = None
    spend: Dollars | None = None
    cache_hit: str | bool | None = None
    request_tags: Any = None
    metadata: Any = None


def work(row: Row, line: int) -> Findings:
    """A call that nobody else reports."""
    its = _read(row, line)
    if its is not None and its.source not in _TOOLS.values():
        yield its


def tool_day(row: Row, line: int, report: str) -> Findings:
    """A call by a tool that reports itself, as a part of its day."""
    its = _read(row, line)
    at = moment(row.start_time)
    if isinstance(its, Observation) and its.source in _TOOLS.values() and at is not None:
        yield DayTotal(
            source=its.source,
            report=report,
            day=at.date(),
            requests=1,
            models=(ModelUse(its.model, its.tokens, its.cost_usd),),
            claimed=its.claimed,
            line=line,
        )


def _read(row: Row, line: int) -> Observation | Reject | None:
    began, ended = moment(row.start_time), moment(row.end_time or row.start_time)
    if began is None or ended is None:
        return Reject(line, "startTime: not as described", SOURCE)
    metadata = _object(row.metadata)
    tokens = _tokens(row, metadata)
    if not tokens.total and not row.spend:
        return None  # refused or failed before anything was done
    at = int(began.timestamp())
    return Observation(
        source=_source(row),
        external_id=row.request_id,
        at=at,
        ended_at=max(at, int(ended.timestamp())),
        kind=Kind.MODEL_CALL,
        model=_model(row),
        tokens=tokens,
        cost_usd=_dollars(row, tokens),
        claimed=_claimed(row, metadata),
        line=line,
    )


def _model(row: Row) -> str | None:
    """Without the provider in front, as price lists call it."""
    return (row.model or "").rpartition("/")[2][:200] or None


def _dollars(row: Row, tokens: Tokens) -> float | None:
    answered_from_cache = str(row.cache_hit).lower() == "true"
    return row.spend if row.spend or answered_from_cache or not tokens.total else None


def _tokens(row: Row, metadata: Mapping[str, Any]) -> Tokens:
    sent, answered = row.prompt_tokens or 0, row.completion_tokens or 0
    usage = _object(metadata.get("additional_usage_values")) or _object(
        metadata.get("usage_object")
    )
    details = _object(usage.get("prompt_tokens_details"))
    read = _count(usage.get("cache_read_input_tokens")) or _count(details.get("cached_tokens"))
    written = _count(usage.get("cache_creation_input_tokens")) or _count(
        details.get("cache_creation_tokens")
    )
    cached = read + written
    return Tokens(sent if cached <= sent else sent + cached, cached, written, answered)


def _source(row: Row) -> str:
    tags = [tag.strip() for tag in _list(row.request_tags) if isinstance(tag, str)]
    for tag in tags:
        if tag.lower().startswith(_AGENT):
            agent = tag[len(_AGENT) :].strip().lower()
            for beginning, tool in _TOOLS.items():
                if agent.startswith(beginning):
                    return tool
    named = (plain_name(tag[len(_APP) :]) for tag in tags if tag.lower().startswith(_APP))
    return next(filter(None, named), SOURCE)


def _claimed(row: Row, metadata: Mapping[str, Any]) -> str | None:
    address = metadata.get("user_api_key_user_email")
    if isinstance(address, str) and "@" in address:
        return address
    owner = (row.user or "").strip()
    if owner.lower() not in _OWNERLESS:
        return owner if "@" in owner or _is_slack_id(owner) else f"litellm:{owner}"
    guest = (row.end_user or "").strip()
    return guest if "@" in guest and len(guest) < 255 and "{" not in guest else None


def _is_slack_id(name: str) -> bool:
    return name[:1] in "UW" and len(name) > 7 and name.isalnum() and name.isupper()


def _object(value: object) -> Mapping[str, Any]:
    read = _json(value)
    return read if isinstance(read, dict) else {}


def _list(value: object) -> list[Any]:
    read = _json(value)
    return read if isinstance(read, list) else []


def _json(value: object) -> object:
    """A column of JSON, which an export has as text."""
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= 10**12 else 0
