"""Views of an exercise into outgoing messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import resources
from typing import Any

from markupsafe import Markup

from bot.classes.renderer import Trouble
from bot.deeds import ClassFiles, NoClassFiles
from bot.links import Link, Links, Purpose
from bot.outgoing import ClassCard, Lane, Outgoing, Slot
from bot.telegram.classes import (
    around,
    ballot,
    card,
    files,
    home,
    more,
    notes,
    quiz,
    result,
    setting_up,
    sorting,
)
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.notices import notice_line, toast_text
from bot.telegram.classes.room import room_face
from bot.telegram.pages import split
from bot.telegram.questions import Face
from bot.wording import Wording
from conversations.exercise import console_views as c
from conversations.exercise import effects as f
from conversations.exercise import quiz_views as q
from conversations.exercise import views as v
from conversations.exercise.debrief import load_debrief
from conversations.exercise.desk import Awaits
from conversations.exercise.voting_views import ShowAlert
from conversations.guides.library import Library
from storage.rows import ExerciseHeadline

_SCREENS: dict[type, Callable[[Wording, Keys, Any], Face]] = {
    v.ShowSetup: setting_up.setup_face,
    c.ShowGuides: setting_up.guides_face,
    c.ShowTemplates: setting_up.templates_face,
    c.ShowPlan: setting_up.plan_face,
    c.ShowWork: setting_up.work_face,
    c.ShowNames: setting_up.names_face,
    c.ShowPeople: more.people_face,
    c.ShowLeave: more.leave_face,
    c.ShowNoteList: notes.list_face,
    c.ShowOneNote: notes.note_face,
    c.ShowMove: notes.move_face,
    c.ShowPair: sorting.pair_face,
    c.ShowShortlist: sorting.shortlist_face,
    q.ShowQuizThemes: quiz.themes_face,
    q.ShowQuestion: quiz.question_face,
    q.ShowScores: quiz.result_face,
    c.ShowFormats: files.files_face,
    c.ShowOurVote: result.our_vote_face,
}


class TelegramClassRenderer:
    """Turns what an exercise wants to show into Telegram's messages."""

    def __init__(self, library: Library, wording: Wording, links: Links) -> None:
        self._library = library
        self._wording = wording
        self._links = links
        words = resources.files("conversations.exercise") / "debrief.en.toml"
        self._debrief = load_debrief(words.read_text(encoding="utf-8"))

    def room(
        self,
        exercise: int,
        view: v.ShowGroup,
        notice: f.Notice | None = None,
        *,
        quiet: bool = False,
        now: datetime | None = None,
    ) -> Outgoing:
        """The card of the group, or of a team's topic: posted and pinned anew."""
        face = room_face(
            self._wording, Keys(exercise), view, self._links, self._debrief, now
        )
        return Outgoing(
            text=self._text(face, notice),
            keyboard=face.keyboard,
            slot=Slot.ROOM,
            shrunk=str(face.shrunk),
            stays=quiet,
            anew=not quiet,
            pinned=not quiet,
            lane=Lane.FACILITATOR,
        )

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
        """A screen of the console."""
        face = self._screen(Keys(exercise), view, seconds, now)
        return self._console(face, notice, quiet=quiet)

    def awaiting(self, exercise: int, what: Awaits) -> Outgoing:
        """The console while a facilitator is to write something."""
        return self._console(more.awaiting_face(self._wording, Keys(exercise), what))

    def retired(self) -> Outgoing:
        """What takes the console's place for who does not lead any more."""
        return self._console(more.retired_face(self._wording))

    def card(
        self,
        exercise: int,
        view: v.ShowCard,
        notice: f.Notice | None = None,
        *,
        quiet: bool = False,
        now: datetime | None = None,
    ) -> Outgoing:
        """The card of somebody who takes part."""
        face = card.card_face(self._wording, Keys(exercise), view, now)
        return Outgoing(
            text=self._text(face, notice),
            keyboard=face.keyboard,
            slot=Slot.QUESTION,
            shrunk=str(face.shrunk),
            card=ClassCard(exercise, view.headline.step),
            stays=quiet,
        )

    def farewell(self, exercise: int) -> Outgoing:
        """What takes the card's place for who has left."""
        face = card.farewell_face(self._wording, Keys(exercise))
        return Outgoing(
            text=self._text(face, None),
            keyboard=face.keyboard,
            slot=Slot.QUESTION,
            shrunk=str(face.shrunk),
        )

    def aside(self, exercise: int) -> Outgoing:
        """The way back to the card, for who turned to something of their own."""
        face = card.aside_face(self._wording, Keys(exercise))
        return Outgoing(text=self._text(face, None), keyboard=face.keyboard)

    def notes(self, exercise: int, view: v.ShowNotes) -> Outgoing:
        """What somebody wrote so far."""
        return self._menu(card.notes_face(self._wording, Keys(exercise), view))

    def waited(self, exercise: int, view: v.ShowWaited) -> Outgoing:
        """Who has not answered yet."""
        return self._menu(card.waited_face(self._wording, view))

    def told(self, notice: f.Notice) -> Outgoing:
        """A line of its own in private."""
        return Outgoing(text=str(notice_line(self._wording, notice)))

    def reply(self, notice: f.Notice, message: int) -> Outgoing:
        """A line under a message in the group."""
        return Outgoing(
            text=str(notice_line(self._wording, notice)), replies_to=message
        )

    def toast(self, notice: f.Notice) -> str:
        """The text that answers a tap."""
        return toast_text(self._wording, notice)

    def alert(self, view: ShowAlert) -> str:
        """What somebody gave in the vote, for who cannot be shown a ballot."""
        return ballot.alert_text(self._wording, view)

    # --- the quiz -----------------------------------------------------------------

    def poll(self, exercise: int, view: q.AskQuestion) -> Outgoing:
        """A question of a quiz for the group."""
        return quiz.poll_message(self._wording, exercise, view)

    def scores(self, exercise: int, view: q.ShowScores) -> Outgoing:
        """What a quiz came to, for the group."""
        return quiz.scores_message(self._wording, Keys(exercise), view)

    def score(self, view: q.ShowMyScore) -> str:
        """What somebody had right, in an alert."""
        return quiz.score_text(self._wording, view)

    # --- around exercises ---------------------------------------------------------

    def welcome(self) -> Outgoing:
        """To a group that the bot has come to: how it begins."""
        face = around.welcome_face(self._wording)
        return Outgoing(text=self._text(face, None), keyboard=face.keyboard)

    def begun(self, exercise: int, name: str, message: int) -> Outgoing:
        """Under /exercise in a group: where the console is."""
        face = around.begun_face(self._wording, exercise, name, self._links)
        return self._under(face, message)

    def running(self, exercise: int, invitation: int, message: int) -> Outgoing:
        """Under /exercise of somebody who cannot steer the one that is on."""
        link = Link(Purpose.JOIN, exercise, invitation)
        face = around.running_face(self._wording, self._links.url(link))
        return self._under(face, message)

    def nameless(self, message: int) -> Outgoing:
        """Under /exercise of somebody who has no name: what to do."""
        return self._under(around.nameless_face(self._wording), message)

    def no_team(self, message: int) -> Outgoing:
        """Under /team where no team can work: how one gets a topic."""
        return self._under(around.no_team_face(self._wording), message)

    def shelf(self, headlines: Sequence[ExerciseHeadline]) -> Outgoing:
        """/exercise in private."""
        return self._menu(around.shelf_face(self._wording, headlines, self._links))

    def trouble(self, title: str, kind: Trouble) -> Outgoing:
        """What is wrong with the group of this title."""
        return Outgoing(text=str(around.trouble_line(self._wording, title, kind)))

    def expired(self) -> Outgoing:
        """A link that does not lead anywhere any more."""
        return Outgoing(text=str(around.expired_line(self._wording)))

    def files(self, made: ClassFiles | NoClassFiles) -> Outgoing:
        """Files of a class, or that they could not be made."""
        if isinstance(made, NoClassFiles):
            return files.no_files_message(self._wording, made)
        return files.files_message(self._wording, made)

    def failed(self) -> Outgoing:
        """What a person is told when our own code failed on their message."""
        return Outgoing(text=str(around.failed_line(self._wording)))

    # --- helpers ------------------------------------------------------------------

    def _screen(
        self, keys: Keys, view: v.ConsoleView, seconds: int, now: datetime | None
    ) -> Face:
        match view:
            case v.ShowConsole():
                return home.home_face(
                    self._wording, keys, view, self._debrief, now, seconds
                )
            case c.ShowMore():
                return more.more_face(self._wording, keys, view, self._links)
            case _:
                return _SCREENS[type(view)](self._wording, keys, view)

    def _console(
        self, face: Face, notice: f.Notice | None = None, *, quiet: bool = False
    ) -> Outgoing:
        return Outgoing(
            text=self._text(face, notice),
            keyboard=face.keyboard,
            slot=Slot.CONSOLE,
            shrunk=str(face.shrunk),
            stays=quiet,
            lane=Lane.FACILITATOR,
        )

    def _text(self, face: Face, notice: f.Notice | None) -> str:
        above: list[Markup] = []
        if notice is not None:
            above = [notice_line(self._wording, notice), Markup("")]
        return str(split([*above, *face.lines])[0])

    def _menu(self, face: Face) -> Outgoing:
        return Outgoing(
            text=self._text(face, None),
            keyboard=face.keyboard,
            slot=Slot.MENU,
            shrunk=str(face.shrunk),
        )

    def _under(self, face: Face, message: int) -> Outgoing:
        return Outgoing(
            text=self._text(face, None), keyboard=face.keyboard, replies_to=message
        )
