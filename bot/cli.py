"""The commands. Each calls one verb; this file owns exit codes and what is printed.

No command prints one person's usage or answers. What a command needs is loaded when it runs, so
that `scan` stays light on an employee's machine.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import loading, upkeep
from bot.console import inside, refuse, until_told
from bot.scanning import scan

if TYPE_CHECKING:
    from bot.running import House


_LOOK_AGAIN = 1
"""Seconds. Waiting without end, the main thread slept through a SIGTERM (2 of 18 in a trial)."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="worthwhile")
def main() -> None:
    """Worthwhile: was it worth it? A private weekly look at one's own AI work, in Slack."""


@main.command()
def serve() -> None:
    """The bot itself: Slack, the HTTP side, the schedules. Ends cleanly on SIGTERM."""
    with inside(serving=True) as house:
        from bot.running import Bot

        ended = until_told()
        bot = Bot(house)
        bot.start()
        click.echo(f"Worthwhile is serving; telemetry goes to {bot.http.address}")
        while not ended.wait(_LOOK_AGAIN):
            pass
        click.echo("Ending: finishing what was begun …")
        bot.stop()


@main.command()
@click.option(
    "--now", metavar="ISO-8601", help="The instant; ahead of the clock only in rehearsal."
)
def tick(now: str | None) -> None:
    """Do once everything that is due, then exit: for cron, and for catching up."""
    with inside() as house:
        from bot.delivery.tick import STEPS, waiting
        from bot.delivery.tick import tick as do_what_is_due

        services, wait = house.services, waiting(house.services.clock, until_told())
        steps = [*STEPS, *house.fetching]
        failed = do_what_is_due(
            services, _instant(house, now), services.new_id(), wait, steps=steps
        )
    if failed:
        refuse([f"Not everything went through: {', '.join(failed)}. The log says more."])


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def roster(file: Path) -> None:
    """Load people and teams: columns email or slack_id, team, role, parent_team, primary."""
    from bot.people import colleagues, hiring
    from bot.people import roster as rosters

    with file.open("rb") as opened:
        found, rejects = rosters.read(opened)
    if rejects:
        refuse([f"line {its.line}: {its.cause}" for its in rejects], "Nothing was loaded.")
    with inside() as house:
        loaded = hiring.load(house.services, found, colleagues.fetch(house.services.slack))
    unmatched = [f"line {its.line}: {its.cause}" for its in loaded.unmatched]
    if not loaded.people:
        refuse(unmatched, "Nothing was loaded: is this the roster of this workspace?")
    for line in unmatched:
        click.echo(line, err=True)
    click.echo(f"{loaded.people} people in {loaded.teams} teams.")
    if loaded.removed:
        click.echo(
            f"{loaded.removed} no longer in the roster: nothing more is sent to them or kept."
        )


@main.command()
@click.argument("slack_id", required=False)
@click.option("--platform", metavar="NAME", help="For a platform that names the person itself.")
@click.option("--revoke", is_flag=True, help="Take the token back instead.")
def token(slack_id: str | None, platform: str | None, revoke: bool) -> None:
    """Make an ingest token, shown once. A person is told that one was made for them."""
    from bot.people import identity, issuing, tokens

    if (slack_id is None) == (platform is None):
        raise click.UsageError("name either a SLACK_ID or a --platform")
    with inside(slack=False) as house:
        services = house.services
        person = identity.person_of(services, slack_id) if slack_id else None
        if slack_id and person is None:
            refuse(["SLACK_ID is not in the roster: load it with `worthwhile roster` first"])
        if revoke and person:
            click.echo(f"{tokens.revoke(services, person)} revoked.")
        elif revoke:
            click.echo(f"{tokens.revoke_platform(services, platform or '')} revoked.")
        elif person:
            click.echo(issuing.issue(services, person))
        else:
            click.echo(tokens.make_platform(services, platform or ""))


@main.group()
def log() -> None:
    """The public log: what was done here, for every employee to read."""


@log.command("verify")
def verify_log() -> None:
    """Check every entry, and that what is published is what was locked. Exit code 1 if not."""
    from bot.publiclog import chain, verifying

    with inside(slack=False) as opened:
        found = verifying.verify(opened.services.database, opened.services.keys.store)
    if isinstance(found, verifying.Broken):
        click.echo(f"The public log is broken at entry {found.entry}: {found.fault}.")
        sys.exit(1)
    said = f"{found.entries} entries, the newest {chain.short(found.hash)}"
    click.echo(f"The public log is whole: {said}.")
    for first, last in found.gone:
        click.echo(f"Entries {first} to {last} of before are gone: a backup was put back.")


@main.command()
@click.option("--fresh", is_flag=True, help="Start over instead of going on where it was.")
@click.option("--port", type=int, default=0, help="The page's port; a free one by default.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(".demo"), show_default=True)
def demo(fresh: bool, port: int, folder: Path) -> None:
    """The whole product on this machine, with no Slack at all: a made-up company and its weeks."""
    from bot.demo import run

    run(folder, fresh=fresh, port=port, ended=until_told())


def _instant(house: House, text: str | None) -> int:
    now = house.services.clock()
    if text is None:
        return now
    try:
        wanted = datetime.fromisoformat(text)
    except ValueError:
        refuse([f"--now {text} is not ISO-8601: write one such as 2026-11-20T14:00+01:00"])
    if wanted.tzinfo is None:
        refuse(["--now needs an offset: write one such as 2026-11-20T14:00+01:00"])
    if wanted.timestamp() > now and not house.services.rehearsal:
        refuse(
            [
                "--now lies in the future: that would publish before people have answered. Only a "
                "rehearsal may (WORTHWHILE_REHEARSAL=1 on a new database)"
            ]
        )
    return int(wanted.timestamp())


for its in (*loading.COMMANDS, *upkeep.COMMANDS, scan):
    main.add_command(its)
