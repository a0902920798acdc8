"""The four vendors, answering as their documentation says, from rows that a test holds."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.connectors import claude_code_analytics, claude_enterprise, cursor, litellm, litellm_tools
from bot.connectors.configured import Connector
from bot.connectors.configured import Vendor as Module
from bot.connectors.reaching import Web
from tests.company import Company, instant
from tests.connectors.stand_in import Asked, Vendor

Row = dict[str, Any]


def spend_log(number: int, at: str, user: str, agent: str | None = None, **more: Any) -> Row:
    """A row of LiteLLM's table, with content that nobody may keep."""
    began = datetime.fromtimestamp(instant(at), UTC)
    row = {
        "request_id": f"chatcmpl-{number}",
        "call_type": "acompletion",
        "api_key": "hashed",
        "startTime": f"{began:%Y-%m-%dT%H:%M:%S}.000Z",
        "endTime": f"{began + timedelta(seconds=20):%Y-%m-%dT%H:%M:%S}.000Z",
        "model": "anthropic/claude-sonnet-4-5",
        "user": user,
        "prompt_tokens": 1000,
        "completion_tokens": 100,
        "total_tokens": 1100,
        "spend": 0.25,
        "cache_hit": "False",
        "request_tags": [f"User-Agent: {agent}"] if agent else [],
        "metadata": {"requester_ip_address": "CANARY"},
        "messages": [{"role": "user", "content": "CANARY"}],
        "response": {"content": "CANARY"},
        "proxy_server_request": {"body": "CANARY"},
    }
    return row | more


