"""`python -m tests.attacks [--long]`: run every attack, print what came of it, write the README."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from tests.attacks import suite, utility
from tests.attacks.finding import LONG, QUICK


def main() -> int:
    """0 when every attack stays within its bound, and every naive design falls."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks", description=__doc__)
    parser.add_argument("--long", action="store_true", help=f"{LONG} towns, not {QUICK}")
    parser.add_argument("--dry", action="store_true", help="leave the README as it is")
    asked = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder, console.status("Attacking …"):
        findings = suite.run(LONG if asked.long else QUICK, Path(folder))
        useful = list(utility.measure(1_000 if asked.long else utility.RUNS))
    attacked, used = [suite.cells(its) for its in findings], [its.cells() for its in useful]
    console.print(suite.for_the_terminal("Attacks", suite.HEAD, attacked))
    console.print(suite.for_the_terminal("What the blur costs", utility.HEAD, used))
    if not asked.dry:
        text = suite.README.read_text()
        text = suite.put_between(text, "attacks", suite.in_markdown(suite.HEAD, attacked))
        text = suite.put_between(text, "usefulness", suite.in_markdown(utility.HEAD, used))
        suite.README.write_text(text)
    broken = [its.attack for its in findings if not (its.holds and its.naive_falls)]
    for name in broken:
        console.print(f"[red]does not hold, or is no attack: {name}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
