"""People's hands: the taps of a round, through the buttons that are really there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.demo.answering import Intention, Row, intention, open_rows
from bot.demo.cast import Employee
from bot.demo.chance import chance
from bot.demo.stage import Stage
from bot.demo.story import is_played
from bot.sandbox import Hand, Message, View
from messages import actions

Json = dict[str, Any]

AT_ONCE = 4
"""People who tap at the same time."""

_LOOK_BACK = 4 * 86_400
_PATIENCE = 30.0
_READERS = 0.93
_NOTES = (
    "Saved me a dull hour, once I had told it which tests to leave alone.",
    "Looked right, was not: the edge case was the whole point.",
    "Good first draft; I rewrote the second half.",
    "Would have asked Ben. Faster this way.",
    "I spent longer reading it than writing it would have taken.",
)


def all_at_once(stage: Stage, people: Iterable[Employee], act: Callable[[Employee], None]) -> None:
    """Let people act side by side, as they do; no more of them once it is time to end."""

    def unless_ended(employee: Employee) -> None:
        if not stage.ended.is_set():
            act(employee)

    with ThreadPoolExecutor(AT_ONCE, "hand") as pool:
        list(pool.map(unless_ended, people))


def answer(stage: Stage, employee: Employee, *, reminded: bool) -> None:
    """Let somebody answer the digest that came last, if that is what they would do."""
    hand = stage.workspace.hand(employee.slack_id)
    digest = _digest(hand, stage.clock.precise() - _LOOK_BACK)
    if digest is None:
        return
    meant = intention(stage.company, employee, float(digest.ts))
    if not meant.answers or meant.soon == reminded:
        return
    hand.mark_read()
    if any(open_rows(digest.blocks)):
        _tap_all(stage, hand, meant, lambda: current(hand, digest).blocks, message=digest)
    else:
        _in_the_modal(stage, hand, meant, digest)


def catch_up(stage: Stage, employee: Employee) -> None:
    """Before the week is over most people have looked at what came, whether they answer or not."""
    today = datetime.fromtimestamp(stage.clock(), UTC).date()
    reads = chance(employee.slack_id, "reads").random() < _READERS
    if reads and not is_played(employee, today - timedelta(days=1)):
        stage.workspace.hand(employee.slack_id).mark_read()


def current(hand: Hand, message: Message) -> Message:
    """A message as it is by now."""
    return next(its for its in hand.messages() if its.ts == message.ts)


def _digest(hand: Hand, since: float) -> Message | None:
    """The latest message with questions in it, or with a button that leads to them."""
    for message in reversed(hand.messages()):
        if float(message.ts) < since:
            return None
        names = [action for block in message.blocks for action in _action_ids(block)]
        if any(open_rows(message.blocks)) or names[:1] == [actions.WEEK_OPEN]:
            return message
    return None


def _action_ids(block: Json) -> list[str]:
    elements = block.get("elements", []) if block["type"] == "actions" else []
    return [element.get("action_id", "") for element in elements]


def _tap_all(
    stage: Stage,
    hand: Hand,
    meant: Intention,
    blocks: Callable[[], list[Json]],
    **where: Message | View,
) -> None:
    for row, value in meant.taps(list(open_rows(blocks()))):
        _tap(stage, hand, row, value, blocks, where)
        if meant.employee.slack_id == "U0ADA" and row.about_work and "view" not in where:
            _say_more(stage, hand, row, blocks)


def _tap(
    stage: Stage,
    hand: Hand,
    row: Row,
    value: str,
    blocks: Callable[[], list[Json]],
    where: dict[str, Any],
) -> None:
    """Tap, and wait until the question says that it was noted."""
    verb = actions.ANSWER_RATE if row.about_work else actions.ANSWER_DEGREE
    hand.press(f"{verb}:{value}", block_id=row.block_id, **where)
    stage.workspace.wait_until(
        lambda: row.block_id not in {its.block_id for its in open_rows(blocks())}, _PATIENCE
    )


def _in_the_modal(stage: Stage, hand: Hand, meant: Intention, digest: Message) -> None:
    """A discreet digest only says that the week is ready: the questions are behind its button."""
    hand.press(actions.WEEK_OPEN, message=digest)
    stage.workspace.wait_until(hand.modals, _PATIENCE)
    view = hand.modals()[-1]
    _tap_all(stage, hand, meant, lambda: hand.modals()[-1].view["blocks"], view=view)
    hand.close()


def _say_more(stage: Stage, hand: Hand, row: Row, blocks: Callable[[], list[Json]]) -> None:
    """Ada sometimes says more, for herself; the message is drawn again then, too."""
    luck = chance("U0ADA", row.words)
    if luck.random() > 0.3:
        return
    question = actions.question_of(row.block_id)
    hand.press(actions.ANSWER_MORE, value=question)
    stage.workspace.wait_until(hand.modals, _PATIENCE)
    drawn = blocks()
    hand.submit(
        {
            actions.FIELD_NET_TIME: luck.choice(("lost_some", "even", "saved_15_to_60")),
            actions.FIELD_FIXING: luck.choice(("none", "minor", "major")),
            actions.FIELD_NOTE: luck.choice(_NOTES),
        }
    )
    stage.workspace.wait_until(lambda: blocks() is not drawn, _PATIENCE)
