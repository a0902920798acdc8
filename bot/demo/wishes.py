"""What some people choose once: to be told or not, discreet digests, fewer questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.demo.cast import CAST, Employee
from bot.demo.chance import chance
from bot.demo.stage import Stage
from bot.demo.story import wants_no_questions
from bot.sandbox import Hand
from messages import actions

_PATIENCE = 30.0


def react_to_welcome(stage: Stage, employee: Employee) -> None:
    """Sounds good, not for me; most people just let it come."""
    hand = stage.workspace.hand(employee.slack_id)
    if not hand.messages():
        return
    if employee.slack_id == "U0GRETA":
        _and_hear(stage, hand, partial(hand.press, actions.WELCOME_DECLINE))
    elif employee.slack_id in CAST or chance(employee.slack_id, "welcome").random() < 0.2:
        _and_hear(stage, hand, partial(hand.press, actions.WELCOME_ACCEPT))
    if employee.slack_id == "U0FEMI":
        _prefer(stage, hand, {actions.FIELD_SHOWS: actions.SHOWS_DISCREET})


def react_to_first_digest(stage: Stage, employee: Employee) -> None:
    """Keep mine out; ask me less; ask me nothing."""
    hand = stage.workspace.hand(employee.slack_id)
    if wants_no_questions(stage.company, employee):
        _prefer(stage, hand, {actions.FIELD_QUESTIONS: "0"})
    wish = {"U0KIRA": actions.COUNTED_OUT, "U0LIAM": actions.ASK_LESS}.get(employee.slack_id)
    if wish and any(_offers(message.blocks, wish) for message in hand.messages()):
        _and_hear(stage, hand, partial(hand.press, wish))


def _and_hear(stage: Stage, hand: Hand, act: Callable[[], object]) -> None:
    """Act, and wait for what the bot says to it."""
    said, changes = len(hand.messages()), [message.blocks for message in hand.messages()]
    act()
    stage.workspace.wait_until(
        lambda: (
            len(hand.messages()) > said
            or [message.blocks for message in hand.messages()] != changes
        ),
        _PATIENCE,
    )


def _prefer(stage: Stage, hand: Hand, wished: dict[str, str | list[str]]) -> None:
    hand.open_home()
    stage.workspace.wait_until(lambda: hand.home() is not None, _PATIENCE)
    hand.press(actions.PREFERENCES_OPEN, home=True)
    stage.workspace.wait_until(hand.modals, _PATIENCE)
    hand.submit(wished)
    stage.workspace.wait_until(lambda: not hand.modals(), _PATIENCE)


def _offers(blocks: list[dict[str, object]], action_id: str) -> bool:
    return f"'action_id': '{action_id}'" in str(blocks)
