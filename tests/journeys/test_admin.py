"""An admin decides when and how for everybody, and sees counts of messages, never of people."""

from __future__ import annotations

from bot.people import tokens
from bot.sandbox import Hand
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import blocks_of, questions, task, words


def opened(office: Office) -> tuple[Hand, Hand]:
    """Ines is an admin of the workspace, Ada is not."""
    ines, ada = office.hire("UINES", admin=True), office.hire("UADA")
    office.open()
    office.tick()
    return ines, ada


def decide(office: Office, admin: Hand, **decided: str | list[str]) -> str:
    """Fill in the form and save; what is said then."""
    admin.command("/worthwhile", "admin")
    office.modal(admin, "Worthwhile for everybody")
    admin.submit(dict(decided))
    said = words(office.modal(admin, "Saved"))
    admin.close()
    return said


def five(office: Office) -> list[str]:
    """With three more there are five, all told; it is Thursday evening."""
    more = [f"UP{number}" for number in range(3)]
    for slack_id in more:
        office.hire(slack_id)
    office.load_roster()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    return ["UADA", "UINES", *more]


def worked(office: Office, day: str) -> None:
    office.clock.set(f"{day}T18:00")
    office.push([task("UADA", f"{day}T09:00")])


def posts(hand: Hand) -> int:
    return sum(not its.ephemeral for its in hand.messages())


def test_what_an_admin_decides_happens_from_then_on(office: Office) -> None:
    ines, ada = opened(office)
    assert "for the people who look after me here" in words(office.command(ada, "admin"))
    assert not ada.modals()
    assert "`/worthwhile admin`" in words(office.command(ines, "help"))

    said = decide(office, ines, weekday="4", hour="16", questions="1")
    assert "Saved. Digests come on Thursdays at 16:00" in said.replace("\n", " ")
    worked(office, "2026-11-04")
    office.clock.set("2026-11-05T14:59")
    office.push([task("UADA", "2026-11-04T12:00")])
    office.at("2026-11-05T14:59")
    assert posts(ada) == 1
    office.at("2026-11-05T15:00")  # Thursday, four in Berlin
    assert posts(ada) == 2
    assert len(questions(ada.last())) == 1

    # Everything paused: nothing to anybody, and nothing is made up for afterwards
    assert "Everything is paused" in decide(office, ines, paused=[actions.YES])
    worked(office, "2026-11-11")
    office.at("2026-11-12T15:00")
    office.at("2026-11-13T15:00")
    assert posts(ada) == 2
    decide(office, ines, paused=[])
    office.at("2026-11-13T15:30")
    assert posts(ada) == 2
    worked(office, "2026-11-18")
    office.at("2026-11-19T15:00")
    assert posts(ada) == 3

    # By invitation: Ada was told, and never said yes
    said = decide(office, ines, by_invitation=[actions.YES])
    assert "to those who accepted the invitation" in said
    worked(office, "2026-11-25")
    office.at("2026-11-26T15:00")
    assert posts(ada) == 3
    newcomer = office.hire("UBEN")
    office.load_roster()
    office.at("2026-11-27T09:00")
    assert "Nothing is kept or sent unless you choose *Sounds good*" in words(newcomer.last())
    office.quietly(ada, lambda: ada.press(actions.WELCOME_ACCEPT, message=ada.messages()[0]))
    worked(office, "2026-12-02")
    office.at("2026-12-03T15:00")
    assert posts(ada) == 4


def test_floors_are_raised_from_the_next_window_on_and_everybody_is_told(office: Office) -> None:
    ines, ada = opened(office)
    worked(office, "2026-11-05")
    office.at("2026-11-06T13:00")
    office.clock.set("2026-11-06T15:00")
    said = decide(
        office, ines, least_people="10", least_respondents="8", keep_tasks_weeks="8"
    ).replace("\n", " ")
    assert "at least ten people, and figures at least eight answers" in said
    assert "in the four weeks from 30 November on" in said
    assert "Tasks are kept eight weeks" in said
    ines.command("/worthwhile", "admin")
    form = words(office.modal(ines, "Worthwhile for everybody"))
    assert "Never under six" in form
    ines.close()
    worked(office, "2026-11-12")
    office.at("2026-11-13T13:00")
    told = words(ada.last())
    assert "the fewest people of a group from six to ten, for the four weeks from 30 Nov" in told
    assert "how long tasks are kept from 13 to eight weeks" in told


