"""The exercise's states and the one table of what may follow what.

Rule 1: everything that decides which event may lead from which state to which
state stands in TRANSITIONS, in this file. `docs/exercise.md` is drawn from it, a
test runs every state with every event, and the machine refuses to leave the table.

Rule 2: a pair that is not in the table changes nothing and is answered kindly.

How to read it: a step counts the cards of the agenda from 0, then starring, sorting,
voting, the result and the end. ASKING, PAUSED and COLLECTED are about a card; which
card Next and Back lead to is the agenda's choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from conversations.exercise import events as e


class State(StrEnum):
    """The name of a place an exercise can be in."""

    SETTING_UP = "setting_up"
    JOINING = "joining"
    ASKING = "asking"
    PAUSED = "paused"
    COLLECTED = "collected"
    STARRING = "starring"
    SORTING = "sorting"
    VOTING = "voting"
    RESULT = "result"
    FINISHED = "finished"


class _Place(Struct, frozen=True, tag_field="state"):
    """What is stored of a place says which state it is."""


class SettingUp(_Place, frozen=True, tag=State.SETTING_UP.value):
    """The facilitator chooses; nobody else has heard of it."""

    step: int = -1
    name = State.SETTING_UP


class Joining(_Place, frozen=True, tag=State.JOINING.value):
    """People join; nothing is asked yet."""

    step: int = -1
    name = State.JOINING


class Asking(_Place, frozen=True, tag=State.ASKING.value):
    """A card is open until `ends_at`, or until it is closed by hand.

    `extra` is how many minutes were added by hand.
    """

    step: int
    ends_at: datetime | None = None
    extra: int = 0
    name = State.ASKING


class Paused(_Place, frozen=True, tag=State.PAUSED.value):
    """A card is open and its clock stands, with this much time `left`."""

    step: int
    left: timedelta
    extra: int = 0
    name = State.PAUSED


class Collected(_Place, frozen=True, tag=State.COLLECTED.value):
    """A card's time is over; its notes are hidden until they are revealed."""

    step: int
    name = State.COLLECTED


class Starring(_Place, frozen=True, tag=State.STARRING.value):
    """Each person stars the best notes."""

    step: int
    name = State.STARRING


class Sorting(_Place, frozen=True, tag=State.SORTING.value):
    """The facilitators merge what is alike and make a shortlist."""

    step: int
    name = State.SORTING


class Voting(_Place, frozen=True, tag=State.VOTING.value):
    """Each person votes on the shortlist; nobody sees how others do."""

    step: int
    name = State.VOTING


class Result(_Place, frozen=True, tag=State.RESULT.value):
    """What the votes come to is shown."""

    step: int
    name = State.RESULT


class Finished(_Place, frozen=True, tag=State.FINISHED.value):
    """It is over; what is there stays, and so does the way back to step `was`."""

    step: int
    was: int
    name = State.FINISHED


Place = (
    SettingUp
    | Joining
    | Asking
    | Paused
    | Collected
    | Starring
    | Sorting
    | Voting
    | Result
    | Finished
)
"""Where an exercise stands; `step` is as told above, -1 before the first card."""

_S = State

Row = Mapping[type[e.Event], AbstractSet[State]]


def _staying(state: State, *events: type[e.Event]) -> Row:
    return dict.fromkeys(events, frozenset({state}))


def _gathering(state: State) -> Row:
    """What counts from joining on."""
    people = (e.Joined, e.LeftTapped, e.TeamTapped)
    inviting = (e.TopicLinked, e.InvitationRenewed)
    return _staying(state, *people, e.NamesChosen, *inviting, e.QuizStarted)


def _running(state: State) -> Row:
    """What counts from the first card on, to the end and after it."""
    texts = (e.Answered, e.AnswerEdited, e.SegmentGiven)
    taps = (e.DoneTapped, e.MineTapped, e.WithdrawTapped)
    return {**_gathering(state), **_staying(state, *texts, *taps, *e.CARE)}


#: Where there are no notes it is over.
_AFTER_A_CARD = {_S.ASKING, _S.STARRING, _S.FINISHED}
_FINISH: Row = {e.FinishTapped: {_S.FINISHED}}

