"""Slack: whether it can be reached, both tokens, what the app may do there, and the two clocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.doctor.findings import Finding, broken, fine, look
from bot.model import MINUTE
from bot.services import Clock
from bot.settings import Settings

SCOPES = {
    "chat:write": "no message reaches anybody",
    "commands": "/worthwhile is not there",
    "files:write": "nobody can export what is kept about them",
    "users:read": "time zones, and who left, are not known",
    "users:read.email": "a roster cannot name people by e-mail",
}
"""What the manifest asks for, and what stops working without it."""

_SECONDS = 10
_SKEW = 5 * MINUTE
"""Slack's requests are signed with their time, and refused when that is further away."""

_NEW_TOKEN = "copy it anew from the app's settings, and restart `worthwhile serve`"


def check(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Ask Slack, once with each token."""
    try:
        yield from _asked(settings, clock)
    except (SlackClientError, OSError):
        yield broken(
            "slack", "gives no answer at all", "check SLACK_API_URL, the network and its proxy"
        )


def _asked(settings: Settings, clock: Clock) -> Iterator[Finding]:
    client = WebClient(base_url=settings.api_url, timeout=_SECONDS, retry_handlers=[])
    if settings.bot_token:
        yield from _bot(client, settings.bot_token, clock)
    if settings.app_token:
        yield _app(client, settings.app_token)
    elif settings.signing_secret:
        yield fine("way in", "over HTTP; whether the signing secret is right shows with a request")


def _bot(client: WebClient, token: str, clock: Clock) -> Iterator[Finding]:
    try:
        answer = client.auth_test(token=token)
    except SlackApiError as error:
        yield _refused("SLACK_BOT_TOKEN", error)
        return
    headers = {name.lower(): str(its) for name, its in answer.headers.items()}
    yield fine("bot token", f"Slack takes it, for the workspace {answer['team']}")
    yield from _scopes(headers)
    yield _clocks(headers, clock)


def _app(client: WebClient, token: str) -> Finding:
    try:
        client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        return _refused("SLACK_APP_TOKEN", error)
    return fine("way in", "Socket Mode: Slack takes the app token")


def _refused(name: str, error: SlackApiError) -> Finding:
    why = error.response.get("error") if error.response.status_code == 200 else None
    if why is None:
        status = error.response.status_code
        return look("slack", f"answered {status} to {name}", "try again: it may be busy or down")
    if why == "missing_scope":
        return broken(
            name, "may not do what it is for", "give the app-level token connections:write"
        )
    return broken(name, f"is refused by Slack ({why})", _NEW_TOKEN)


def _scopes(headers: Mapping[str, str]) -> Iterator[Finding]:
    told = headers.get("x-oauth-scopes")
    if told is None:
        yield look("scopes", "Slack does not tell them", "compare the app with manifest.yml")
        return
    missing = SCOPES.keys() - {its.strip() for its in told.split(",")}
    for scope in sorted(missing):
        said = f"{scope} is missing: {SCOPES[scope]}"
        yield broken("scopes", said, "put it back as in manifest.yml, and install the app again")
    if not missing:
        yield fine("scopes", f"all {len(SCOPES)} of the manifest's")


def _clocks(headers: Mapping[str, str], clock: Clock) -> Finding:
    try:
        theirs = parsedate_to_datetime(headers.get("date", "")).replace(tzinfo=UTC)
    except ValueError:
        return look("clock", "Slack does not say what time it is", "compare the clock by hand")
    apart = abs(clock() - int(theirs.timestamp()))
    if apart > _SKEW:
        said = f"{apart // MINUTE} minutes away from Slack's: signatures and digests go wrong"
        return broken("clock", said, "let the machine keep time (NTP)")
    return fine("clock", f"{apart} s away from Slack's")
