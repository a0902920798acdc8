"""A Slack workspace on one's own machine; it knows nothing of the app that lives in it.

Start reading at `workspace` (what is true; its parts are in `state`), then `hands` (what people
do), `asking` (what the app asks: the Web API, held to Slack's `rules`), `telling` (how the app
hears of it), `server` (all of it on a port) and `page` (all of it to look at).
"""

from bot.sandbox.asking.faults import Faults
from bot.sandbox.asking.journal import Call
from bot.sandbox.asking.rates import Rates
from bot.sandbox.changes import Timeout
from bot.sandbox.hands.choosing import NotAccepted, NotOnScreen
from bot.sandbox.hands.hand import Hand
from bot.sandbox.server import Control, Sandbox
from bot.sandbox.state.members import Member, Usergroup
from bot.sandbox.state.messages import Message
from bot.sandbox.state.views import View
from bot.sandbox.telling.envelopes import Answered
from bot.sandbox.workspace import Workspace

__all__ = [
    "Answered",
    "Call",
    "Control",
    "Faults",
    "Hand",
    "Member",
    "Message",
    "NotAccepted",
    "NotOnScreen",
    "Rates",
    "Sandbox",
    "Timeout",
    "Usergroup",
    "View",
    "Workspace",
]