#: state → event → the states it may lead to.
TRANSITIONS: Mapping[State, Row] = {
    _S.SETTING_UP: {
        **_staying(_S.SETTING_UP, *e.CHOICES),
        e.OpenTapped: {_S.JOINING},
    },
    _S.JOINING: {
        **_gathering(_S.JOINING),
        e.ReviseTapped: {_S.SETTING_UP},
        e.StartTapped: {_S.ASKING},
    },
    _S.ASKING: {
        **_running(_S.ASKING),
        e.NextTapped: _AFTER_A_CARD,
        e.BackTapped: {_S.COLLECTED},
        e.PauseTapped: {_S.PAUSED},
        e.MinuteTapped: {_S.ASKING},
        e.CloseTapped: {_S.COLLECTED},
        e.RevealTapped: {_S.COLLECTED},
        e.MissingTapped: {_S.ASKING},
        e.TimeUp: {_S.COLLECTED},
        e.CueDue: {_S.ASKING},
        **_FINISH,
    },
    _S.PAUSED: {
        **_running(_S.PAUSED),
        e.NextTapped: _AFTER_A_CARD,
        e.BackTapped: {_S.COLLECTED},
        e.ResumeTapped: {_S.ASKING},
        e.MinuteTapped: {_S.PAUSED},
        e.CloseTapped: {_S.COLLECTED},
        e.RevealTapped: {_S.COLLECTED},
        e.MissingTapped: {_S.PAUSED},
        **_FINISH,
    },
    _S.COLLECTED: {
        **_running(_S.COLLECTED),
        e.NextTapped: _AFTER_A_CARD,
        e.BackTapped: {_S.COLLECTED},
        e.ReopenTapped: {_S.ASKING},
        e.RevealTapped: {_S.COLLECTED},
        e.MissingTapped: {_S.COLLECTED},
        **_FINISH,
    },
    _S.STARRING: {
        **_running(_S.STARRING),
        **_staying(_S.STARRING, e.StarTapped, e.PageTapped),
        e.NextTapped: {_S.SORTING, _S.FINISHED},
        e.BackTapped: {_S.COLLECTED},
        **_FINISH,
    },
    _S.SORTING: {
        **_running(_S.SORTING),
        **_staying(_S.SORTING, *e.SORTING, e.VoteChosen),
        e.NextTapped: {_S.VOTING},
        e.BackTapped: {_S.STARRING},
        **_FINISH,
    },
    _S.VOTING: {
        **_running(_S.VOTING),
        **_staying(_S.VOTING, *e.VOTING, e.TeacherVoteTapped),
        e.NextTapped: {_S.RESULT},
        e.BackTapped: {_S.SORTING},
        **_FINISH,
    },
    _S.RESULT: {
        **_running(_S.RESULT),
        **_staying(_S.RESULT, e.BallotTapped, e.TeacherVoteTapped, e.VoteChosen),
        e.NextTapped: {_S.FINISHED},
        e.VoteAgainTapped: {_S.VOTING},
        e.BackTapped: {_S.SORTING},
        **_FINISH,
    },
    _S.FINISHED: {
        **_running(_S.FINISHED),
        **_staying(_S.FINISHED, e.BallotTapped, e.TeacherVoteTapped, e.VoteChosen),
        e.VoteAgainTapped: {_S.VOTING},
        e.BackTapped: {
            _S.RESULT,
            _S.VOTING,
            _S.SORTING,
            _S.STARRING,
            _S.COLLECTED,
        },
    },
}

#: Events that count in every state and leave it as it is.
EVERYWHERE: AbstractSet[type[e.Event]] = {
    e.AdminsFound,
    e.Forgotten,
    e.HandOverTapped,
    *e.QUIZZING,
}


def is_listed(state: State, event: type[e.Event]) -> bool:
    """Whether an event means anything in a state."""
    return event in TRANSITIONS[state] or event in EVERYWHERE


def targets(state: State, event: type[e.Event]) -> AbstractSet[State]:
    """Where an event may lead from a state; the state itself is always allowed."""
    return TRANSITIONS[state].get(event, frozenset()) | {state}
