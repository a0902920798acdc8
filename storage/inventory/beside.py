"""What is noted beside a person's work and answers, as closed to others as these, in words."""

from __future__ import annotations

from storage.inventory.describing import ANSWERS, FOR_GOOD, PLACES, UNTIL_ERASED, Described

BESIDE = {
    "person": Described(
        what="Somebody of the roster, by a random id. In which team stands nowhere beside it.",
        why="Digests come in their own time zone; groups are cut from the roster.",
        kept=f"{UNTIL_ERASED}; leaving the company alone erases nobody",
        columns={
            "id": "the random id",
            "zone": "their time zone",
            "first_seen": "when they came into the roster, for eight weeks; then 0",
            "founding": "for as long, whether they came with the very first roster",
            "guest": "whether they are a guest, who is not counted",
            "departed": "whether they left the workspace",
            "removed": "whether the roster names them no longer",
        },
    ),
    "delivery": Described(
        what="One message on its way to one person; never its words.",
        why="Each is sent once, and can be deleted from Slack when its person is erased.",
        kept=PLACES,
        columns={
            "id": "a random id",
            "letter": "welcome, digest, reminder, or news of a token",
            "occasion": "what makes it the only one, such as the week",
            "due_at": "when it was due",
            "state": "due, sending, sent, dropped, or nothing to say",
            "claimed_until": "how long its sender is trusted to be alive",
            "claimed_by": "which process is sending it",
            "attempts": "how often that was tried",
            "doubts": "how often nobody knows whether it arrived",
            "reason": "why it was dropped",
            "first_day": "the first day a digest covers",
            "last_day": "the last",
            "zone": "the time zone of these days",
            "told_until": "for who moved to another zone: when the digest before ended",
            "sealed_place": "the conversation in Slack it stands in, and its number there",
            "sent_at": "when it arrived",
        },
        read_by="Admins see how many welcomes and digests wait and arrived, and nothing else.",
    ),
    "ingest_token": Described(
        what="That a token was made with which a tool reports.",
        why="Usage is taken only from whoever holds a token.",
        kept=f"{UNTIL_ERASED}; a platform's for good",
        columns={
            "token_hash": "the SHA-256 of the token, which is kept nowhere",
            "platform": "the platform's name, if it is a platform's",
            "made_at": "when it was made",
            "revoked_at": "when it was ended",
        },
        held={"token_hash": "digest"},
    ),
    "exported": Described(
        what="That a person was handed an export; never what was in it.",
        why="Erasing them deletes the file from Slack as well.",
        kept=PLACES,
        columns={
            "id": "a random id",
            "at": "when",
            "sealed_place": "the conversation in Slack it lies in, the message, and the file's id",
        },
    ),
    "ledger": Described(
        what="What publishing a figure, or a breakdown of the company, cost all of a cell, in ε.",
        why="The budget is checked before anything is blurred. It does not tell who answered.",
        kept=ANSWERS,
        columns={
            "cell": "the cell they were counted in",
            "measure": "what was added up: a measure, or a dimension of the company's breakdowns",
            "epsilon": "the cost",
        },
    ),
    "opening": Described(
        what="Which manager or admin an entry of the public log is about.",
        why="Whoever is in a team can see which managers and admins asked for its page.",
        kept=UNTIL_ERASED,
        columns={
            "team": "whose page it was",
            "day": "on which day; once a day is enough",
            "entry": "the number of the entry",
        },
        read_by="Shown by name to the team's people, its managers and admins.",
    ),
    "release_total": Described(
        what="The blurred mean of what was published of a group. Of groups, not of people.",
        why="The next four weeks' arrow is worked out from it.",
        kept=FOR_GOOD,
        columns={
            "points": "the blurred mean, in whole points",
            "at_least": "how many answered, rounded down to an edge",
            "cells": "how many cells it was added up over",
        },
        read_by="Nobody: only publishing itself.",
    ),
    "release_salt": Described(
        what="A random number for each figure locked in the public log. Of groups, not of people.",
        why="With it a figure can be found in the log; without it the log tells nothing of it.",
        kept=FOR_GOOD,
        columns={
            "group_id": "the group, or the name of a row of the company's breakdowns",
            "measure": "a measure, its direction or finding, or a dimension of breakdowns",
            "salt": "128 bits of chance",
        },
        read_by="With *Check this page*, whoever may see the figure.",
    ),
}
