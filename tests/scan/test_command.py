"""The command as it is typed: where the token comes from, the line for cron, what it loads."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.scan.machine import PAYLOAD, Machine

ROOT = Path(__file__).parents[2]


def typed(*words: object, home: Path, **environment: str | None) -> Result:
    its = {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "WORTHWHILE_TOKEN": None}
    return CliRunner().invoke(main, ["scan", *map(str, words)], env=its | environment)


def test_a_token_comes_from_a_file_or_the_environment(machine: Machine) -> None:
    machine.log.write_bytes(PAYLOAD.read_bytes())
    file = machine.folder / "token"
    file.touch(0o600)
    file.write_text(machine.token + "\n")
    to = (machine.log, "--to", machine.url)
    said = typed(*to, "--token-file", file, home=machine.folder).stderr
    assert said.endswith("5 accepted, 0 known already, 0 rejected\n")
    again = typed(*to, home=machine.folder, WORTHWHILE_TOKEN=machine.token)
    assert again.stderr.endswith("0 accepted, 0 known already, 0 rejected\n")
    assert typed(*to, "--quiet", "--token-file", file, home=machine.folder).output == ""
    missing = typed(*to, home=machine.folder)
    assert (missing.exit_code, "/worthwhile connect" in missing.stderr) == (2, True)


@pytest.mark.parametrize(
    ("mode", "text", "said"),
    [
        (0o644, "wwp_x", "can be read by others: `chmod 600 "),
        (0o600, " \n", "is empty: it should hold your token"),
    ],
)
def test_a_token_file_that_will_not_do(tmp_path: Path, mode: int, text: str, said: str) -> None:
    file = tmp_path / "token"
    file.write_text(text)
    file.chmod(mode)
    result = typed(PAYLOAD, "--to", "http://127.0.0.1:1", "--token-file", file, home=tmp_path)
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert "wwp_x" not in result.output


def test_the_line_for_cron_runs_as_it_is_and_shows_no_token(machine: Machine) -> None:
    folder = machine.folder / "100% mine"
    folder.mkdir()
    (folder / "token").touch(0o600)
    (folder / "token").write_text(machine.token)
    (folder / "projects").mkdir()
    (folder / "projects" / "s.jsonl").write_bytes(PAYLOAD.read_bytes())
    moved = {"CLAUDE_CONFIG_DIR": str(folder), "WORTHWHILE_TOKEN": machine.token}
    words = typed(
        *("--cron", "--to", machine.url, "--token-file", folder / "token"),
        home=machine.folder,
        **moved,
    ).output
    (line,) = (it for it in words.splitlines() if "* * * *" in it)
    assert machine.token not in words
    minutes, _, command = line.partition(" * * * * ")
    first, second = map(int, minutes.split(","))
    assert second - first == 30
    assert "%" not in command.replace("\\%", "")
    run = ["/bin/sh", "-c", command.replace("\\%", "%")]
    bare = {"HOME": str(machine.folder), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(run, env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(machine.tasks()) == 1


def test_the_line_for_cron_reads_the_folder_that_was_asked_for(machine: Machine) -> None:
    file = machine.folder / "token"
    file.touch(0o600)
    file.write_text(machine.token)
    mine, theirs = machine.folder / "a folder; mine", machine.folder / ".claude" / "projects"
    for number, folder in enumerate((mine, theirs)):
        folder.mkdir(parents=True)
        name = f'"p-{number}"'.encode()
        (folder / "s.jsonl").write_bytes(PAYLOAD.read_bytes().replace(b'"p-1"', name))
    near = os.path.relpath(mine)
    words = typed("--cron", near, "--to", machine.url, "--token-file", file, home=machine.folder)
    (line,) = (it for it in words.output.splitlines() if "* * * *" in it)
    command = shlex.split(line.partition(" * * * * ")[2])
    assert str(mine) in command
    said = typed(*command[command.index("scan") + 1 :], home=machine.folder)
    assert (said.exit_code, said.output) == (0, "")
    assert sum(task.prompts for task in machine.tasks()) == 1


def test_the_token_has_a_usual_place(tmp_path: Path) -> None:
    words = typed("--cron", "--to", "https://w.example.com", home=tmp_path).output
    token = shlex.quote(str(tmp_path / ".config" / "worthwhile" / "token"))
    assert f"(umask 077 && cat > {token})" in words
    assert f"--token-file {token}\n" in words
    assert "launchd is not" in words


@pytest.mark.parametrize(
    "words",
    [
        ("--watch",),
        ("--cron",),
        ("--watch", "--dry-run", "--to", "http://127.0.0.1:1"),
        ("--cron", "--dry-run", "--to", "http://127.0.0.1:1"),
        ("--cron", "--watch", "--to", "http://127.0.0.1:1"),
    ],
)
def test_what_does_not_go_together_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = typed(PAYLOAD, *words, home=tmp_path)
    assert result.exit_code == 2
    assert "--to" in result.stderr or "--cron" in result.stderr
    assert "* * * *" not in result.output


LOADING = """
import json, sys
class Only:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        # How Python was built is the standard library's too, by a name of each machine's own.
        known = top in sys.stdlib_module_names or top.startswith("_sysconfigdata_")
        if not known and top not in {"bot", "click", "msgspec"}:
            raise ImportError(name + " must not be needed")
sys.meta_path.insert(0, Only())
from bot.cli import main
try:
    main(["scan", *sys.argv[1:]])
except SystemExit as ended:
    rooms = {".".join(name.split(".")[:2]) for name in sys.modules if name.startswith("bot.")}
    print(json.dumps([ended.code, sorted(rooms), "ssl" in sys.modules]))
"""


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_it_runs_with_nothing_but_click_and_msgspec(more: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADING, str(PAYLOAD), *more],
        env=os.environ | {"HOME": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.stdout, done.stderr
    code, rooms, secure = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    assert set(rooms) == {
        *(
            "bot.cli",
            "bot.console",
            "bot.loading",
            "bot.model",
            "bot.scan",
            "bot.scanning",
            "bot.sources",
        ),
        "bot.upkeep",
    }
    assert not secure, "what sends nothing needs no HTTP client"
