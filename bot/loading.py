"""Commands that load files: usage, and who is called what."""

from __future__ import annotations

from pathlib import Path

import click

from bot.console import inside, refuse


class _WithFormats(click.Command):
    """Its help lists the formats there are, looked up when they are asked for."""

    def format_epilog(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """The formats, by name."""
        from bot.connectors.files import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([(name, its.says) for name, its in FORMATS.items()])


@click.command("import", cls=_WithFormats)
@click.argument("format")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
def import_(format: str, files: tuple[Path, ...]) -> None:
    """Load usage from files (`-` is standard input)."""
    from bot.connectors.files import FORMATS
    from bot.sources import importing

    if format not in FORMATS:
        raise click.UsageError(f"FORMAT is none of {', '.join(FORMATS)}")
    with inside(slack=False) as house:
        done = importing.run(house.services, format, files, formats=FORMATS)
    for cause, lines in done.causes.most_common():
        click.echo(f"{lines} rejected: {cause}", err=True)
    if done.unmatched:
        click.echo(f"{done.unmatched} name nobody of the roster", err=True)
    click.echo(f"{done.taken} taken, {done.rejected} rejected.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def logins(file: Path) -> None:
    """Load who is called what by platforms: columns platform, login, and email or slack_id."""
    from bot.people import logins as maps

    with inside(slack=False) as house:
        with file.open("rb") as opened:
            found, rejects = maps.read(opened)
        if rejects:
            refuse([f"line {its.line}: {its.cause}" for its in rejects], "Nothing was loaded.")
        loaded = maps.load(house.services, found)
    for its in loaded.unmatched:
        click.echo(f"line {its.line}: {its.cause}", err=True)
    click.echo(f"{loaded.logins} logins lead to somebody.")


COMMANDS = (import_, logins)
