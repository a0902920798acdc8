"""The attacks Worthwhile must hold against, run for real, each beside a naive design that falls.

One file an attack. `attack(effort, folder)` gives its findings: how often an attacker was right,
the bound, and how often the same attacker is right where the same answers are published naively.
`town` is where most of them are tried: people answer, windows are frozen and published, and a page
is what `/worthwhile team` shows (`asking`). `story` is one office over HTTP, for attacks that come
in by the app. The quick form runs with the tests; `python -m tests.attacks` prints the table and
writes it into the README, with `--long` over twenty times as many towns.

Populations are seeded, noise never is (OpenDP takes no seed). A finding fails when an attacker who
is right as often as the bound allows would hit so often in fewer than one of 10⁸ runs (by the
binomial distribution, exactly), and there are fewer than a hundred findings: a false failure is
rarer than 1 in 10⁶.
"""
