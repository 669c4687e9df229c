"""What to do about a message after an attempt to send it.

One rule: pure decisions; whoever calls holds the queue, the clock and the dice.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from bot.outgoing import Accepted, Outcome, Refusal, Refused, Unknown, Unsent

LONGEST_WAIT: Final = 60.0
_FIRST_WAIT: Final = 1.0


class Attempt(Struct, frozen=True):
    """How a message was tried.

    `failures` counts failures in a row, this one included. `plain` went without
    HTML. `replaces` says that it edited a card, so a new message would do too.
    `in_topic` went to a forum topic, so the group around that would do too.
    """

    failures: int
    plain: bool
    replaces: bool
    in_topic: bool = False


class Done(Struct, frozen=True):
    """Telegram has it."""

    accepted: Accepted


class TryAgain(Struct, frozen=True):
    """Try the same again after so many seconds."""

    after: float


class SendPlain(Struct, frozen=True):
    """Try once more without HTML."""


class PostAnew(Struct, frozen=True):
    """Send a new message, for the one to edit is gone."""


class LeaveTopic(Struct, frozen=True):
    """Send it outside of the topic, and what comes after it too."""


class Move(Struct, frozen=True):
    """Send it, and all that waits, to the number that the group has now."""

    to: int


class GiveUp(Struct, frozen=True):
    """Never send it, nor anything else to this chat if `unreachable`."""

    why: Refusal
    unreachable: bool


class Stop(Struct, frozen=True):
    """The bot may not send anything any more."""


Decision = Done | TryAgain | SendPlain | PostAnew | LeaveTopic | Move | GiveUp | Stop


def decide(outcome: Outcome, attempt: Attempt, jitter: float) -> Decision:
    """The next step; `jitter`, from 0 to 1, keeps chats from retrying in step."""
    match outcome:
        case Accepted():
            return Done(outcome)
        case Unsent(wait=wait) if wait is not None:
            return TryAgain(wait)
        case Unsent() | Unknown():
            return TryAgain(backoff(attempt.failures, jitter))
        case Refused(why=Refusal.MOVED, to=to) if to is not None:
            return Move(to)
        case Refused(why=why):
            return _after_refusal(why, attempt)


def _after_refusal(why: Refusal, attempt: Attempt) -> Decision:
    match why:
        case Refusal.TOKEN_REVOKED:
            return Stop()
        case Refusal.BAD_MARKUP if not attempt.plain:
            return SendPlain()
        case Refusal.MESSAGE_GONE if attempt.replaces:
            return PostAnew()
        case Refusal.TOPIC_GONE if attempt.in_topic:
            return LeaveTopic()
        case _:
            return GiveUp(why, unreachable=why is Refusal.UNREACHABLE)


def backoff(failures: int, jitter: float) -> float:
    """Seconds to wait after so many failures in a row: doubling, at most 60.

    `jitter`, from 0 to 1, chooses between half of that and all of it.
    """
    longest = min(_FIRST_WAIT * 2.0 ** min(failures - 1, 30), LONGEST_WAIT)
    return longest * (1 + jitter) / 2
