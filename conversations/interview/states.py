"""The interview's states and the one table of what may follow what.

Rule 1: everything that decides which event may lead from which state to which
state stands in TRANSITIONS, in this file. `docs/states.md` is drawn from it, a
test runs every state with every event, and the machine refuses to leave it.

Rule 2: a pair that is not in the table changes nothing. A person can cause it
(an old button, a message where taps are wanted), so it is answered kindly.

How to read it: IDLE is a conversation with no question open. ASKING … FINISHED
are the places inside one interview. RENAMING, FIXING, ADDING, QUOTING, SITUATING and
LOOKING_UP wait for a message that is no answer, and lie over another state: a tap or
a command puts them away and counts in that state.
Commands and the buttons of the menu are allowed everywhere (EVERYWHERE). What a
step leads to is the guide's choice; a row lists all that guides make of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

from msgspec import Struct

from conversations.interview import events as e


class State(StrEnum):
    """The name of a place a conversation can be in."""

    IDLE = "idle"
    ASKING = "asking"
    OFFERED = "offered"
    SELECTING = "selecting"
    REVIEWING = "reviewing"
    REWORDING = "rewording"
    CHOOSING = "choosing"
    RATING = "rating"
    ORDERING = "ordering"
    RANKED = "ranked"
    ADJUSTING = "adjusting"
    FINISHED = "finished"
    OVERVIEW = "overview"
    MATCHING = "matching"
    TELLING = "telling"
    FIT = "fit"
    RENAMING = "renaming"
    FIXING = "fixing"
    ADDING = "adding"
    QUOTING = "quoting"
    SITUATING = "situating"
    LOOKING_UP = "looking_up"


class Asking(Struct, frozen=True):
    """A prompt is open; every line that comes is a note.

    `examples` is how many further examples the person has asked to see.
    """

    step: int
    examples: int = 0
    name = State.ASKING


class Offered(Struct, frozen=True):
    """An exercise is offered: further prompts, to be taken up or left out."""

    step: int
    name = State.OFFERED


class Selecting(Struct, frozen=True):
    """Options are listed; those that apply are tapped."""

    step: int
    name = State.SELECTING


class Reviewing(Struct, frozen=True):
    """The notes of a section are listed; tapped ones get reworded."""

    step: int
    page: int = 0
    name = State.REVIEWING


class Rewording(Struct, frozen=True):
    """The next message is the new wording of one note."""

    step: int
    note: int
    page: int = 0
    name = State.REWORDING


class Choosing(Struct, frozen=True):
    """Many notes: rate only the top three, or all of them?"""

    step: int
    name = State.CHOOSING


class Rating(Struct, frozen=True):
    """Several notes on one card, each with the levels of a scale.

    Where numbers are given, `turn` is the note that the next one counts for.
    """

    step: int
    page: int = 0
    turn: int | None = None
    name = State.RATING


class Ordering(Struct, frozen=True):
    """Notes are tapped, most important first.

    `among` are the notes to choose from, `picked` those tapped so far, `start`
    the number of ranks above them (0 unless a tie further down is settled).
    """

    step: int
    among: tuple[int, ...]
    picked: tuple[int, ...] = ()
    start: int = 0
    page: int = 0
    name = State.ORDERING


class Ranked(Struct, frozen=True):
    """The order of a section is shown."""

    step: int
    name = State.RANKED


class Adjusting(Struct, frozen=True):
    """The order of a section is changed with up and down."""

    step: int
    page: int = 0
    name = State.ADJUSTING


class Finished(Struct, frozen=True):
    """The canvas is shown; what comes now is kept as a surprise.

    `kept` counts the surprises that came since the canvas was shown.
    """

    step: int
    kept: int = 0
    name = State.FINISHED


class Overview(Struct, frozen=True):
    """The sections are listed; the one to go on with is tapped."""

    step: int
    name = State.OVERVIEW


class Matching(Struct, frozen=True):
    """One note after another: what it answers, or which choices fit it, is tapped.

    `turn` is the note whose turn it is; the first one before that is set.
    """

    step: int
    turn: int | None = None
    page: int = 0
    name = State.MATCHING


class Telling(Struct, frozen=True):
    """One note after another: a message says in which situation it belongs."""

    step: int
    turn: int | None = None
    name = State.TELLING


class Fitting(Struct, frozen=True):
    """What is answered and what is not is shown."""

    step: int
    name = State.FIT


Place = (
    Asking
    | Offered
    | Selecting
    | Reviewing
    | Rewording
    | Choosing
    | Rating
    | Ordering
    | Ranked
    | Adjusting
    | Finished
    | Overview
    | Matching
    | Telling
    | Fitting
)
"""Where one interview stands; `step` is an index into its guide's steps."""


