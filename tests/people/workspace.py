"""People in a Slack workspace, and the same people as Slack's own client tells of them."""

from __future__ import annotations

from bot.people.colleagues import Colleague
from bot.sandbox import Member

CAST = (
    ("U0ADA", "Ada Field"),
    ("U0BEN", "Ben Okoye"),
    ("U0CHLOE", "Chloe Tan"),
    ("U0DARIO", "Dario Ruiz"),
    ("U0ELIF", "Elif Kaya"),
    ("U0FEMI", "Femi Ade"),
    ("U0GRETA", "Greta Holm"),
    ("U0HUGO", "Hugo Lind"),
    ("U0INES", "Ines Prado"),
    ("U0JONAS", "Jonas Berg"),
    ("U0KIRA", "Kira Novak"),
    ("U0LIAM", "Liam Byrne"),
)


def email(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.com"


def member(slack_id: str, name: str, zone: str = "Europe/Berlin", **more: bool) -> Member:
    return Member(slack_id, name.split(maxsplit=1)[0].lower(), name, email(name), zone, **more)


def colleague(slack_id: str, name: str, zone: str = "Europe/Berlin", **more: bool) -> Colleague:
    facts = {"guest": False, "bot": False, "left": False, "admin": False} | more
    return Colleague(slack_id, name, email(name), zone, **facts)


def cast() -> list[Colleague]:
    return [colleague(slack_id, name) for slack_id, name in CAST]
