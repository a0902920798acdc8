"""Every control that names a question, a task or a team, pressed by somebody whose it is not."""

from __future__ import annotations

from contextlib import closing

from messages import actions
from storage.sqlite import SqliteDatabase
from tests.journeys.office import Office
from tests.journeys.reading import questions, words
from tests.journeys.test_forgery import forged
from tests.journeys.test_forgery import served as served  # noqa: PLC0414 - a fixture

RATINGS = (f"{actions.ANSWER_RATE}:worth_it", actions.ANSWER_CHOOSE, actions.TASK_RATE)
FORMS = (actions.ANSWER_MORE, actions.ANSWER_CHANGE, actions.ANSWER_TAKE_BACK)
PAGES = (actions.TEAM_OPEN, actions.LOG_CHECK)


def test_nothing_of_his_is_changed_or_shown(served: Office) -> None:
    office = served
    ada, ben = office.workspace.hand("UADA"), office.workspace.hand("UBEN")
    his = questions(ben.last())[0]
    ben.press(f"{actions.ANSWER_RATE}:partly", block_id=his)
    noted = office.wait(lambda: "Noted." in words(ben.last()) and ben.last())
    ben.press(actions.ANSWER_MORE, message=noted)
    office.wait(ben.modals)
    ben.submit({actions.FIELD_NOTE: "going in circles"})
    office.wait(lambda: not ben.modals())
    ada.press(actions.LOOKING_BACK_OPEN)
    office.modal(ada, "How it has been for you")
    kept = _kept(office)

    question, task = str(actions.question_of(his)), _task(office, his)
    tried = [
        *((action, "worth_it") for action in RATINGS),
        *((f"{actions.ANSWER_DEGREE}:5", "5"), (actions.ANSWER_MENU, "skipped")),
        *((action, question) for action in FORMS),
        *((action, "Search") for action in PAGES),
    ]
    for action, value in tried:
        carried = {
            "action_id": action,
            "block_id": task if action == actions.TASK_RATE else his,
            "value": value,
            "selected_option": {"value": value},
        }
        assert forged(office, lambda its, as_=carried: its["actions"][0].update(as_)) == 200
    office.shut()  # whatever was acknowledged is done by then
    shown = [*ada.messages(), *ada.modals()]
    assert not any("circles" in words(its) for its in shown)
    assert _kept(office) == kept


def _task(office: Office, block: str) -> str:
    sql, at = "SELECT task FROM question WHERE id = :q", {"q": actions.question_of(block)}
    (row,) = office.house.services.database.read(sql, at)
    return actions.task_block(row["task"])


def _kept(office: Office) -> list[tuple]:
    with closing(SqliteDatabase(office.folder / "worthwhile.db")) as database:
        return [tuple(row) for row in database.read("SELECT * FROM answer ORDER BY question")]