def litellm_vendor(rows: list[Row]) -> Vendor:
    """LiteLLM's proxy: newest first, both ends of a span included."""

    def answer(asked: Asked) -> object:
        assert asked.path == "/spend/logs/v2"
        first, last = (
            datetime.strptime(asked.one(name), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
            for name in ("start_date", "end_date")
        )
        found = [its for its in rows if first <= _at(its["startTime"]) <= last]
        found.sort(key=lambda its: its["startTime"], reverse=True)
        size, page = int(asked.one("page_size")), int(asked.one("page"))
        assert size <= 100
        return {
            "data": found[(page - 1) * size : page * size],
            "total": len(found),
            "page": page,
            "page_size": size,
            "total_pages": -(-len(found) // size),
        }

    return Vendor(answer, key="Bearer sk-admin")


def analytics_day(day: str, email: str, terminal: str = "vscode", **more: Any) -> Row:
    """A row of the Claude Code Analytics API."""
    return {
        "date": f"{day}T00:00:00Z",
        "actor": {"type": "user_actor", "email_address": email},
        "organization_id": "CANARY",
        "customer_type": "api",
        "terminal_type": terminal,
        "core_metrics": {
            "num_sessions": 2,
            "lines_of_code": {"added": 10, "removed": 5},
            "commits_by_claude_code": 2,
            "pull_requests_by_claude_code": 1,
        },
        "tool_actions": {
            "edit_tool": {"accepted": 4, "rejected": 1},
            "write_tool": {"accepted": 2, "rejected": 0},
        },
        "model_breakdown": [
            {
                "model": "claude-sonnet-4-5-20250929",
                "tokens": {"input": 100, "output": 30, "cache_read": 40, "cache_creation": 10},
                "estimated_cost": {"currency": "USD", "amount": 125},
            }
        ],
    } | more


def analytics_vendor(rows: list[Row], at_once: int = 2) -> Vendor:
    """Anthropic's Admin API: one day a question, `at_once` rows a page."""

    def answer(asked: Asked) -> object:
        assert asked.path == "/v1/organizations/usage_report/claude_code"
        assert asked.headers["anthropic-version"]
        day = date.fromisoformat(asked.one("starting_at"))
        found = [its for its in rows if its["date"][:10] == day.isoformat()]
        return _token_page(asked, found, at_once)

    return Vendor(answer, header="x-api-key", key="sk-ant-admin01-key")


def enterprise_usage(day: str, email: str | None, product: str | None, **more: Any) -> Row:
    """A row of the Enterprise Analytics API's usage, as grouped by product, model and Slack id."""
    return {
        "actor": {"type": "user_actor", "user_id": "user_1", "email": email, "name": "CANARY"},
        "starting_at": f"{day}T00:00:00Z",
        "ending_at": None,
        "product": product,
        "model": "claude-opus-5-5",
        "claude_tag_user_id": None,
        "requests": 3,
        "uncached_input_tokens": 50,
        "cache_read_input_tokens": 20,
        "cache_creation": {"ephemeral_1h_input_tokens": 3, "ephemeral_5m_input_tokens": 2},
        "output_tokens": 10,
        "total_tokens": 85,
        "server_tool_use": {"web_search_requests": 0},
    } | more


def enterprise_cost(day: str, email: str | None, product: str | None, cents: str) -> Row:
    """A row of its costs."""
    return {
        "actor": {"type": "user_actor", "user_id": "user_1", "email": email, "name": "CANARY"},
        "starting_at": f"{day}T00:00:00Z",
        "product": product,
        "model": "claude-opus-5-5",
        "claude_tag_user_id": None,
        "amount": cents,
        "currency": "USD",
        "requests": 3,
    }


def enterprise_vendor(rows: list[Row], at_once: int = 2) -> Vendor:
    """Anthropic's Analytics API: usage and costs of a span of days."""

    def answer(asked: Asked) -> object:
        costs = asked.path == "/v1/organizations/analytics/user_cost_report"
        assert costs or asked.path == "/v1/organizations/analytics/user_usage_report"
        assert set(asked.query["group_by[]"]) == {"product", "model", "claude_tag_user_id"}
        first, after = asked.one("starting_at"), asked.one("ending_at")
        found = [
            its
            for its in rows
            if ("amount" in its) == costs and first <= its["starting_at"] < after
        ]
        return _token_page(asked, found, at_once)

    return Vendor(answer, header="x-api-key", key="sk-ant-analytics")


def cursor_call(at: str, email: str, millis: int = 854, **more: Any) -> Row:
    """An event of Cursor's Admin API."""
    return {
        "timestamp": f"{instant(at) * 1000 + millis}",
        "model": "claude-4-opus",
        "kind": "Usage-based",
        "maxMode": True,
        "requestsCosts": 5,
        "isTokenBasedCall": True,
        "tokenUsage": {
            "inputTokens": 126,
            "outputTokens": 450,
            "cacheWriteTokens": 6112,
            "cacheReadTokens": 11964,
            "totalCents": 20.5,
        },
        "isFreeBugbot": False,
        "userEmail": email,
    } | more


def cursor_vendor(rows: list[Row], at_once: int | None = None) -> Vendor:
    """Cursor's Admin API: newest first."""

    def answer(asked: Asked) -> object:
        assert (asked.method, asked.path) == ("POST", "/teams/filtered-usage-events")
        first, last = asked.body["startDate"], asked.body["endDate"]
        found = [its for its in rows if first <= int(its["timestamp"]) <= last]
        found.sort(key=lambda its: int(its["timestamp"]), reverse=True)
        size, page = at_once or asked.body["pageSize"], asked.body["page"]
        pages = -(-len(found) // size)
        return {
            "totalUsageEventsCount": len(found),
            "pagination": {
                "numPages": pages,
                "currentPage": page,
                "pageSize": size,
                "hasNextPage": page < pages,
                "hasPreviousPage": page > 1,
            },
            "usageEvents": found[(page - 1) * size : page * size],
            "period": {"startDate": first, "endDate": last},
        }

    key = base64.b64encode(b"key_cursor:").decode()
    return Vendor(answer, key=f"Basic {key}")


_KEYS = {
    "litellm": "sk-admin",
    "litellm-tools": "sk-admin",
    "claude-code-analytics": "sk-ant-admin01-key",
    "claude-enterprise": "sk-ant-analytics",
    "cursor": "key_cursor",
}
_MODULES: dict[str, Module] = {
    "litellm": litellm,
    "litellm-tools": litellm_tools,
    "claude-code-analytics": claude_code_analytics,
    "claude-enterprise": claude_enterprise,
    "cursor": cursor,
}


def connector(name: str, company: Company, vendor: Vendor, key: str | None = None) -> Connector:
    """A report as an operator would have set it up, with its vendor on this machine. It naps only
    as long as the company's clock stands, which is not at all."""
    module = _MODULES[name]
    given = {
        its.name: vendor.address if its.name.endswith("_URL") else key or _KEYS[name]
        for its in module.VARIABLES
    }
    report = module.made_from(given)
    assert report is not None
    wire = Web(module.way_from(given), company.clock, nap=lambda _: None)
    return Connector(report, wire, module.RHYTHM)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _token_page(asked: Asked, found: list[Row], at_once: int) -> object:
    start = int(asked.query.get("page", ["page_0"])[0].removeprefix("page_"))
    more = start + at_once < len(found)
    return {
        "data": found[start : start + at_once],
        "has_more": more,
        "next_page": f"page_{start + at_once}" if more else None,
    }
