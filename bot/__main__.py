"""`python -m bot`: the same commands, from inside a clone."""

from bot.cli import main

main()
