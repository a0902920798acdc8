"""What is not of one person's work: who is where, how the bot does, and what was published."""

from __future__ import annotations

from storage.inventory.describing import FOR_GOOD, UNTIL_ERASED, Described

DIRECTORY = {
    "team": Described(
        what="A team.",
        why="Groups are made of teams.",
        kept="for good, so that a team is known again",
        columns={
            "id": "a random id",
            "name": "its name",
            "parent": "the team it lies in",
            "parent_since": "the first four weeks that its managers above see (0: all)",
        },
    ),
    "membership": Described(
        what="Who is in which team, as what.",
        why="Groups are cut from it, and it says whose page somebody may see.",
        kept="until the next roster is loaded, or the person is erased",
        columns={
            "team": "the team",
            "role": "member or manager",
            "is_primary": "whether it is the team they are counted in",
            "since_window": "the first four weeks whose page they see (0: all shown)",
            "managing_since": "of a manager: the first of which they see more (0: all shown)",
        },
    ),
    "cell": Described(
        what="People whose answers are only ever added up together, for four weeks.",
        why="Frozen when the four weeks begin, so that nobody's coming or going shows.",
        kept="for good",
        columns={
            "id": "a digest of its teams",
            "parent": "the team that holds them all",
            "teams": "the teams whose people it is made of",
        },
    ),
    "cell_member": Described(
        what="Who is counted in which cell. It comes from the roster alone, not from answers.",
        why="Each person counts once, and in one cell only.",
        kept="until these four weeks are published, or the person is erased",
        columns={"cell": "the cell", "larger": "the larger cell, for sensitive questions"},
    ),
    "group_cell": Described(
        what="Of which cells a group is the sum.",
        why="Every figure is a sum of whole cells.",
        kept="for good",
        columns={"cell": "the cell"},
    ),
}

OPERATIONS = {
    "setting": Described(
        what="What an admin decided, and a few facts about the workspace.",
        why="The bot follows it.",
        kept="as long as it holds; changes of settings stay in the public log",
        columns={"name": "which", "value": "what holds now", "changed_at": "since when"},
    ),
    "pace": Described(
        what="When Slack may be called again.",
        why="Slack limits how often it is called.",
        kept="until the next call",
        columns={
            "method": "what is called",
            "next_at_ms": "not before then",
            "noted_ms": "when that was noted",
        },
    ),
    "source_health": Described(
        what="How many lines a source delivered on a day, over everybody.",
        why="Admins see whether tools report.",
        kept="91 days",
        columns={
            "day": "the day",
            "accepted": "lines received, about whomever; what is dropped is counted alike",
            "known": "always 0: it would tell what became of somebody's line",
            "rejected": "lines that were not taken",
            "too_old": "of these, those that came more than 14 days late",
            "in_future": "of these, those dated ahead",
            "last_at": "when it was last heard from",
        },
    ),
    "platform_heard": Described(
        what="When a platform with a token of its own last delivered something, about whomever.",
        why="Admins see which platform fell silent.",
        kept="until its token is revoked",
        columns={
            "platform": "the name its operator gave it",
            "last_at": "when, at first when its token was made",
        },
    ),
    "connector": Described(
        what="How far a company-wide report was fetched, and whether its vendor answers.",
        why="Each piece of it is asked for once more and not for ever; admins see what fails.",
        kept="for good, one row a report; each round replaces what the one before said",
        columns={
            "name": "the report",
            "told_until": "up to when everything was fetched",
            "began_at": "when the round under way began",
            "reached": "how far that round came",
            "looked_back_at": "when a round last went back as far as usage is taken",
            "next_at": "not before then",
            "last_ok_at": "when a round last ended well",
            "failing_since": "since when none did",
            "failure": "why, as a code",
            "failures": "how often in a row",
            "unmatched": "how many accounts of a day match nobody of the roster, never which",
            "claimed_until": "how long whoever fetches is trusted to be alive",
        },
    ),
    "delivery_progress": Described(
        what="How many welcomes and digests were due in a quarter of an hour, over everybody.",
        why="Admins see whether messages go out. A no, a pause or an erasure changes no row.",
        kept="91 days",
        columns={
            "letter": "welcome or digest",
            "due_by": "the end of that quarter of an hour",
            "messages": "how many were put in, with those that say nothing",
            "handled": "how many were seen to, whatever became of them",
        },
    ),
    "shared_source": Described(
        what="A view: the sources that were heard about five people or more in four weeks.",
        why="Admins see whether a tool reports; a rarer one would tell of single people.",
        kept="not kept: counted when it is looked at",
        columns={"source": "the source, never of how many people"},
    ),
}

