"""The port to whoever finds the words for exercises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.deeds import ClassFiles, NoClassFiles
from bot.outgoing import Outgoing
from conversations.exercise import effects as f
from conversations.exercise import views as v
from conversations.exercise.desk import Awaits
from conversations.exercise.quiz_views import AskQuestion, ShowMyScore, ShowScores
from conversations.exercise.voting_views import ShowAlert
from storage.rows import ExerciseHeadline


class Trouble(StrEnum):
    """What goes wrong between the bot and a group; its facilitators are told."""

    OUT = "out"  # the bot was removed
    MUTED = "muted"  # the bot may not write
    UNPINNED = "unpinned"  # the bot may not pin
    BACK = "back"  # it can write again


class ClassRenderer(Protocol):
    """Turns views of an exercise into messages; `exercise` is its number.

    A quiet card changes where it stands, without a sound. With `now` a card says how
    much time is left, else how much there is in all.
    """

    def room(
        self,
        exercise: int,
        view: v.ShowGroup,
        notice: f.Notice | None = None,
        *,
        quiet: bool = False,
        now: datetime | None = None,
    ) -> Outgoing:
        """The card of the group, or of a team's topic (Slot.ROOM)."""
        ...

    def console(
        self,
        exercise: int,
        view: v.ConsoleView,
        notice: f.Notice | None = None,
        *,
        quiet: bool = False,
        seconds: int = 0,
        now: datetime | None = None,
    ) -> Outgoing:
        """A screen of the console (Slot.CONSOLE).

        `seconds` is how long it takes to write to everyone, where that is long.
        """
        ...

    def awaiting(self, exercise: int, what: Awaits) -> Outgoing:
        """The console while a facilitator is to write something (Slot.CONSOLE)."""
        ...

    def retired(self) -> Outgoing:
        """What takes the console's place for who does not lead any more."""
        ...

    def card(
        self,
        exercise: int,
        view: v.ShowCard,
        notice: f.Notice | None = None,
        *,
        quiet: bool = False,
        now: datetime | None = None,
    ) -> Outgoing:
        """The card of somebody who takes part (Slot.QUESTION, with a ClassCard)."""
        ...

    def farewell(self, exercise: int) -> Outgoing:
        """What takes the card's place for who has left (Slot.QUESTION, no card)."""
        ...

    def aside(self, exercise: int) -> Outgoing:
        """The way back to the card, for who turned to something of their own."""
        ...

    def notes(self, exercise: int, view: v.ShowNotes) -> Outgoing:
        """What somebody wrote so far (Slot.MENU)."""
        ...

    def waited(self, exercise: int, view: v.ShowWaited) -> Outgoing:
        """Who has not answered yet (Slot.MENU)."""
        ...

    def told(self, notice: f.Notice) -> Outgoing:
        """A line of its own in private."""
        ...

    def reply(self, notice: f.Notice, message: int) -> Outgoing:
        """A line under a message in the group."""
        ...

    def toast(self, notice: f.Notice) -> str:
        """The text that answers a tap."""
        ...

    def alert(self, view: ShowAlert) -> str:
        """What somebody gave in the vote, for who cannot be shown a ballot."""
        ...

    # --- the quiz -----------------------------------------------------------------

    def poll(self, exercise: int, view: AskQuestion) -> Outgoing:
        """A question of a quiz for the group (with a Poll)."""
        ...

    def scores(self, exercise: int, view: ShowScores) -> Outgoing:
        """What a quiz came to, for the group."""
        ...

    def score(self, view: ShowMyScore) -> str:
        """What somebody had right, in an alert."""
        ...

    # --- around exercises ---------------------------------------------------------

    def welcome(self) -> Outgoing:
        """What a group is told that the bot has come to: how it begins."""
        ...

    def begun(self, exercise: int, name: str, message: int) -> Outgoing:
        """Under /exercise in a group: the console is in the private chat of `name`."""
        ...

    def running(self, exercise: int, invitation: int, message: int) -> Outgoing:
        """Under /exercise of somebody who cannot steer the one that is on.

        Links that invite are of the edition `invitation`.
        """
        ...

    def nameless(self, message: int) -> Outgoing:
        """Under /exercise of an anonymous administrator or a channel: what to do."""
        ...

    def no_team(self, message: int) -> Outgoing:
        """Under /team where no team can work: how one gets a topic."""
        ...

    def shelf(self, headlines: Sequence[ExerciseHeadline]) -> Outgoing:
        """/exercise in private: those that one takes part in, and how to begin one."""
        ...

    def trouble(self, title: str, kind: Trouble) -> Outgoing:
        """What is wrong with the group of this title, for its facilitators."""
        ...

    def expired(self) -> Outgoing:
        """A link that does not lead anywhere any more."""
        ...

    def files(self, made: ClassFiles | NoClassFiles) -> Outgoing:
        """Files of a class, or that they could not be made."""
        ...

    def failed(self) -> Outgoing:
        """What a person is told when our own code failed on their message."""
        ...
