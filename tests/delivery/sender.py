"""A sender in a process of its own, for tests that kill it: says which message it has in hand."""

import sys
from pathlib import Path

from slack_sdk import WebClient

from bot.delivery.send import send_due
from tests.company import found
from tests.delivery.conftest import plain_letter


def main(folder: str, now: str, api_url: str, token: str, name: str) -> None:
    company = found(Path(folder), now, WebClient(token=token, base_url=api_url))

    def write(services, delivery, at, *, charts):
        print(delivery.id, flush=True)
        return plain_letter(services, delivery, at, charts=charts)

    while (sent := send_due(company.services, name, write=write)).wait_until is not None:
        company.clock.now = max(company.clock(), sent.wait_until)


if __name__ == "__main__":
    main(*sys.argv[1:])