PUBLISHED = {
    "page": Described(
        what="Which group a team's name leads to in these four weeks.",
        why="The page says with whom a small team is added up.",
        kept=FOR_GOOD,
        columns={
            "team": "the team",
            "title": "its name as it was",
            "beside": "the names of the others in it",
            "larger_group": "the group for sensitive questions",
            "larger_beside": "the names of the others in that",
        },
    ),
    "release": Described(
        what="One published figure of one group.",
        why="The page that the group and its managers see.",
        kept=FOR_GOOD,
        columns={
            "band": "how many answered, as a band",
            "wording": "mostly, mixed or mostly not, in small groups",
            "level": "percent, in steps of ten, in larger ones",
            "low": "the lower end of the likely range",
            "high": "its upper end",
            "direction": "up or down, where an arrow is earned",
            "finding": "what four windows together are consistent with",
        },
        read_by="Who is in the group or manages it, one group at a time.",
    ),
    "breakdown": Described(
        what="One published row of the whole company: of one tool, or one kind of work.",
        why="What use is worth, and costs, differs by tool and kind.",
        kept=FOR_GOOD,
        columns={
            "dimension": "what is broken down: worth or cost, by tool or kind",
            "name": "the row's name, of a fixed vocabulary",
            "band": "how many answered, as a band",
            "level": "percent, in steps of ten",
            "low": "the lower end of the likely range",
            "high": "its upper end",
        },
        read_by="Nobody yet: there is no page of the whole company.",
    ),
    "window_done": Described(
        what="That four weeks were frozen, closed to answers or published.",
        why="Each is done once.",
        kept="for good",
        columns={"step": "what was done", "at": "when"},
    ),
    "window_floor": Described(
        what="The floors of these four weeks, as they were when their groups were fixed.",
        why="Raising one, or lowering it again, changes nothing in four weeks that have begun.",
        kept="for good",
        columns={
            "least_people": "the fewest people of a group",
            "least_respondents": "the fewest who answered, for a figure to be shown",
        },
    ),
    "log_entry": Described(
        what="An entry of the public log.",
        why="What was done here can be checked by everybody.",
        kept="for good: each entry holds the hash of the one before",
        columns={
            "seq": "its number",
            "at": "when",
            "kind": "pledge, settings, roster, frozen, released, lost, restored or opened",
            "body": "what it tells; the Slack id of a manager or admin in it is sealed",
            "previous": "the hash of the entry before",
            "hash": "its own",
        },
        held={"body": "open, a manager or admin in it sealed (own key)"},
        read_by="Everybody in the roster; the name in an opening that team's people and admins.",
    ),
}

KEYSTORE = {
    "lookup": Described(
        what="Where a Slack id, an e-mail address or a login with a vendor leads.",
        why="The database knows people by random ids; only this can tell who is who.",
        kept=UNTIL_ERASED,
        columns={
            "digest": "a keyed digest (HMAC-SHA256) of the Slack id, address or login",
            "login": "whether it is a login's: the next map of logins replaces those",
        },
        held={"digest": "keyed digest"},
    ),
    "person_key": Described(
        what="A person's own key.",
        why="Their name, answers, notes and labels are sealed under it; destroying it erases them.",
        kept=UNTIL_ERASED,
        columns={"wrapped": "the key", "made_at": "when it was made"},
        held={"wrapped": "sealed (secret key)"},
    ),
    "fact": Described(
        what="A few facts about the key store itself.",
        why="The two stores know that they belong together, and how far the public log had come; "
        "and nothing is blurred twice. An old backup is told from a new one.",
        kept="as long as it holds",
        columns={
            "name": "which: a fingerprint, the key of the look-ups, the newest entry of the log, "
            "the latest four weeks that were blurred, when a backup was made",
            "value": "what holds now; with the key of the look-ups a person's two ids are matched",
        },
        held={"value": "open, the key in it sealed (secret key)"},
    ),
    "erasure": Described(
        what="That the random id of somebody was erased.",
        why="What was cut short is finished, and no backup brings anybody back.",
        kept="30 days. The key in it: until the bot's messages are out of Slack, or for 7 days",
        columns={
            "begun_at": "when that began",
            "ended": "whether nothing is left",
            "place_key": "a key that opens only where the bot's messages to them lie in Slack",
        },
        held={"place_key": "sealed (secret key)"},
    ),
}

MIGRATION = Described(
    what="That a version of the tables is in place (in both stores).",
    why="An update brings the tables to their newest shape once.",
    kept="for good",
    columns={"name": "which version"},
)
