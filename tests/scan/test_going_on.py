"""A scan goes on where the last one ended, whatever happened to the logs or the way meanwhile."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from bot.model import Tokens
from bot.scan import Wish, main, read, state
from bot.scan.once import Scanned
from bot.scan.reading import parts
from bot.scan.state import State
from tests.benchmarks import logs
from tests.scan.machine import PAYLOAD, Machine, scan
from tests.scan.roads import Handler, listening

FIRST = PAYLOAD.read_bytes().splitlines(keepends=True)[0]
ALL = PAYLOAD.read_bytes()


def prompt(number: int) -> bytes:
    return FIRST.replace(b"p-1", b"p-%d" % number)


def test_a_log_written_anew_and_longer_is_read_anew(machine: Machine) -> None:
    machine.push(*map(prompt, range(10)))
    machine.log.write_bytes(b"".join(map(prompt, range(20, 40))))
    assert machine.push() == (0, "20 accepted, 0 known already, 0 rejected")


def test_a_log_that_was_cut_off_is_read_anew(machine: Machine) -> None:
    machine.push(*map(prompt, range(10)))
    machine.log.write_bytes(b"".join(map(prompt, range(8))) + prompt(77))
    assert machine.push() == (0, "1 accepted, 8 known already, 0 rejected")


def test_a_log_under_another_name_is_known(machine: Machine) -> None:
    machine.push(ALL)
    machine.log.rename(machine.log.with_name("moved.jsonl"))
    machine.log.write_bytes(prompt(2))
    assert machine.push() == (0, "1 accepted, 5 known already, 0 rejected")


def test_deleted_logs_are_forgotten_unless_their_whole_folder_is_gone(machine: Machine) -> None:
    other = machine.log.parent / "disk" / "other.jsonl"
    other.parent.mkdir()
    other.write_bytes(prompt(2))
    machine.push(ALL)
    machine.log.rename(machine.folder / "away.jsonl")
    other.parent.rename(machine.folder / "disk")
    machine.push(prompt(3))
    machine.log.unlink()
    (machine.folder / "disk").rename(other.parent)
    (machine.log.parent / "new.jsonl").write_bytes(prompt(4))
    machine.log = machine.log.parent / "new.jsonl"
    assert machine.push() == (0, "1 accepted, 0 known already, 0 rejected")
    (kept,) = (machine.folder / "state").rglob("scan-*.json")
    assert {path.name for path in map(Path, state.load(kept).marks)} == {
        "other.jsonl",
        "new.jsonl",
    }


def test_marks_that_make_no_sense_are_as_good_as_none(machine: Machine) -> None:
    machine.push(ALL)
    (kept,) = (machine.folder / "state").rglob("scan-*.json")
    for number, odd in enumerate(('{"half":', '{"no name of a file": {}}', "[]")):
        kept.write_text(odd)
        said = "1 accepted, 5 known already, 0 rejected"
        assert machine.push(prompt(80 + number)) == (0, said.replace("5", str(5 + number)))


def test_marks_are_for_their_owner_alone(machine: Machine) -> None:
    machine.push(ALL)
    for kept in (machine.folder / "state" / "worthwhile").iterdir():
        assert not kept.stat().st_mode & 0o077, kept


def test_a_place_that_cannot_be_written_to_is_named(machine: Machine) -> None:
    (machine.folder / "state").write_text("not a folder")
    code, said = machine.push(ALL)
    assert (code, said.startswith(str(machine.folder / "state"))) == (1, True)
    assert machine.tasks() == []


def test_two_scans_at_once_do_not_send_the_same(machine: Machine) -> None:
    environment = {"XDG_STATE_HOME": str(machine.folder / "state")}
    with state.alone(state.place(machine.folder, environment, machine.url, machine.token)):
        assert machine.push(ALL) == (0, "another scan is sending what is new: nothing to do")
    assert machine.push() == (0, "5 accepted, 0 known already, 0 rejected")


@contextmanager
def road(to: str, breaks_after: int) -> Iterator[str]:
    """A way to the bot that breaks down after so many requests."""
    passed = []

    class Passes(Handler):
        def do_POST(self) -> None:
            body = self.body
            if len(passed) >= breaks_after:
                self.answer(503, b"")
                return
            passed.append(body)
            request = Request(to + self.path, data=body, headers=dict(self.headers))
            with urlopen(request) as answer:
                self.answer(answer.status, answer.read())

    with listening(Passes) as url:
        yield url


def test_what_arrived_before_a_push_broke_down_is_not_sent_again(machine: Machine) -> None:
    for session in range(6):
        prompts = (prompt(number) for number in range(session * 1_000, session * 1_000 + 1_000))
        (machine.log.parent / f"{session}.jsonl").write_bytes(b"".join(prompts))
    with road(machine.url, breaks_after=2) as url:
        code, _, said = scan(machine.log.parent, url, machine.token, home=machine.folder)
        assert (code, said.count("\n")) == (1, 1)
        assert said.startswith("not sent: it is busy: what arrived is not sent again")
    with road(machine.url, breaks_after=99) as url:
        for kept in (machine.folder / "state").rglob("scan-*.json"):  # another port is another way
            there = state.place(
                machine.folder,
                {"XDG_STATE_HOME": str(machine.folder / "state")},
                url,
                machine.token,
            )
            kept.rename(there)
        code, _, said = scan(machine.log.parent, url, machine.token, home=machine.folder)
    assert (code, said.splitlines()[-1]) == (0, "2000 accepted, 0 known already, 0 rejected")
    assert sum(task.prompts for task in machine.tasks()) == 6_000


def test_what_is_refused_is_told_with_its_cause(machine: Machine) -> None:
    ahead = FIRST.replace(b"2026-11-20", b"2027-11-20").replace(b"p-1", b"p-2")
    with machine.log.open("wb") as file:
        file.writelines([FIRST, ahead])
    code, _, said = scan(machine.log, machine.url, machine.token, home=machine.folder)
    assert code == 0
    assert said.splitlines()[-2:] == [
        "1 accepted, 0 known already, 1 rejected",
        "1 rejected: in the future",
    ]


def test_a_file_nobody_may_read_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").mkdir()
    (tmp_path / "b.jsonl").write_bytes(ALL)
    _, lines, said = scan(tmp_path)
    assert len(lines) == 5
    assert said.endswith("3 lines not understood, 1 files not readable\n")


NOT_UTF8 = os.fsdecode(b"caf\xe9.jsonl")


def nowhere(line: bytes) -> bytes:
    """A line that does not say in which project."""
    return json.dumps(json.loads(line) | {"cwd": None}).encode() + b"\n"


def test_a_log_whose_name_is_no_text_is_read_like_others(machine: Machine) -> None:
    chats = machine.log.parent / NOT_UTF8 / "chats"
    chats.mkdir(parents=True)
    (chats / NOT_UTF8).write_bytes(nowhere(prompt(2)))
    assert machine.push(prompt(3)) == (0, "2 accepted, 0 known already, 0 rejected")
    assert machine.push(prompt(4)) == (0, "1 accepted, 0 known already, 0 rejected")
    code, lines, _ = scan(chats, labels=True)
    assert (code, [it["label"] for it in lines]) == (0, ["caf\ufffd.jsonl"])
    found = list(parts([chats / NOT_UTF8], State(), worth_help=0))
    assert [(path, len(part.told)) for path, part in found] == [(chats / NOT_UTF8, 1)]


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl").write_bytes(ALL)
    _, lines, said = scan(tmp_path)
    assert len(lines) == 5
    assert said.endswith("1 files not readable\n")


@pytest.mark.parametrize(
    "garbled",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b'{"acc',
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n"
        + b'{"accepted": "all", "known": 0, "rejected": [], "rejected_in_all": 0}',
    ],
)
def test_an_answer_that_is_cut_off_or_none_is_no_end(machine: Machine, garbled: bytes) -> None:
    class Garbles(Handler):
        def do_POST(self) -> None:
            assert self.body
            self.wfile.write(garbled)
            self.close_connection = True

    machine.log.write_bytes(ALL)
    with listening(Garbles) as url:
        code, _, said = scan(machine.log, url, machine.token, home=machine.folder)
        assert code == 1
        assert "not sent: it does not answer: check the address, and try again\n" in said
        tries, err = [], io.StringIO()

        def wait(seconds: float) -> bool:
            tries.append(seconds)
            return len([it for it in tries if it]) == 2

        wish = Wish(machine.log, url, machine.token, wait=wait)
        assert main(wish, home=machine.folder, environment={}, err=err) == 0
    assert err.getvalue().startswith("not sent: it does not answer")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More than is read at once, in one log and in several."""
    logs.write(tmp_path / "logs", read.MOST * 3 // 2)
    some = sorted((tmp_path / "logs").rglob("*.jsonl"))
    long, room = tmp_path / "logs" / "long.jsonl", read.MOST * 5 // 4
    with long.open("wb") as file:
        while room > 0:
            room -= file.write(some[0].read_bytes())
            some.pop(0).unlink()
    return tmp_path / "logs"


def all_of(folder: Path, worth_help: int) -> tuple[list[bytes], Scanned]:
    scanned, lines = Scanned(), []
    for _, part in parts(sorted(folder.rglob("*.jsonl")), State(), worth_help=worth_help):
        lines += scanned.take(part)
    return lines, scanned


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="helpers need a second processor")
def test_helpers_find_what_one_process_finds(many: Path) -> None:
    alone, helped = all_of(many, 1 << 40), all_of(many, 0)
    assert alone == helped
    assert len(alone[0]) > 3_000
    assert alone[1].files == len(list(many.rglob("*.jsonl")))


def test_of_copies_in_several_logs_the_largest_counts(tmp_path: Path) -> None:
    def answered(tokens: int, request: str = "r") -> bytes:
        usage = {"input_tokens": 10, "output_tokens": tokens}
        message = {"id": "m", "model": "m", "usage": usage, "content": []}
        at = "2026-11-20T09:00:00Z"
        return json.dumps({"timestamp": at, "requestId": request, "message": message}).encode()

    for number, tokens in enumerate((5, 7, 7, 6)):
        (tmp_path / f"{number}.jsonl").write_bytes(answered(tokens) + b"\n")
    scanned = all_of(tmp_path, 1 << 40)[1]
    assert scanned.tokens == Tokens(10, 0, 0, 7)
    assert scanned.counts.total() == 1
