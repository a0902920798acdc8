"""The public log: whether it verifies."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.findings import Finding, broken, fine
from bot.publiclog import verifying
from storage.engine import Connection


def check(database: Connection, store: Connection) -> Iterator[Finding]:
    """Every entry, as `worthwhile log verify` does."""
    found = verifying.verify(database, store)
    if isinstance(found, verifying.Broken):
        said = f"is broken at entry {found.entry}: {found.fault}"
        yield broken("public log", said, "find out who changed it; a backup holds it as it was")
    else:
        yield fine("public log", f"whole: {found.entries} entries")