def part_of(place: Place) -> int:
    """Which of the cards of its step a place shows; Next counts on that one only."""
    match place:
        case Rating(page=page):
            return page
        case Ordering(start=start):
            return start
        case Adjusting():
            return 1
        case _:
            return 0


_S = State

#: What the next step of any guide can open.
_ORDINARY = {_S.ASKING, _S.REVIEWING, _S.CHOOSING, _S.RATING, _S.ORDERING, _S.RANKED}

#: What else it can open in a guide with a menu, and in the value map.
_STEPS = _ORDINARY | {_S.OVERVIEW, _S.MATCHING, _S.TELLING, _S.FIT}

#: What only a question leads to, since no section begins with it.
_WITHIN = {_S.OFFERED, _S.SELECTING}

#: What lies over another state: the next message is no answer to its question.
OVERLAYS = frozenset(
    {
        *(_S.RENAMING, _S.FIXING, _S.ADDING, _S.QUOTING, _S.SITUATING),
        _S.LOOKING_UP,
    }
)

#: Where any interview of a person can stand when it is taken up again.
_PLACES = {state for state in State if state is not _S.IDLE} - OVERLAYS

#: state → event → the states it may lead to.
TRANSITIONS: Mapping[State, Mapping[type[e.Event], AbstractSet[State]]] = {
    _S.IDLE: {
        e.TextSent: (_PLACES - {_S.FINISHED}) | {_S.IDLE},
    },
    _S.ASKING: {
        e.TextSent: {_S.ASKING, _S.SELECTING, _S.OVERVIEW},
        e.NextTapped: _STEPS - {_S.FIT, _S.TELLING} | _WITHIN | {_S.FINISHED},
        e.BackTapped: {
            *(_S.ASKING, _S.ORDERING, _S.REVIEWING, _S.RANKED, _S.OVERVIEW),
            *_WITHIN,
        },
        e.OverviewTapped: {_S.OVERVIEW},
        e.ExamplesTapped: {_S.ASKING},
        e.LetBeTapped: {_S.ASKING},
        e.PassTapped: {_S.ASKING},
        e.LaterTapped: {_S.IDLE},
    },
    _S.OFFERED: {
        e.TextSent: {_S.OFFERED},
        e.NextTapped: {_S.ASKING},
        e.PassTapped: {_S.ASKING},
        e.BackTapped: {_S.ASKING},
        e.LaterTapped: {_S.IDLE},
    },
    _S.SELECTING: {
        e.TextSent: {_S.SELECTING},
        e.SelectTapped: {_S.SELECTING, _S.ASKING},
        e.NextTapped: {_S.ASKING, _S.SELECTING, _S.FINISHED},
        e.BackTapped: {_S.ASKING, _S.SELECTING},
        e.LaterTapped: {_S.IDLE},
    },
    _S.REVIEWING: {
        e.TextSent: {_S.REVIEWING},
        e.RewordTapped: {_S.REWORDING},
        e.PageTapped: {_S.REVIEWING},
        e.NextTapped: _ORDINARY - {_S.REVIEWING} | {_S.FINISHED},
        e.BackTapped: {_S.ASKING},
        e.LaterTapped: {_S.IDLE},
    },
    _S.REWORDING: {
        e.TextSent: {_S.REVIEWING},
        e.KeepTapped: {_S.REVIEWING},
        e.LaterTapped: {_S.IDLE},
    },
    _S.CHOOSING: {
        e.TextSent: {_S.CHOOSING},
        e.TopChosen: {_S.ORDERING},
        e.AllChosen: {_S.RATING},
        e.BackTapped: {_S.ASKING, _S.REVIEWING, _S.RANKED, _S.MATCHING},
        e.OverviewTapped: {_S.OVERVIEW},
        e.LaterTapped: {_S.IDLE},
    },
    _S.RATING: {
        e.TextSent: {_S.RATING},
        e.LevelTapped: {_S.RATING},
        e.TurnTapped: {_S.RATING},
        e.PageTapped: {_S.RATING},
        e.OffersTaken: {_S.RATING},
        e.NextTapped: {_S.RATING, _S.ORDERING, _S.TELLING, _S.RANKED},
        e.BackTapped: _ORDINARY - {_S.ORDERING} | {_S.MATCHING},
        e.OverviewTapped: {_S.OVERVIEW},
        e.LaterTapped: {_S.IDLE},
    },
    _S.ORDERING: {
        e.TextSent: {_S.ORDERING},
        e.PickTapped: {_S.ORDERING, _S.TELLING, _S.RANKED, _S.ASKING},
        e.UnpickTapped: {_S.ORDERING},
        e.PageTapped: {_S.ORDERING},
        e.NextTapped: {_S.ORDERING, _S.TELLING, _S.RANKED, _S.ASKING},
        e.BackTapped: _ORDINARY - {_S.ORDERING} | {_S.MATCHING},
        e.OverviewTapped: {_S.OVERVIEW},
        e.LaterTapped: {_S.IDLE},
    },
    _S.RANKED: {
        e.TextSent: {_S.RANKED},
        e.AdjustTapped: {_S.ADJUSTING},
        e.NextTapped: _ORDINARY - {_S.REVIEWING} | {_S.OVERVIEW, _S.FINISHED},
        e.BackTapped: _ORDINARY - {_S.CHOOSING} | {_S.TELLING},
        e.OverviewTapped: {_S.OVERVIEW},
        e.LaterTapped: {_S.IDLE},
    },
    _S.ADJUSTING: {
        e.TextSent: {_S.ADJUSTING},
        e.MoveTapped: {_S.ADJUSTING},
        e.PageTapped: {_S.ADJUSTING},
        e.NextTapped: {_S.RANKED},
        e.LaterTapped: {_S.IDLE},
    },
    _S.OVERVIEW: {
        e.TextSent: {_S.OVERVIEW},
        e.SectionChosen: _ORDINARY - {_S.REVIEWING, _S.RANKED} | {_S.MATCHING},
        e.NextTapped: {_S.FIT, _S.FINISHED},
        e.BackTapped: {_S.ASKING, _S.RANKED, _S.MATCHING, _S.FINISHED},
        e.LaterTapped: {_S.IDLE},
    },
    _S.MATCHING: {
        e.TextSent: {_S.MATCHING},
        e.MatchTapped: {_S.MATCHING},
        e.TurnTapped: {_S.MATCHING},
        e.PageTapped: {_S.MATCHING},
        e.NextTapped: {_S.MATCHING, _S.CHOOSING, _S.RATING, _S.ORDERING, _S.OVERVIEW},
        e.BackTapped: {_S.ASKING, _S.MATCHING},
        e.OverviewTapped: {_S.OVERVIEW},
        e.LaterTapped: {_S.IDLE},
    },
    _S.TELLING: {
        e.TextSent: {_S.TELLING, _S.RANKED},
        e.TurnTapped: {_S.TELLING},
        e.NextTapped: {_S.RANKED},
        e.BackTapped: {_S.RATING, _S.ORDERING},
        e.OverviewTapped: {_S.OVERVIEW},
        e.LaterTapped: {_S.IDLE},
    },
    _S.FIT: {
        e.TextSent: {_S.FIT},
        e.NextTapped: {_S.FINISHED},
        e.BackTapped: {_S.OVERVIEW},
        e.LaterTapped: {_S.IDLE},
    },
    _S.FINISHED: {
        e.TextSent: {_S.FINISHED},
        e.BackTapped: {
            *(_S.ASKING, _S.SELECTING, _S.REVIEWING, _S.RANKED),
            *(_S.OVERVIEW, _S.FIT),
        },
    },
    _S.RENAMING: {
        e.TextSent: _PLACES | {_S.IDLE},
    },
    _S.FIXING: {
        e.TextSent: _PLACES | {_S.IDLE},
    },
    _S.ADDING: {
        e.TextSent: _PLACES | {_S.IDLE},
    },
    _S.QUOTING: {
        e.TextSent: _PLACES | {_S.IDLE},
    },
    _S.SITUATING: {
        e.TextSent: _PLACES | {_S.IDLE},
    },
    _S.LOOKING_UP: {
        e.TextSent: _PLACES | {_S.IDLE},
    },
}

