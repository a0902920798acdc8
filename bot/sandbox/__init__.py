"""A Slack workspace on one's own machine; it knows nothing of the app that lives in it.

Start reading at `workspace` (what is true), `hand` (what people do), `webapi` (what the app asks),
`sockets` and `http_mode` (how the app hears of it), `server` (all of it on a port).
"""

from bot.sandbox.changes import Timeout
from bot.sandbox.choosing import NotAccepted, NotOnScreen
from bot.sandbox.envelopes import Answered
from bot.sandbox.faults import Faults
from bot.sandbox.hand import Hand
from bot.sandbox.journal import Call
from bot.sandbox.members import Member, Usergroup
from bot.sandbox.messages import Message
from bot.sandbox.rates import Rates
from bot.sandbox.server import Control, Sandbox
from bot.sandbox.views import View
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
