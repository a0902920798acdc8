"""The people whom a visitor plays: each of them shows something of the product."""

from __future__ import annotations

from dataclasses import dataclass

BERLIN, LONDON, LAGOS = "Europe/Berlin", "Europe/London", "Africa/Lagos"
NEW_YORK, SAN_FRANCISCO = "America/New_York", "America/Los_Angeles"
BENGALURU, SYDNEY = "Asia/Kolkata", "Australia/Sydney"


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody at Larkmoor, in one team: as its manager, or as one of its people."""

    slack_id: str
    name: str
    zone: str
    team: str
    title: str
    manages: bool = False
    admin: bool = False

    @property
    def email(self) -> str:
        """The address their account has."""
        first, _, last = self.name.lower().partition(" ")
        return f"{first if self.slack_id in CAST else f'{first}.{last}'}@example.com"


_PLAYED = (
    Employee("U0ADA", "Ada Field", BERLIN, "Checkout", "Engineer, Checkout"),
    Employee("U0BEN", "Ben Okoye", LONDON, "Checkout", "Manager of Checkout", manages=True),
    Employee(
        "U0CHLOE", "Chloe Tan", SAN_FRANCISCO, "Engineering", "Head of Engineering", manages=True
    ),
    Employee("U0DARIO", "Dario Ruiz", BERLIN, "Workplace IT", "Administrator", admin=True),
    Employee("U0ELIF", "Elif Kaya", LONDON, "Docs", "Writer, Docs (four people)"),
    Employee("U0FEMI", "Femi Ade", LAGOS, "Night Desk", "Night Desk · discreet"),
    Employee("U0GRETA", "Greta Holm", BERLIN, "Mobile", "Engineer, Mobile · said no"),
    Employee("U0HUGO", "Hugo Lind", BERLIN, "Legal", "Counsel · no tool reports"),
    Employee("U0INES", "Ines Prado", LONDON, "Legal", "Manager of Legal", manages=True),
    Employee("U0JONAS", "Jonas Berg", LONDON, "Support", "Head of Support", manages=True),
    Employee("U0KIRA", "Kira Novak", NEW_YORK, "Web", "Engineer, Web · keeps hers out"),
    Employee("U0LIAM", "Liam Byrne", LONDON, "Sales Europe", "Sales · asked for less"),
)

CAST = {its.slack_id: its for its in _PLAYED}
