"""One message to one person, and what Slack made of it."""

from __future__ import annotations

import http.client
import logging
import re
import socket
import urllib.error
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from messages import Rendered

_NOT_LET_IN = {
    "not_authed",
    "invalid_auth",
    "token_revoked",
    "token_expired",
    "account_inactive",  # by Slack's reference: the *token's* user or workspace was deleted
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
}
_LEFT = {"user_not_found", "user_disabled"}
_CLOSED = {
    "channel_not_found",
    "cannot_dm_bot",
    "is_archived",
    "messages_tab_disabled",
    "not_in_channel",
    "restricted_action",
    "user_not_visible",
}
_TOO_SOON = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_UNCLEAR = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
_UNREADABLE = "unreadable"
_USUAL_HOLD = 30

_quiet = logging.getLogger("bot.delivery.slack")
_quiet.setLevel(logging.WARNING)  # at DEBUG the SDK writes out whole messages


@dataclass(frozen=True, slots=True)
class Posted:
    """It arrived, as message `ts` of `channel`; without its charts where Slack knows none."""

    channel: str
    ts: str
    charts: bool = True


@dataclass(frozen=True, slots=True)
class TooSoon:
    """Slack took nothing, and wants to be left alone for so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Slack took nothing for good: this person left the workspace, or closed the conversation."""

    left: bool


@dataclass(frozen=True, slots=True)
class BadBlocks:
    """Slack took nothing: it does not know a block of it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack took nothing, for a reason of this one message that may pass."""

    code: str


@dataclass(frozen=True, slots=True)
class NobodyThere:
    """Slack itself could not be reached: certainly nothing was sent."""


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Slack may or may not have taken it: no answer came, or one that says neither."""

    cause: str


@dataclass(frozen=True, slots=True)
class NotLetIn:
    """Slack does not take the bot's token, or what it may do: nobody can be written to."""

    code: str


Outcome = Posted | TooSoon | Unreachable | BadBlocks | Refused | NobodyThere | InDoubt | NotLetIn


def posting_client(slack: WebClient) -> WebClient:
    """The same Slack through a client that tries once: by itself the SDK sends a post again when a
    connection breaks, though Slack may have taken the first."""
    return WebClient(
        token=slack.token,
        base_url=slack.base_url,
        timeout=slack.timeout,
        ssl=slack.ssl,
        proxy=slack.proxy,
        retry_handlers=[],
        logger=_quiet,
    )


def post(client: WebClient, slack_id: str, message: Rendered) -> Outcome:
    """Send it straight to the person's id: opening a conversation first would cost 100,000 people
    33 hours."""
    try:
        answer = client.chat_postMessage(
            channel=slack_id,
            text=message.text,
            blocks=message.blocks,
            unfurl_links=False,
            unfurl_media=False,
        )
    except SlackApiError as error:
        return _refusal(error)
    except urllib.error.URLError as error:
        return _unreached(error.reason)
    except (SlackClientError, http.client.HTTPException, OSError) as error:
        return InDoubt(type(error).__name__)
    return Posted(str(answer["channel"]), str(answer["ts"]))


def _refusal(error: SlackApiError) -> Outcome:
    answer = error.response
    code = _code(answer.get("error"))
    if code in _NOT_LET_IN:
        return NotLetIn(code)
    if answer.status_code == http.HTTPStatus.TOO_MANY_REQUESTS or code in _TOO_SOON:
        return TooSoon(_seconds(answer.headers.get("retry-after")))
    if code in _LEFT or code in _CLOSED:
        return Unreachable(left=code in _LEFT)
    if code.startswith("invalid_blocks"):
        return BadBlocks()
    return _unanswered(answer.status_code, code) or Refused(code)


def _unanswered(status: int, code: str) -> InDoubt | NobodyThere | None:
    """None where Slack did answer. A page that is refused on the way, and is not Slack's, never
    got there."""
    if code in _UNCLEAR or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        return InDoubt(code)
    if code != _UNREADABLE:
        return None
    refused = http.HTTPStatus.BAD_REQUEST <= status != http.HTTPStatus.REQUEST_TIMEOUT
    return NobodyThere() if refused else InDoubt(code)


def _unreached(reason: object) -> Outcome:
    certain = isinstance(reason, ConnectionRefusedError | socket.gaierror)
    return NobodyThere() if certain else InDoubt(type(reason).__name__)


def _seconds(retry_after: object) -> int:
    written = str(retry_after)
    return int(written) if written.isdecimal() else _USUAL_HOLD


def _code(error: object) -> str:
    """Slack's own error code; never a piece of a body that could not be read."""
    code = str(error)
    return code if re.fullmatch(r"[a-z0-9_]{1,60}", code) else _UNREADABLE
