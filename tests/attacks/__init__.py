"""The attacks Worthwhile must hold against, run for real, each beside a naive design that falls.

One file an attack. `attack(effort, folder)` gives its findings: how often an attacker was right,
the bound, and how often the same attacker is right where the same answers are published naively.
The quick form runs with the tests; `python -m tests.attacks` prints the table and writes it into
the README, with `--long` over many more runs.

Populations are seeded, noise never is (OpenDP takes no seed). A finding fails when it exceeds its
bound by more than chance would in one of 10⁸ runs (Hoeffding), and there are fewer than a hundred
of them: a false failure is rarer than 1 in 10⁶.
"""
