"""Worthwhile, the bot.

Where to start reading, in this order: `model` (the nouns), `sources` (what tools report becomes
tasks), `connectors` (what vendors report of everybody, fetched), `reflection` (a person's own week,
and the questions), `outbox` and `delivery` (reaching Slack on time, once), `listeners` (what people
do in Slack), `trends` (what a group gets: blurred, locked, every four weeks), `publiclog` (what was
done here, for everybody to check), `people` (who is who, and who wants what). `web` is where tools
send to, `scan` reads logs on an employee's own machine, `doctor` says what is wrong. `services` is
what every verb is handed; `app`, `running` and `cli` are the only ones who know everybody.
"""
