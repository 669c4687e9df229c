"""What is done about a message after an attempt."""

from datetime import UTC, datetime

import pytest

from bot.delivery.retry import (
    Attempt,
    Decision,
    Done,
    GiveUp,
    LeaveTopic,
    Move,
    PostAnew,
    SendPlain,
    Stop,
    TryAgain,
    backoff,
    decide,
)
from bot.outgoing import Accepted, Outcome, Refusal, Refused, Unknown, Unsent

ACCEPTED = Accepted(7, datetime(2026, 5, 4, tzinfo=UTC))
FIRST = Attempt(failures=1, plain=False, replaces=False)
PLAIN = Attempt(failures=1, plain=True, replaces=False)
CARD = Attempt(failures=1, plain=False, replaces=True)
TOPIC = Attempt(failures=1, plain=False, replaces=False, in_topic=True)
THIRD = Attempt(failures=3, plain=False, replaces=False)


def refused(why: Refusal) -> Refused:
    return Refused(why, "Telegram's words")


@pytest.mark.parametrize(
    ("outcome", "attempt", "decision"),
    [
        (ACCEPTED, FIRST, Done(ACCEPTED)),
        (Unsent(), FIRST, TryAgain(1.0)),
        (Unknown(), THIRD, TryAgain(4.0)),
        (Unsent(wait=5.0, flood=True), THIRD, TryAgain(5.0)),
        (Unsent(wait=0.0), THIRD, TryAgain(0.0)),
        (refused(Refusal.BAD_MARKUP), FIRST, SendPlain()),
        (
            refused(Refusal.BAD_MARKUP),
            PLAIN,
            GiveUp(Refusal.BAD_MARKUP, unreachable=False),
        ),
        (refused(Refusal.MESSAGE_GONE), CARD, PostAnew()),
        (
            refused(Refusal.MESSAGE_GONE),
            FIRST,
            GiveUp(Refusal.MESSAGE_GONE, unreachable=False),
        ),
        (
            refused(Refusal.UNREACHABLE),
            CARD,
            GiveUp(Refusal.UNREACHABLE, unreachable=True),
        ),
        (Refused(Refusal.MOVED, "upgraded", to=-1001), FIRST, Move(-1001)),
        (
            refused(Refusal.MOVED),
            FIRST,
            GiveUp(Refusal.MOVED, unreachable=False),
        ),
        (refused(Refusal.TOPIC_GONE), TOPIC, LeaveTopic()),
        (
            refused(Refusal.TOPIC_GONE),
            FIRST,
            GiveUp(Refusal.TOPIC_GONE, unreachable=False),
        ),
        (
            refused(Refusal.NO_RIGHTS),
            TOPIC,
            GiveUp(Refusal.NO_RIGHTS, unreachable=False),
        ),
        (refused(Refusal.OTHER), FIRST, GiveUp(Refusal.OTHER, unreachable=False)),
        (refused(Refusal.TOKEN_REVOKED), FIRST, Stop()),
    ],
)
def test_the_decision_is(
    outcome: Outcome, attempt: Attempt, decision: Decision
) -> None:
    assert decide(outcome, attempt, jitter=1.0) == decision


def test_the_wait_doubles_up_to_a_minute() -> None:
    waits = [backoff(failures, jitter=1.0) for failures in (1, 2, 3, 6, 7, 8, 9999)]
    assert waits == [1, 2, 4, 32, 60, 60, 60]


def test_jitter_takes_off_at_most_half() -> None:
    assert backoff(5, jitter=0.0) == 8
    assert backoff(5, jitter=0.5) == 12
