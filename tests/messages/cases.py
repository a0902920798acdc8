"""Every message and view in all its variants: name of the golden file → how to render it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from messages.facts import OwnPreferences
from tests.messages import samples as its

DIGEST: dict[str, Any] = {
    "digest": its.WEEK,
    "questions": [its.OPEN, its.OPEN_AGENT],
    "patterns": None,
    "counted": True,
    "first_week": False,
    "discreet": False,
    "charts": True,
}

MESSAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "welcome": ("welcome", {"usual": its.TIMES, "by_invitation": False}),
    "welcome-by-invitation": ("welcome", {"usual": its.TIMES, "by_invitation": True}),
    "welcome-accepted": ("welcome_accepted", {"usual": its.TIMES}),
    "welcome-declined": ("welcome_declined", {}),
    "digest-first-week": (
        "digest",
        DIGEST | {"digest": its.FIRST_WEEK, "first_week": True, "questions": [its.OPEN]},
    ),
    "digest-usual-week": ("digest", DIGEST),
    "digest-with-answers": (
        "digest",
        DIGEST | {"questions": [its.ANSWERED, its.OPEN_AGENT, its.ITEM_ANSWERED]},
    ),
    "digest-mostly-agents": ("digest", DIGEST | {"digest": its.MOSTLY_AGENTS}),
    "digest-silent-tools": ("digest", DIGEST | {"digest": its.SILENT}),
    "digest-discreet": ("digest", DIGEST | {"discreet": True}),
    "digest-with-patterns": ("digest", DIGEST | {"patterns": its.MANY_RATED}),
    "digest-without-charts": ("digest", DIGEST | {"charts": False}),
    "digest-closed": ("digest", DIGEST | {"questions": [its.CLOSED, its.ANSWERED]}),
    "digest-kept-out": ("digest", DIGEST | {"counted": False, "questions": [its.OPEN]}),
    "digest-no-questions": ("digest", DIGEST | {"questions": []}),
    "digest-weekly-item": ("digest", DIGEST | {"questions": [its.OPEN, its.ITEM]}),
    "digest-two-weeks": ("digest", DIGEST | {"digest": its.FORTNIGHT}),
    "digest-odd-days": ("digest", DIGEST | {"digest": its.ODD_DAYS}),
    "digest-rehearsal": ("digest", DIGEST | {"rehearsal": True}),
    "reminder-one": ("reminder", {"open_questions": 1, "until": date(2026, 12, 2)}),
    "reminder-three": ("reminder", {"open_questions": 3, "until": date(2026, 12, 2)}),
    "token-made": ("token_made", {}),
    "asking-less-two": ("asking_less", {"questions": 2}),
    "asking-less-one": ("asking_less", {"questions": 1}),
    "asking-less-none": ("asking_less", {"questions": 0}),
    "counted-in": ("counted", {"counted": True}),
    "counted-out": ("counted", {"counted": False}),
    "paused": ("paused", {"until": None}),
    "paused-until": ("paused", {"until": date(2026, 12, 7)}),
    "resumed": ("resumed", {"usual": replace(its.TIMES, cadence="fortnightly")}),
    "window-closed": ("window_closed", {}),
    "not-yours": ("not_yours", {}),
    "help": ("help", {"admin": False}),
    "help-admin": ("help", {"admin": True}),
    "unknown-command": ("unknown_command", {"said": "leaderboard"}),
    "privacy": ("privacy", {}),
    "connect-nothing-yet": ("connect", {"connection": its.UNCONNECTED}),
    "connect-fresh-token": ("connect", {"connection": its.FRESH_TOKEN}),
    "connect-again": ("connect", {"connection": its.CONNECTED}),
    "connect-revoked": ("connect_revoked", {}),
    "team-small": ("team", {"page": its.SMALL_TEAM, "charts": True}),
    "team-large": ("team", {"page": its.LARGE_GROUP, "charts": True}),
    "team-large-without-charts": ("team", {"page": its.LARGE_GROUP, "charts": False}),
    "team-steady": ("team", {"page": its.STEADY_GROUP, "charts": True}),
    "team-first-page": ("team", {"page": its.FIRST_PAGE, "charts": True}),
    "team-cut-anew": ("team", {"page": its.CUT_ANEW, "charts": True}),
    "team-no-answers": ("team", {"page": its.NO_ANSWERS, "charts": True}),
    "team-sample": ("team", {"page": its.SAMPLE_PAGE, "charts": True}),
    "team-withheld": ("team_withheld", {}),
    "admin-saved": ("admin_saved", {"settings": its.SETTINGS}),
    "admin-saved-by-invitation": (
        "admin_saved",
        {"settings": replace(its.SETTINGS, by_invitation=True, questions=1)},
    ),
    "admin-saved-paused": ("admin_saved", {"settings": replace(its.SETTINGS, paused=True)}),
    "admin-refused": ("admin_refused", {"cause": "questions"}),
    "admin-preview": ("admin_preview", {}),
    "not-admin": ("not_admin", {}),
    "apology": ("apology", {"correlation": "7f3a91c2"}),
    "stranger": ("stranger", {}),
}

VIEWS: dict[str, tuple[str, dict[str, Any]]] = {
    "home": ("home", {"home": its.HOME}),
    "home-new": ("home", {"home": its.NEW_HOME}),
    "home-paused": (
        "home",
        {"home": replace(its.HOME, preferences=its.CHOSEN, usual=its.CHOSEN_TIMES)},
    ),
    "home-declined": ("home", {"home": replace(its.NEW_HOME, standing="declined")}),
    "home-untold": ("home", {"home": replace(its.NEW_HOME, standing="untold")}),
    "home-rehearsal": ("home", {"home": its.NEW_HOME, "rehearsal": True}),
    "week": (
        "week",
        {"digest": its.WEEK, "questions": [its.ANSWERED, its.OPEN_AGENT], "counted": True},
    ),
    "week-no-usage": ("week", {"digest": None, "questions": [], "counted": True}),
    "tell-me-more": ("tell_me_more", {}),
    "say-more": ("say_more", {"question": its.ASKED}),
    "say-more-again": ("say_more", {"question": its.ASKED_MORE}),
    "say-more-item": ("say_more", {"question": its.ASKED_ITEM}),
    "change": ("change", {"question": its.ASKED}),
    "change-item": ("change", {"question": its.ASKED_ITEM}),
    "change-skipped": ("change", {"question": replace(its.ASKED, rating="skipped")}),
    "taken-back": ("taken_back", {}),
    "looking-back": ("looking_back", {"patterns": its.MANY_RATED}),
    "looking-back-few": ("looking_back", {"patterns": its.FEW_RATED}),
    "looking-back-trying": ("looking_back", {"patterns": its.ONLY_TRYING}),
    "looking-back-nothing": ("looking_back", {"patterns": its.NOTHING_RATED}),
    "preferences": ("preferences", {"preferences": OwnPreferences(), "usual": its.TIMES}),
    "preferences-chosen": ("preferences", {"preferences": its.CHOSEN, "usual": its.TIMES}),
    "preferences-paused": (
        "preferences",
        {"preferences": OwnPreferences(paused=True, shows="patterns"), "usual": its.TIMES},
    ),
    "privacy": ("privacy", {}),
    "connect": ("connect", {"connection": its.FRESH_TOKEN}),
    "team": ("team", {"page": its.LARGE_GROUP}),
    "team-small": ("team", {"page": its.SMALL_TEAM}),
    "team-withheld": ("team_withheld", {}),
    "admin": (
        "admin",
        {"settings": its.SETTINGS, "progress": its.PROGRESS, "sources": its.HEALTH},
    ),
    "admin-at-first": (
        "admin",
        {
            "settings": replace(its.SETTINGS, by_invitation=True, paused=True, show_use=False),
            "progress": [],
            "sources": [],
        },
    ),
    "window-closed": ("window_closed", {}),
    "not-yours": ("not_yours", {}),
}
