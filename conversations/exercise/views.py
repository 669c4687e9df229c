"""What the cards of an exercise show, in its own terms; the edge finds the words.

A view is frozen and decides nothing. It holds a `Clock` and the notes of a sight, and
no person.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from conversations.exercise.agenda import Card
from conversations.exercise.console_views import ScreenView
from conversations.exercise.exercise import Team
from conversations.exercise.quizzes import Quiz
from conversations.exercise.setup import Setup
from conversations.exercise.sight import SeenNote
from conversations.exercise.states import State
from conversations.exercise.voting_views import (
    ShowBallot,
    ShowResult,
    ShowTeachers,
    ShowVote,
)
from conversations.guides.model import Guide


class Headline(Struct, frozen=True):
    """What every card says: where the exercise stands.

    `card` is the one that is asked or was just collected, `following` the next one.
    The clock runs until `ends_at`, or stands with so much time `left`, or there is
    none; `extra` minutes were added to it. It `has_ranked` where there are notes that
    can be starred and voted on.
    """

    state: State
    step: int
    guide: Guide
    segment: str
    setup: Setup
    card: Card | None
    following: Card | None
    cards: int
    has_ranked: bool
    ends_at: datetime | None
    left: timedelta | None
    extra: int


class Count(Struct, frozen=True):
    """How many people have joined, have answered this card, and notes it has.

    Behind the cards all notes are counted.
    """

    joined: int
    answered: int
    notes: int


class ShowSetup(Struct, frozen=True):
    """Show what was chosen, and the cards that follow from it.

    So many `templates` could be taken instead.
    """

    setup: Setup
    guide: Guide
    cards: tuple[Card, ...]
    templates: int


class ShowConsole(Struct, frozen=True):
    """Show facilitators where the exercise stands and what they may do.

    `notes` are those of the card, or all of them once the cards are through; hidden
    ones have their standing. `parked` are those of any card that wait to be approved,
    `alike` are pairs to decide about. `vote` is there once there was one, with the
    `teachers`' own, `quiz` while one is on. The next link that invites is that of
    edition `invitation` + 1.
    """

    headline: Headline
    count: Count
    is_revealed: bool
    notes: tuple[SeenNote, ...]
    parked: tuple[SeenNote, ...]
    alike: tuple[tuple[SeenNote, SeenNote], ...]
    spotlight: SeenNote | None
    vote: ShowVote | None = None
    teachers: ShowTeachers | None = None
    invitation: int = 1
    quiz: Quiz | None = None


class ShowGroup(Struct, frozen=True):
    """Show a group, or the topic of a team, where the exercise stands.

    `team` is whose topic it is, else None; `teams` are those that one may join from
    here. `vote` is there while it is time for it, and afterwards. Links that invite are
    of the edition `invitation`.
    """

    headline: Headline
    count: Count
    is_revealed: bool
    team: Team | None
    teams: tuple[Team, ...]
    notes: tuple[SeenNote, ...]
    spotlight: SeenNote | None
    vote: ShowVote | None = None
    invitation: int = 1


class ShowCard(Struct, frozen=True):
    """Show somebody the card in private.

    `mine` are their own notes for it, `room` how many more they may write. `notes`
    can be starred, while it is time for that, and are shown from this `page` (from 0);
    `stars` have been. They are what was revealed to a `team` before that. The `ballot`
    is there while it is time to vote, and afterwards; once it is revealed, so is the
    `result` on the same notes.
    """

    headline: Headline
    team: Team | None
    mine: tuple[SeenNote, ...]
    room: int
    is_done: bool
    notes: tuple[SeenNote, ...]
    page: int
    stars: tuple[int, ...]
    ballot: ShowBallot | None = None
    result: ShowResult | None = None


class ShowNotes(Struct, frozen=True):
    """Show somebody everything they wrote, from this `page` (from 0)."""

    notes: tuple[SeenNote, ...]
    page: int


class ShowWaited(Struct, frozen=True):
    """Show a facilitator who has not answered the card yet."""

    names: tuple[str, ...]


ConsoleView = ShowSetup | ShowConsole | ScreenView
