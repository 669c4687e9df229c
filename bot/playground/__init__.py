"""A strict Telegram Bot API on this machine, with people who act in one line.

It serves the tests and the demo. Its one rule: it knows the Bot API and nothing of the
bot it talks to.
"""

from bot.playground.clock import Clock, SteppedClock, SystemClock
from bot.playground.faults import (
    Action,
    Fault,
    accept_then_drop,
    answer_late,
    delay,
    drip,
    gateway_page,
    half_body,
    refuse,
    reset,
)
from bot.playground.groups import Group
from bot.playground.ledger import Call, Ledger
from bot.playground.limits import FloodLimits
from bot.playground.model import Button, Chat, Message
from bot.playground.people import Person
from bot.playground.scenes import Scene, Seat
from bot.playground.simulator import Simulator
from bot.playground.taps import Toast

__all__ = [
    "Action",
    "Button",
    "Call",
    "Chat",
    "Clock",
    "Fault",
    "FloodLimits",
    "Group",
    "Ledger",
    "Message",
    "Person",
    "Scene",
    "Seat",
    "Simulator",
    "SteppedClock",
    "SystemClock",
    "Toast",
    "accept_then_drop",
    "answer_late",
    "delay",
    "drip",
    "gateway_page",
    "half_body",
    "refuse",
    "reset",
]
