"""Commands for those who look after the stores, and the one that opens an export."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.console import environment, inside, refuse


@click.command()
@click.argument("slack_id")
def forget(slack_id: str) -> None:
    """Erase one person: rows, key, and the bot's messages to them. It cannot be undone."""
    from bot.people import erasure, identity

    with inside() as house:
        person = identity.person_of(house.services, slack_id)
        if person is None:
            refuse(["SLACK_ID is not in the roster: nothing is kept under it"])
        its = erasure.forget(house.services, person)
    click.echo(f"Erased. In Slack: {its.gone} messages deleted, {its.refused} kept by Slack.")
    if not its.ended:
        click.echo(
            f"{its.waiting} are still to be deleted there: `serve` or `tick` goes on with it."
        )


@click.command("open-export")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.password_option(
    "--passphrase",
    prompt="Passphrase",
    confirmation_prompt=False,
    help="Asked for when left out; given here, other processes can see it.",
)
def open_export(file: Path, passphrase: str) -> None:
    """Print what is in somebody's own export; the passphrase is asked for."""
    from bot.people.sealed_file import WrongPassphrase, unseal

    try:
        click.echo(unseal(file.read_bytes(), passphrase.strip()).decode())
    except (WrongPassphrase, UnicodeDecodeError):
        refuse(["The passphrase does not open this file: is it the one shown with it?"])


@click.group()
def keys() -> None:
    """The secret key."""


@keys.command()
def rotate() -> None:
    """Change the secret key: every key is wrapped anew. Stop `serve` first, and wait for
    `tick`.

    Where it is in WORTHWHILE_SECRET, the one to follow is read from WORTHWHILE_SECRET_NEXT.
    """
    from bot.rotation import rotate as change

    with environment() as (settings, now):
        change(settings, now)
    click.echo("Changed. Backups from before need the secret key from before: keep it with them.")
    if settings.secret is not None:
        click.echo(
            "Now put what WORTHWHILE_SECRET_NEXT holds into WORTHWHILE_SECRET, and take away "
            "WORTHWHILE_SECRET_NEXT. Until then either opens the stores, as long as both are set."
        )


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def backup(folder: Path) -> None:
    """Copy both stores, each into a folder of its own; the secret key is not among them."""
    from bot.backup import KEYS, back_up

    with environment() as (settings, now):
        back_up(settings, folder, now)
    click.echo(f"Backed up. Keep {folder / KEYS} apart from the rest, and for 30 days at most.")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--erased-may-return", is_flag=True, help="Take one older than 30 days: who was erased is back."
)
@click.confirmation_option(prompt="Put this backup in the place of what there is now?")
def restore(folder: Path, erased_may_return: bool) -> None:
    """Put a backup back. Who was erased since stays erased, as far as the key store that is there
    knows; no trend is drawn a second time, so what was published since is lost. Stop `serve` first,
    and wait for `tick`."""
    from bot.backup import restore as put_back

    with environment() as (settings, now):
        its = put_back(settings, folder, now, old=erased_may_return)
    since = datetime.fromtimestamp(its.made_at, UTC).isoformat(" ", "minutes").partition("+")[0]
    if its.forgotten is None:
        click.echo(
            "Restored. No key store of before was there to tell who was erased since the backup "
            f"was made ({since} UTC): they are back. Erase them again with `worthwhile forget`."
        )
    else:
        click.echo(f"Restored. {its.forgotten.people} erased since the backup stay erased.")
        if its.forgotten.left_in_slack:
            click.echo(
                f"The bot's messages to {its.forgotten.left_in_slack} of them stay in Slack: where "
                "they lie was kept under the other secret key."
            )
    click.echo("The public log says so. Trends published since are lost, and not drawn again.")


@click.command()
def doctor() -> None:
    """Check tokens, scopes, clock, stores, schedules and sources: what is wrong, and the cure.

    Exit code 1 when something is broken. Counts alone: nothing of any one person is shown.
    """
    from bot.doctor import examine
    from bot.doctor.findings import State
    from bot.doctor.showing import show
    from bot.services import real_clock

    found = examine(os.environ, real_clock)
    show(found)
    sys.exit(any(its.state is State.BROKEN for its in found))


COMMANDS = (forget, open_export, keys, backup, restore, doctor)