#: Events that are answered in every state; None means "stays where it was".
EVERYWHERE: Mapping[type[e.Event], AbstractSet[State] | None] = {
    e.TextEdited: _PLACES,
    e.OtherSent: None,
    e.FileSent: None,
    e.Exported: None,
    e.NotExported: None,
    e.ProfileRead: None,
    e.FileRefused: None,
    e.DataGathered: None,
    e.DataNotGathered: None,
    e.Returned: None,
    e.Commanded: {_S.IDLE},
    e.CommandUnknown: None,
    e.BeginTapped: {_S.ASKING},
    e.NextTypeTapped: {_S.ASKING},
    e.GoOnTapped: {_S.ASKING, _S.OVERVIEW},
    e.OtherSideTapped: {_S.SELECTING},
    e.GuidesTapped: None,
    e.ResumeTapped: _PLACES,
    e.ReopenTapped: _PLACES - {_S.FINISHED},
    e.ExampleTapped: None,
    e.ProfilesTapped: None,
    e.ArchiveTapped: None,
    e.BinTapped: None,
    e.ProfileTapped: None,
    e.RenameTapped: {_S.RENAMING},
    e.DuplicateTapped: None,
    e.PutAwayTapped: {_S.IDLE},
    e.TakeOutTapped: None,
    e.DeleteTapped: {_S.IDLE},
    e.UndeleteTapped: None,
    e.EditTapped: None,
    e.SectionTapped: None,
    e.NoteTapped: None,
    e.AddTapped: {_S.ADDING},
    e.FixTapped: {_S.FIXING},
    e.SituationTapped: {_S.SITUATING},
    e.DropTapped: _PLACES,
    e.RestoreTapped: _PLACES,
    e.SortTapped: _PLACES,
    e.RateTapped: _PLACES,
    e.PlaceTapped: _PLACES,
    e.HeardListTapped: None,
    e.HeardNoteTapped: None,
    e.HeardTapped: None,
    e.QuoteTapped: {_S.QUOTING},
    e.UnquoteTapped: None,
    e.CompareTapped: None,
    e.CompareWithTapped: None,
    e.ComparedTapped: None,
    e.CoachTapped: None,
    e.ForgetTapped: {_S.IDLE},
    e.ExportsTapped: None,
    e.FormatTapped: None,
    e.PictureTapped: None,
    e.AlbumTapped: None,
    e.ValueMapTapped: _PLACES,
    e.TiesTapped: None,
    e.TieTapped: None,
    e.KindTapped: None,
    e.LearnTapped: None,
    e.ThemeTapped: None,
    e.ConceptTapped: None,
    e.LookUpTapped: {_S.LOOKING_UP},
    e.QuizTapped: None,
    e.GuessTapped: None,
}


def targets(state: State, event: type[e.Event]) -> AbstractSet[State]:
    """Where an event may lead from a state; the state itself is always allowed."""
    allowed = TRANSITIONS[state].get(event) or EVERYWHERE.get(event) or set()
    return allowed | {state}
