"""What to do about a message after an attempt to send it.

One rule: pure decisions; whoever calls holds the queue, the clock and the dice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.outgoing import Accepted, Outcome, Refusal, Refused, Unknown, Unsent

LONGEST_WAIT: Final = 60.0
_FIRST_WAIT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a message was tried.

    `failures` counts failures in a row, this one included. `plain` went without
    HTML. `replaces` says that it edited a card, so a new message would do too.
    `in_topic` went to a forum topic, so the group around that would do too.
    """

    failures: int
    plain: bool
    replaces: bool
    in_topic: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """Telegram has it."""

    accepted: Accepted


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Try the same again after so many seconds."""

    after: float


@dataclass(frozen=True, slots=True)
class SendPlain:
    """Try once more without HTML."""


@dataclass(frozen=True, slots=True)
class PostAnew:
    """Send a new message, for the one to edit is gone."""


@dataclass(frozen=True, slots=True)
class LeaveTopic:
    """Send it outside of the topic, and what comes after it too."""


@dataclass(frozen=True, slots=True)
class Move:
    """Send it, and all that waits, to the number that the group has now."""

    to: int


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Never send it, nor anything else to this chat if `unreachable`."""

    why: Refusal
    unreachable: bool


@dataclass(frozen=True, slots=True)
class Stop:
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
