"""Every message and view in all its variants: name of the golden file → how to render it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from messages.actions import PRIVACY_PAGES
from messages.facts import Changes, OwnPreferences
from tests.messages import samples as its

DIGEST: dict[str, Any] = {
    "digest": its.WEEK,
    "questions": [its.OPEN, its.OPEN_AGENT],
    "patterns": None,
    "changes": None,
    "counted": True,
    "first_week": False,
    "discreet": False,
    "charts": True,
}

EMPTY_WEEK: dict[str, Any] = {
    "standing": "told",
    "digest": None,
    "questions": [],
    "counted": True,
}

MESSAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "welcome": ("welcome", {"usual": its.TIMES, "by_invitation": False}),
    "welcome-by-invitation": ("welcome", {"usual": its.TIMES, "by_invitation": True}),
    "welcome-accepted": ("welcome_accepted", {"usual": its.TIMES}),
    "welcome-declined": ("welcome_declined", {}),
    "welcome-undone": ("welcome_undone", {}),
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
    "digest-sensitive": ("digest", DIGEST | {"questions": [its.OPEN, *its.SENSITIVE]}),
    "digest-sensitive-answered": ("digest", DIGEST | {"questions": [its.SENSITIVE_ANSWERED]}),
    "digest-sensitive-kept-out": (
        "digest",
        DIGEST | {"counted": False, "questions": [its.SENSITIVE[0]]},
    ),
    "digest-two-weeks": ("digest", DIGEST | {"digest": its.FORTNIGHT}),
    "digest-odd-days": ("digest", DIGEST | {"digest": its.ODD_DAYS}),
    "digest-changes": ("digest", DIGEST | {"changes": its.CHANGES}),
    "digest-team-changes": ("digest", DIGEST | {"changes": its.TEAM_CHANGES}),
    "digest-page-changed": (
        "digest",
        DIGEST | {"changes": Changes(pages=its.TEAM_CHANGES.pages[:1])},
    ),
    "digest-roster-loaded": ("digest", DIGEST | {"changes": Changes(roster=True)}),
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
    "nothing-kept": ("nothing_kept", {}),
    "not-yours": ("not_yours", {}),
    "help": ("help", {"admin": False}),
    "help-admin": ("help", {"admin": True}),
    "unknown-command": ("unknown_command", {"said": "leaderboard"}),
    "privacy": ("privacy", {}),
    "pledge": ("pledge", {}),
    "connect-nothing-yet": ("connect", {"connection": its.UNCONNECTED}),
    "connect-fresh-token": ("connect", {"connection": its.FRESH_TOKEN}),
    "connect-again": ("connect", {"connection": its.CONNECTED}),
    "connect-revoked": ("connect_revoked", {}),
    "export-note": ("export_note", {"file": "worthwhile-export.json.enc"}),
    "team-small": ("team", {"page": its.SMALL_TEAM, "charts": True}),
    "team-large": ("team", {"page": its.LARGE_GROUP, "charts": True}),
    "team-large-without-charts": ("team", {"page": its.LARGE_GROUP, "charts": False}),
    "team-steady": ("team", {"page": its.STEADY_GROUP, "charts": True}),
    "team-first-page": ("team", {"page": its.FIRST_PAGE, "charts": True}),
    "team-cut-anew": ("team", {"page": its.CUT_ANEW, "charts": True}),
    "team-asked-with-care": ("team", {"page": its.ASKED_WITH_CARE, "charts": True}),
    "team-use-without-worth": ("team", {"page": its.USE_WITHOUT_WORTH, "charts": True}),
    "team-sample": ("team", {"page": its.SAMPLE_PAGE, "charts": True}),
    "team-newcomer": (
        "team",
        {"page": replace(its.SAMPLE_PAGE, newcomer=True), "charts": True},
    ),
    "team-withheld": ("team_withheld", {}),
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
    "home-changes": ("home", {"home": replace(its.HOME, changes=its.ONE_CHANGE)}),
    "home-declined": ("home", {"home": replace(its.NEW_HOME, standing="declined")}),
    "home-untold": ("home", {"home": replace(its.NEW_HOME, standing="untold")}),
    "home-rehearsal": ("home", {"home": its.NEW_HOME, "rehearsal": True}),
    "week": (
        "week",
        EMPTY_WEEK | {"digest": its.WEEK, "questions": [its.ANSWERED, its.OPEN_AGENT]},
    ),
    "week-no-usage": ("week", EMPTY_WEEK),
    "week-declined": ("week", EMPTY_WEEK | {"standing": "declined"}),
    "week-untold": ("week", EMPTY_WEEK | {"standing": "untold"}),
    "tell-me-more": ("tell_me_more", {}),
    "say-more": ("say_more", {"question": its.ASKED}),
    "say-more-again": ("say_more", {"question": its.ASKED_MORE}),
    "say-more-item": ("say_more", {"question": its.ASKED_ITEM}),
    "change": ("change", {"question": its.ASKED}),
    "change-item": ("change", {"question": its.ASKED_ITEM}),
    "change-sensitive": ("change", {"question": its.ASKED_SENSITIVE}),
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
    **{
        f"privacy-{page.replace('_', '-')}": (
            "privacy_page",
            {"page": page, "laid_over": page != "collected"},
        )
        for page in PRIVACY_PAGES
    },
    "log": ("log", {"page": its.LOG}),
    "log-older": ("log", {"page": its.OLDER_LOG}),
    "log-receipt": ("log_receipt", {"receipts": its.RECEIPTS}),
    "connect": ("connect", {"connection": its.FRESH_TOKEN}),
    "export": ("export", {}),
    "export-making": ("export_making", {}),
    "export-made": (
        "export_made",
        {"passphrase": "k7qd-m2xp-9fbc-hw3n-tz6r", "file": "worthwhile-export.json.enc"},
    ),
    "export-failed": ("export_failed", {}),
    "forget": ("forget", {}),
    "forgetting": ("forgetting", {}),
    "forgotten": ("forgotten", {"gone": 31, "refused": 0, "waiting": 0}),
    "forgotten-nearly": ("forgotten", {"gone": 1, "refused": 2, "waiting": 1}),
    "team": ("team", {"page": its.LARGE_GROUP}),
    "team-small": ("team", {"page": its.SMALL_TEAM}),
    "team-withheld": ("team_withheld", {}),
    "admin": (
        "admin",
        {"settings": its.SETTINGS, "progress": its.PROGRESS, "sources": its.HEALTH, "others": True},
    ),
    "admin-at-first": (
        "admin",
        {
            "settings": replace(its.SETTINGS, by_invitation=True, paused=True, show_use=False),
            "progress": [],
            "sources": [],
            "others": False,
        },
    ),
    "admin-saved": ("admin_saved", {"settings": its.SETTINGS}),
    "admin-saved-by-invitation": (
        "admin_saved",
        {"settings": replace(its.SETTINGS, by_invitation=True, questions=1)},
    ),
    "admin-saved-paused": ("admin_saved", {"settings": replace(its.SETTINGS, paused=True)}),
    "admin-preview": ("admin_preview", {}),
    "window-closed": ("window_closed", {}),
    "nothing-kept": ("nothing_kept", {}),
    "not-yours": ("not_yours", {}),
}
