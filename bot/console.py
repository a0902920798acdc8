"""What commands have in common: the way into the stores, how they refuse, and when they end."""

from __future__ import annotations

import csv
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn
from urllib.error import URLError

import click

if TYPE_CHECKING:
    from bot.running import House
    from bot.settings import Settings


@contextmanager
def inside(*, slack: bool = True, serving: bool = False) -> Iterator[House]:
    """The stores, open; or one line that names the variable and the cure, and exit code 2."""
    from slack_sdk.errors import SlackApiError, SlackClientError

    from bot.running import open_house
    from bot.settings import Settings, SettingsError

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        settings = Settings.read(os.environ)
        if slack:
            settings = settings.for_serving() if serving else settings.for_slack()
        house = open_house(settings)
        try:
            yield house
        finally:
            house.close()
    except SettingsError as error:
        refuse([str(error)])
    except SlackApiError as error:
        refuse([f"Slack refuses: {error.response['error']}. Check SLACK_BOT_TOKEN and its scopes"])
    except SlackClientError:
        refuse(["Slack gives no answer that can be read: check SLACK_API_URL, or try again later"])
    except URLError:
        refuse(["Slack cannot be reached: check SLACK_API_URL and the network, or try again later"])
    except csv.Error as error:
        refuse([f"The file is not a CSV that can be read: {error}"])
    except OSError as error:
        refuse([f"{error.filename or 'A file'} cannot be used: {error.strerror or error}"])


@contextmanager
def environment() -> Iterator[tuple[Settings, int]]:
    """The environment, and the time, for what is done to the stores as files."""
    from bot.services import real_clock
    from bot.settings import Settings, SettingsError

    try:
        yield Settings.read(os.environ), real_clock()
    except SettingsError as error:
        refuse([str(error)])


def refuse(lines: list[str], last: str | None = None) -> NoReturn:
    """Say what is wrong, and end with exit code 2."""
    for line in [*lines, *([last] if last else [])]:
        click.echo(line, err=True)
    sys.exit(2)


def until_told() -> threading.Event:
    """Set by the first SIGTERM or Ctrl-C; a second one ends the program at once."""
    ended = threading.Event()

    def end(number: int, _frame: object) -> None:
        ended.set()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return ended
