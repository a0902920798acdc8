"""How fast the bot is, told in ratios that were measured in one run: `python -m tests.benchmarks`.

Seconds alone say more about the machine than about the bot, and nothing here is asserted: a slow
afternoon must not fail anybody's tests.
"""