def test_counts_of_work_done_and_a_preview_of_made_up_data(office: Office) -> None:
    ines, ada = opened(office)
    worked(office, "2026-11-05")
    office.at("2026-11-06T13:00")
    ada.press(f"{actions.ANSWER_RATE}:not_worth_it")
    office.wait(lambda: "Noted." in words(ada.last()))
    ines.command("/worthwhile", "admin")
    form = office.modal(ines, "Worthwhile for everybody")
    counts = words(form)
    assert "Welcomes: at most a few seen to, at most a few waiting" in counts
    assert "Digests: at most a few seen to, at most a few waiting" in counts
    assert "Other tools have been heard from as well." in counts
    assert "Claude Code" not in counts, "of fewer than five people it would tell of one"
    for nothing in ("Ada", "UADA", "answered", "declined", "silent"):
        assert nothing not in counts

    before = posts(ines)
    ines.press(actions.ADMIN_PREVIEW)
    preview = office.modal(ines, "A digest, made up")
    assert "Everything below is made up" in words(preview)
    assert "Eleven tasks in two tools" in words(preview)
    (row,) = questions(preview)
    assert not list(blocks_of(preview, "image"))
    ines.press(f"{actions.ANSWER_RATE}:partly", block_id=row)
    office.wait(lambda: "There is nothing here to answer" in words(ines.modals()[-1]))
    assert posts(ines) == before, "nothing of it stays in Slack"


def test_the_operator_may_name_the_admins(office: Office) -> None:
    office.hire("UINES", admin=True)
    ada = office.hire("UADA")
    office.admins = "UADA"
    office.open()
    office.tick()
    ines = office.workspace.hand("UINES")
    assert "for the people who look after me" in words(office.command(ines, "admin"))
    ada.command("/worthwhile", "admin")
    office.modal(ada, "Worthwhile for everybody")


def test_a_tool_is_named_when_five_people_use_it_and_without_a_number(office: Office) -> None:
    ines, _ = opened(office)
    people = five(office)
    lines = [task(its, "2026-11-05T09:00", source="codex") for its in people]
    made_up = [task(its, "2026-11-05T10:00", source="probe") for its in people]
    office.push([*lines[:4], *made_up])
    assert "Codex" not in sources(office, ines)
    office.push([task("UADA", "2026-11-05T11:00", source="codex")])
    assert "Codex" not in sources(office, ines), "four people, however many lines"
    office.push(lines)
    assert "Codex CLI: heard from today" in sources(office, ines)
    assert "Other tools have been heard from as well." in sources(office, ines)
    assert "robe" not in sources(office, ines), "nor a name that somebody made up"
    office.clock.set("2026-11-06T18:00")
    assert "Codex CLI: last heard on 5 November" in sources(office, ines)
    office.clock.set("2026-11-07T18:00")
    silent = sources(office, ines)
    assert "Codex CLI: silent since 5 November" in silent
    assert "One tool that many people use has been silent since Thursday 5 November." in silent


def test_what_was_not_taken_is_told_with_its_cause_and_without_a_number(office: Office) -> None:
    ines, _ = opened(office)
    people = five(office)
    office.push(task(its, "2026-11-05T09:00", source="codex") for its in people)
    assert "not taken" not in sources(office, ines)
    office.push([task("UADA", "2026-10-05T09:00", source="codex")])
    assert "not taken: lines that came more than 14 days late\n" in sources(office, ines)
    office.push([task("UADA", "2026-11-08T09:00", source="codex")])
    office.push([task("UNOBODY", "2026-11-05T09:00", source="codex")])
    assert "days late · lines dated ahead · lines that could not be read or named nobody" in (
        sources(office, ines)
    )


def test_a_platform_that_falls_silent_is_named_whoever_it_spoke_for(office: Office) -> None:
    ines, _ = opened(office)
    office.push([])
    office.clock.set("2026-11-08T08:00")
    assert "The platform" not in sources(office, ines)
    office.clock.set("2026-11-09T08:01")
    said = "The platform “office” has sent nothing with its token since Monday 2 November."
    assert said in sources(office, ines)
    office.push([task("UNOBODY", "2026-11-09T07:00")])
    assert "The platform" not in sources(office, ines), "whatever became of what it sent"
    office.clock.set("2026-11-20T08:00")
    assert "since Monday 9 November" in sources(office, ines)
    tokens.revoke_platform(office.house.services, "office")
    assert "The platform" not in sources(office, ines)


def sources(office: Office, admin: Hand) -> str:
    """What the form says of the tools that report."""
    admin.command("/worthwhile", "admin")
    said = words(office.modal(admin, "Worthwhile for everybody"))
    admin.close()
    return said[said.index("*Sources") :]


def test_an_admin_need_not_be_in_the_roster(office: Office) -> None:
    opened(office)
    boss, guest = office.visitor("UBOSS"), office.visitor("UGUEST")
    office.workspace.update_person("UBOSS", is_admin=True)
    assert "`/worthwhile admin`" in words(office.command(boss, "help"))
    said = decide(office, boss, hour="9")
    assert "9:00" in said
    boss.command("/worthwhile", "admin")
    office.modal(boss, "Worthwhile for everybody")
    boss.press(actions.ADMIN_PREVIEW)
    assert "made up" in words(office.modal(boss, "A digest, made up"))
    stranger = words(office.command(guest, "privacy"))
    for word in ("admin", "help"):
        assert words(office.command(guest, word)) == stranger
    assert words(office.command(boss, "privacy")) == stranger, "of a person's own there is nothing"
    assert not [line for line in office.log.lines if line.startswith("ERROR")]
