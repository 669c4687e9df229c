"""Effects into outgoing messages: the one place where views become cards.

However often a question changed in a turn or a batch, its card is shown once,
as it stands at the end; messages of their own keep their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, assert_never

from markupsafe import Markup

from bot.outgoing import Outgoing, Slot
from bot.telegram import (
    canvases,
    comparing,
    editing,
    evidence,
    exports,
    learning,
    menu,
    notes_in_turn,
    ordering,
    privacy,
    questions,
    sections,
    selecting,
    tying,
    value_map,
)
from bot.telegram.notices import notice_text, toast_text
from bot.telegram.pages import split
from bot.telegram.questions import Face
from bot.wording import Wording
from conversations.guides.library import Library
from conversations.interview import effects as f
from conversations.interview import views as v
from conversations.interview.session import Session
from conversations.interview.view import question_view


class _ToFace(Protocol):
    def __call__(self, w: Wording, view: Any) -> Face: ...


_FACES: dict[type, _ToFace] = {
    v.Ask: questions.ask_face,
    v.AskStatement: selecting.statement_face,
    v.AskExercise: selecting.exercise_face,
    v.AskOptions: selecting.options_face,
    v.AskReview: questions.review_face,
    v.AskRewording: questions.rewording_face,
    v.AskDepth: ordering.depth_face,
    v.AskRating: ordering.rating_face,
    v.AskNumbers: ordering.numbers_face,
    v.AskFirst: ordering.first_face,
    v.AskOrder: ordering.order_face,
    v.ShowRanking: ordering.ranking_face,
    v.AskMoves: ordering.moves_face,
    v.AskSection: sections.overview_face,
    v.AskMatches: notes_in_turn.matches_face,
    v.AskContext: notes_in_turn.context_face,
    v.ShowFit: value_map.fit_face,
    v.ShowCanvas: canvases.canvas_face,
    v.ShowKept: canvases.kept_face,
    v.ShowWelcome: menu.welcome_face,
    v.ShowProfiles: menu.profiles_face,
    v.ShowProfile: menu.profile_face,
    v.AskName: menu.name_face,
    v.ShowDeleted: menu.deleted_face,
    v.ShowGuides: menu.guides_face,
    v.ShowSections: editing.sections_face,
    v.ShowSection: editing.section_face,
    v.ShowNote: editing.note_face,
    v.ShowTies: tying.ties_face,
    v.AskWording: editing.wording_face,
    v.AskSituation: editing.situation_face,
    v.AskNotes: editing.notes_face,
    v.ShowDropped: editing.dropped_face,
    v.ShowHeardList: evidence.list_face,
    v.ShowHeard: evidence.heard_face,
    v.AskQuote: evidence.quote_face,
    v.ShowCompare: comparing.compare_face,
    v.ShowSettings: privacy.settings_face,
    v.AskForget: privacy.forget_face,
    v.ShowExports: exports.exports_face,
    v.ShowNotExported: exports.not_exported_face,
    v.ShowThemes: learning.themes_face,
    v.ShowTheme: learning.theme_face,
    v.ShowConcept: learning.concept_face,
    v.AskLookup: learning.lookup_face,
    v.ShowFound: learning.found_face,
    v.AskQuiz: learning.quiz_face,
    v.ShowReason: learning.reason_face,
    v.ShowScore: learning.score_face,
}


class TelegramRenderer:
    """Turns what an interview wants to show into Telegram's messages."""

    def __init__(
        self, library: Library, wording: Wording, retention_days: int | None = None
    ) -> None:
        """`retention_days` is how long the operator keeps profiles nobody touches."""
        self._library = library
        self._wording = wording
        self._retention_days = retention_days

    def toast(self, effects: Sequence[f.Effect]) -> str:
        """The text that answers a tap; empty when there is nothing to say."""
        notices = [e.notice for e in effects if isinstance(e, f.Toast)]
        return toast_text(self._wording, notices[-1]) if notices else ""

    def messages(self, session: Session, effects: Sequence[f.Effect]) -> list[Outgoing]:
        """The messages that show these effects, in order."""
        cards: dict[Slot, list[Outgoing]] = {}
        said: list[Outgoing] = []
        for effect in effects:
            match effect:
                case f.Say():
                    said += self._said(effect.view)
                case f.ShowMenu():
                    cards.pop(Slot.MENU, None)
                    cards[Slot.MENU] = self._menu(effect)
                case f.ShowQuestion():
                    cards.pop(Slot.QUESTION, None)
                    cards[Slot.QUESTION] = []
        if Slot.QUESTION in cards:
            cards[Slot.QUESTION] = self._question(session, effects)
        return [*said, *(message for card in cards.values() for message in card)]

    def trouble(self) -> Outgoing:
        """What a person is told when our own code failed on their message."""
        text = self._wording.say(
            "Something went wrong on my side. Everything you wrote before is safe, "
            "and I have kept this message for the people who look after me. "
            "Please go on, or try /start."
        )
        return Outgoing(text=str(text))

    def _question(
        self, session: Session, effects: Sequence[f.Effect]
    ) -> list[Outgoing]:
        view = question_view(session, self._library)
        shown = [e for e in effects if isinstance(e, f.ShowQuestion)]
        notices = [
            notice_text(self._wording, effect.notice, effect.about)
            for effect in shown
            if effect.notice is not None
        ]
        card = None if isinstance(view, v.ShowWelcome) else view.question.card
        parts, face = self._parts(view, list(dict.fromkeys(notices)))
        last = Outgoing(
            text=str(parts[-1]),
            keyboard=face.keyboard,
            slot=Slot.QUESTION,
            shrunk=str(face.shrunk or parts[-1]),
            card=card,
            stays=all(effect.quiet for effect in shown),
        )
        if last.stays:  # what a long canvas says above must not be sent again
            return [last]
        return [*(Outgoing(text=str(part)) for part in parts[:-1]), last]

    def _menu(self, effect: f.ShowMenu) -> list[Outgoing]:
        notices = []
        if effect.notice is not None:
            notices.append(notice_text(self._wording, effect.notice))
        parts, face = self._parts(effect.view, notices)
        return [
            Outgoing(
                text=str(parts[-1]),
                keyboard=face.keyboard,
                slot=Slot.MENU,
                shrunk=str(face.shrunk),
            )
        ]

    def _parts(
        self, view: v.QuestionView | v.MenuView, notices: list[Markup]
    ) -> tuple[tuple[Markup, ...], Face]:
        face = _FACES[type(view)](self._wording, view)
        above = [line for notice in notices for line in (notice, Markup(""))]
        return split([*above, *face.lines]), face

    def refused_files(self) -> Outgoing:
        """What a person is told when Telegram did not take files."""
        return exports.refused_files(self._wording)

    def _said(self, view: v.MessageView) -> list[Outgoing]:
        if isinstance(view, v.ShowFiles):
            return [exports.files_message(self._wording, view)]
        if isinstance(view, v.ShowMyData):
            return [privacy.my_data_message(self._wording, view)]
        return [Outgoing(text=str(part)) for part in split(self._lines(view))]

    def _lines(self, view: v.TextView) -> list[Markup]:
        match view:
            case v.ShowHelp():
                return menu.help_lines(self._wording)
            case v.ShowComparison():
                return comparing.comparison_lines(self._wording, view)
            case v.ShowPrivacy():
                return privacy.privacy_lines(self._wording, self._retention_days)
            case v.ShowSummary():
                return canvases.summary_lines(self._wording, view)
            case _:
                assert_never(view)
