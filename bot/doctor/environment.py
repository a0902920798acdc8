"""Settings: everything that is missing or malformed, and not only the first of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.doctor.findings import Finding, fine, refused
from bot.settings import Settings, SettingsError

_ABOUT = "settings"
_STORES = frozenset(
    {
        "WORTHWHILE_DATABASE",
        "WORTHWHILE_KEYSTORE",
        "WORTHWHILE_SECRET",
        "WORTHWHILE_SECRET_FILE",
    }
)


@dataclass(frozen=True, slots=True)
class Read:
    """What could be read: `settings`, the usual ones in place of those that are malformed (None
    where not even these go together), and which variables are wrong."""

    settings: Settings | None
    wrong: frozenset[str]
    findings: list[Finding]

    @property
    def stores(self) -> Settings | None:
        """The settings, where they say truly where the stores are."""
        return None if self.wrong & _STORES else self.settings


def read(environment: Mapping[str, str]) -> Read:
    """Check every variable."""
    given, faults = dict(environment), dict[str, SettingsError]()
    settings = _readable(given, faults)
    if settings is not None:
        for check in (settings.for_slack, settings.for_serving):
            _note(faults, check)
    findings = [refused(_ABOUT, error) for error in faults.values()]
    if not findings:
        findings = [fine(_ABOUT, "nothing is missing or malformed")]
    return Read(settings, frozenset(faults), findings)


def _readable(given: dict[str, str], faults: dict[str, SettingsError]) -> Settings | None:
    """The settings without those variables that are malformed, each of which is noted."""
    while True:
        try:
            return Settings.read(given)
        except SettingsError as error:
            name = _variable(error)
            faults.setdefault(name, error)
            if given.pop(name, None) is None:
                return None


def _note(faults: dict[str, SettingsError], check: Callable[[], Settings]) -> None:
    try:
        check()
    except SettingsError as error:
        faults.setdefault(_variable(error), error)


def _variable(error: SettingsError) -> str:
    """Every text of a SettingsError begins with the variable it is about."""
    return str(error).partition(" ")[0]
