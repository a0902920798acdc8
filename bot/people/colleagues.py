"""Who is in the Slack workspace, as Slack itself tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in the workspace."""

    slack_id: str
    name: str
    email: str | None
    zone: str
    guest: bool
    bot: bool
    left: bool
    admin: bool


def fetch(slack: WebClient) -> list[Colleague]:
    """Everybody in the workspace, page by page, waiting where Slack asks to.

    Raises slack_sdk's SlackApiError when Slack refuses (a missing scope, a revoked token).
    """
    return [_colleague(its) for page in _pages(_patient(slack)) for its in page]


def is_admin(slack: WebClient, slack_id: str) -> bool:
    """Whether Slack itself calls this person an admin or owner of the workspace."""
    its: Mapping[str, Any] = slack.users_info(user=slack_id)["user"]
    return bool(its.get("is_admin") or its.get("is_owner"))


def _pages(slack: WebClient) -> Iterator[list[Mapping[str, Any]]]:
    cursor = ""
    while True:
        answer = slack.users_list(limit=_PAGE, cursor=cursor)
        yield answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _patient(slack: WebClient) -> WebClient:
    """The same client, but one that waits out a rate limit: nobody is kept waiting by this one."""
    return WebClient(
        token=slack.token,
        base_url=slack.base_url,
        timeout=slack.timeout,
        ssl=slack.ssl,
        proxy=slack.proxy,
        headers=slack.headers,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=5)],
    )


def _colleague(its: Mapping[str, Any]) -> Colleague:
    profile = its.get("profile") or {}
    return Colleague(
        slack_id=its["id"],
        name=its.get("real_name") or profile.get("real_name") or its.get("name") or "",
        email=profile.get("email"),
        zone=its.get("tz") or "Etc/UTC",
        guest=bool(its.get("is_restricted") or its.get("is_ultra_restricted")),
        bot=bool(its.get("is_bot") or its["id"] == "USLACKBOT"),
        left=bool(its.get("deleted")),
        admin=bool(its.get("is_admin") or its.get("is_owner")),
    )
