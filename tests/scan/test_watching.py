"""`--watch`: quiet while all goes well, patient while nobody answers, gone when told to go."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

from bot.model import HOUR, MINUTE
from bot.scan.answer import Answer, NotSent
from bot.scan.state import Busy
from bot.scan.watching import watch
from tests.scan.machine import PAYLOAD, Machine


def watched(*rounds: Answer | Exception, quiet: bool = False) -> tuple[int, list[float], str]:
    """What becomes of so many rounds: the exit code, how long it waited after each, its words."""
    left, waits, err = list(rounds), [], io.StringIO()

    def push() -> Answer:
        its = left.pop(0)
        if isinstance(its, Exception):
            raise its
        return its

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return not left

    return watch(push, wait, err, quiet=quiet), waits, err.getvalue()


def test_it_says_what_it_sent_and_nothing_where_nothing_was_new() -> None:
    rounds = (Answer(accepted=12), Answer(), Answer(known=3), Busy(), Answer(accepted=1))
    code, waits, said = watched(*rounds)
    assert (code, waits) == (0, [5 * MINUTE] * 5)
    assert said == "12 new lines sent\n1 new lines sent\n"
    assert watched(*rounds, quiet=True)[2] == ""


def test_while_nobody_answers_it_asks_less_and_less_often_and_says_so_once() -> None:
    down = [NotSent("it does not answer")] * 7
    code, waits, said = watched(*down, Answer(accepted=2), Answer())
    assert code == 0
    assert [wait / MINUTE for wait in waits] == [5, 10, 20, 40, 60, 60, 60, 5, 5]
    assert max(waits) == HOUR
    assert said == (
        "not sent: it does not answer. It is tried again until it arrives\n"
        "it answers again, and nothing was lost\n"
        "2 new lines sent\n"
    )


def test_what_only_a_person_can_mend_ends_it() -> None:
    code, waits, said = watched(Answer(), NotSent("the token is not valid", final=True), Answer())
    assert (code, waits) == (1, [5 * MINUTE])
    assert said == "not sent: the token is not valid\n"


def test_it_pushes_until_it_is_told_to_end(machine: Machine) -> None:
    machine.log.write_bytes(PAYLOAD.read_bytes())
    command = [
        sys.executable,
        "-m",
        "bot",
        "scan",
        str(machine.log),
        "--to",
        machine.url,
        "--watch",
    ]
    environment = os.environ | {
        "XDG_STATE_HOME": str(machine.folder / "state"),
        "WORTHWHILE_TOKEN": machine.token,
    }
    for told in (signal.SIGTERM, signal.SIGINT):
        machine.forget()
        with subprocess.Popen(
            command,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        ) as process:
            assert process.stderr
            if told is signal.SIGTERM:
                assert process.stderr.readline() == "5 new lines sent\n"
            else:
                with machine.log.open("ab") as file:
                    file.write(PAYLOAD.read_bytes().replace(b'"p-1"', b'"p-2"'))
                assert process.stderr.readline() == "1 new lines sent\n"
            process.send_signal(told)
            assert process.stderr.read() == ""
        assert process.returncode == 0
