"""Worthwhile, the bot.

Where to start reading, in this order: `model` (the nouns), `sources` (what tools report becomes
tasks), `reflection` (a person's own week, and the questions), `outbox` and `delivery` (reaching
Slack on time, once), `listeners` (what people do in Slack), `trends` (what a group gets: blurred,
locked, every four weeks), `publiclog` (what was done here, for everybody to check), `people` (who
is who, and who wants what). `services` is what every verb is handed; `app` and `cli` are the only
ones who know everybody.
"""
