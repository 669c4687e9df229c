"""Ada, a founder: she talks to the interview as a person does, without a messenger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from conversations.guides.library import Library
from conversations.guides.model import Guide, PromptKind
from conversations.guides.steps import StepKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.machine import advance
from conversations.interview.session import Interview, Session
from conversations.interview.states import State, part_of
from conversations.interview.view import question_view
from conversations.profile import Note, Profile, Section, SectionState
from tests.conversations.sample_guides import canvas, course, library, segment

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

#: More than the plainest way through any guide takes.
MOST_STEPS = 200

Move = tuple[State, type[e.Event], State]


class Founder:
    """One person's private conversation, and how it came about.

    `trail` lists every event so far with the state before and after it.
    """

    def __init__(self, known: Library | None = None) -> None:
        self.library = known or library()
        self.session = Session()
        self.now = NOON
        self.effects: tuple[f.Effect, ...] = ()
        self.trail: list[Move] = []
        self._messages = 0

    # --- what she does -----------------------------------------------------------

    def does(self, event: e.Event) -> Founder:
        before = self.session.state
        turn = advance(self.session, event, self.library, self.now)
        self.session, self.effects = turn.session, turn.effects
        self.trail.append((before, type(event), self.session.state))
        return self

    def sends(self, text: str, answers: e.Card | None = None) -> Founder:
        self._messages += 1
        return self.does(e.TextSent(text, self._messages, answers))

    def shows(self, kind: e.Unreadable) -> Founder:
        return self.does(e.OtherSent(kind))

    def edits(self, message: int, text: str) -> Founder:
        return self.does(e.TextEdited(text, message))

    def gives(self, command: e.Command) -> Founder:
        return self.does(e.Commanded(command))

    def taps(self, button: type[e.CardTap | e.MenuTap], *values: int) -> Founder:
        return self.does(self.tap(button, *values))

    def tap(
        self, button: type[e.CardTap | e.MenuTap], *values: int
    ) -> e.CardTap | e.MenuTap:
        """A button as it stands on the open card, or on a card of the menu."""
        if button is e.NextTapped and not values:
            interview = self.session.interview
            values = (part_of(interview.place) if interview else 0,)
        if issubclass(button, e.CardTap):
            return button(self.card.profile, self.card.step, *values)
        return button(*values)

    # --- what she often does -----------------------------------------------------

    def begins(self) -> Founder:
        """Begin an interview with the first guide she knows."""
        guide = next(iter(self.library.guides.values()))
        return self.does(e.BeginTapped(self.session.next_number, guide.id))

    def goes_next(self, times: int = 1) -> Founder:
        for _ in range(times):
            self.taps(e.NextTapped)
        return self

    def goes_back(self, times: int = 1) -> Founder:
        for _ in range(times):
            self.taps(e.BackTapped)
        return self

    def rates(self, note: str, level: str) -> Founder:
        view = self.view
        assert isinstance(view, v.AskRating)
        levels = self.guide.structure.scales[view.scale].levels
        return self.taps(e.LevelTapped, self.number(note), levels.index(level))

    def picks(self, *notes: str) -> Founder:
        for note in notes:
            assert isinstance(self.view, v.AskOrder)
            self.taps(e.PickTapped, self.number(note))
        return self

    def moves_on(  # noqa: C901 (one flat table: a line a state)
        self, notes_each: int = 1
    ) -> Founder:
        """Answer the open question in the plainest way."""
        match self.state:
            case State.ASKING if not self._answered:
                lines = [f"{self.prompt} {at}" for at in range(notes_each)]
                if self.at_segment:
                    lines = ["café owners", "walk-in regulars"][: self._segments]
                self.sends("\n".join(lines))
            case State.ORDERING if isinstance(self.view, v.AskFirst):
                self.taps(e.PickTapped, self.view.items[0].number)
            case State.SELECTING if not self._answered:
                self.taps(e.SelectTapped, 0, 1)
            case State.CHOOSING:
                self.taps(e.AllChosen)
            case State.REWORDING:
                self.taps(e.KeepTapped)
            case State.OVERVIEW:
                self.takes_the_next_section()
            case State.MATCHING:
                self.matches_one()
            case State.TELLING:
                self.sends("at the till")
            case _:
                self.goes_next()
        return self

    def takes_the_next_section(self) -> Founder:
        """Choose what is suggested, or go to the canvas when nothing is untouched."""
        view = self.view
        assert isinstance(view, v.AskSection)
        for each in view.sections:
            untouched = each.state is SectionState.UNTOUCHED
            if each.section is view.suggested and untouched:
                return self.chooses(each.section)
        return self.goes_next()

    def chooses(self, section: Section) -> Founder:
        return self.does(e.SectionChosen(self.card.profile, self.card.step, section))

    def matches_one(self) -> Founder:
        """Tap the first that can be tapped for the note, and go on to the next note."""
        view = self.view
        assert isinstance(view, v.AskMatches)
        note, option = view.turn.note.number, view.options[0]
        if not option.fits:
            self.taps(e.MatchTapped, note, option.choice, 1)
        if view.turn.after is not None:
            return self.taps(e.TurnTapped, view.turn.after)
        return self.goes_next()

    def adds_the_value_map(self) -> Founder:
        return self.taps(e.ValueMapTapped, self.profile.number)

    def answers_until(
        self, state: State, section: Section | None = None, notes_each: int = 1
    ) -> Founder:
        """Answer plainly until a question of this kind is open."""
        for _ in range(MOST_STEPS):
            if self.state is state and section in (None, self.section):
                return self
            self.moves_on(notes_each)
        raise AssertionError(f"no question of {section or 'any section'} is {state}")

    # --- what she sees -----------------------------------------------------------

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def view(self) -> v.QuestionView:
        return question_view(self.session, self.library)

    @property
    def notices(self) -> list[f.Notice]:
        """What the last turn said beside or instead of a card."""
        told = f.ShowQuestion | f.ShowMenu | f.Toast
        shown = (e for e in self.effects if isinstance(e, told))
        return [effect.notice for effect in shown if effect.notice is not None]

    @property
    def menu(self) -> v.MenuView:
        (menu,) = (e.view for e in self.effects if isinstance(e, f.ShowMenu))
        return menu

    @property
    def said(self) -> v.MessageView:
        (said,) = (e.view for e in self.effects if isinstance(e, f.Say))
        return said

    # --- what she has ------------------------------------------------------------

    @property
    def interview(self) -> Interview:
        assert self.session.interview is not None
        return self.session.interview

    @property
    def profile(self) -> Profile:
        return self.interview.profile

    @property
    def guide(self) -> Guide:
        return self.library.guide_of(self.profile)

    @property
    def card(self) -> e.Card:
        """The card of the interview in hand; an unknown one when there is none."""
        interview = self.session.interview
        return e.Card(1, 0) if interview is None else interview.card

    @property
    def prompt(self) -> str:
        return self.guide.steps[self.card.step].id

    @property
    def section(self) -> Section:
        return self.guide.steps[self.card.step].section

    @property
    def at_segment(self) -> bool:
        return self.section is Section.SEGMENT

    @property
    def _segments(self) -> int:
        """How many types of customers she has, where types are asked for."""
        prompt = self.guide.prompt(self.prompt)
        return 2 if prompt and prompt.kind is PromptKind.TYPES else 1

    @property
    def _answered(self) -> bool:
        return bool(self.profile.of_prompt(self.prompt))

    def note(self, text: str) -> Note:
        return next(note for note in self.profile.notes if note.text == text)

    def number(self, text: str) -> int:
        return self.note(text).number

    def texts(self, section: Section) -> list[str]:
        """Her notes of a section as she wrote them."""
        return [note.text for note in self.profile.of_section(section)]

    def order(self, section: Section) -> list[str]:
        """Her notes of a section that have a place, most important first."""
        ranked = self.profile.order(section).ranked
        return [self._text(number) for number in ranked]

    def _text(self, number: int) -> str:
        note = self.profile.note(number)
        assert note is not None
        return note.text


def leads_to(guide: Guide) -> set[State]:
    """The states that `founder_in` finds on the plainest way through a guide."""
    kinds = {step.kind for step in guide.steps[: guide.value_map_begins]}
    kinds |= {step.kind for step in guide.steps} & _OF_VALUE_MAP
    found = {State.IDLE, State.RENAMING, State.LOOKING_UP, State.FINISHED}
    if guide.asks_about(Section.JOBS):
        found |= {State.ASKING, State.FIXING, State.ADDING}
    for kind, states in _OPENED_BY.items():
        found |= states if kind in kinds else set()
    return found


#: The kinds of steps for which the value map is begun.
_OF_VALUE_MAP = {StepKind.MENU, StepKind.LINKS, StepKind.FIT}

_OPENED_BY = {
    StepKind.OFFER: {State.OFFERED},
    StepKind.SELECT: {State.SELECTING},
    StepKind.REVIEW: {State.REVIEWING, State.REWORDING},
    StepKind.DEPTH: {State.CHOOSING},
    StepKind.RATE: {State.RATING, State.ADJUSTING},
    StepKind.RANKED: {State.RANKED},
    StepKind.MENU: {State.OVERVIEW},
    StepKind.LINKS: {State.MATCHING},
    StepKind.CONTEXT: {State.TELLING},
    StepKind.FIT: {State.FIT},
}


def founder_in(  # noqa: C901 (one flat table: a line a state)
    state: State, known: Library | None = None
) -> Founder:
    """A founder who has answered through to this state."""
    leads_there: dict[State, Callable[[], Guide]] = {
        State.OFFERED: course,
        State.SELECTING: segment,
        State.TELLING: canvas,
    }
    if known is None and state in leads_there:
        known = library(leads_there[state]())
    ada = Founder(known)
    match state:
        case State.IDLE:
            return ada
        case State.RENAMING:
            return ada.begins().sends("café owners").taps(e.RenameTapped, 1)
        case State.FIXING:
            ada.begins().sends("café owners").answers_until(State.ASKING, Section.JOBS)
            ada.sends("order beans")
            return ada.taps(e.FixTapped, 1, ada.number("order beans"))
        case State.ADDING:
            ada.begins().sends("café owners").answers_until(State.ASKING, Section.JOBS)
            return ada.does(e.AddTapped(1, Section.JOBS))
        case State.QUOTING:
            ada.begins().sends("café owners").answers_until(State.ASKING, Section.JOBS)
            ada.sends("order beans")
            return ada.taps(e.QuoteTapped, 1, ada.number("order beans"))
        case State.SITUATING:
            ada = founder_in(State.TELLING, known)
            job = ada.profile.of_section(Section.JOBS)[0]
            return ada.taps(e.SituationTapped, 1, job.number)
        case State.LOOKING_UP:
            return ada.begins().sends("café owners").does(e.LookUpTapped())
        case State.REWORDING:
            ada.begins().answers_until(State.REVIEWING)
            return ada.taps(
                e.RewordTapped, ada.profile.of_section(Section.JOBS)[0].number
            )
        case State.ADJUSTING:
            levels = (3, 2, 1, 0, 0, 0, 0)
            ada.begins().answers_until(State.RATING)
            rate_all(ada, levels[: len(ada.profile.of_section(Section.JOBS))])
            return ada.answers_until(State.RANKED).taps(e.AdjustTapped)
        case State.OVERVIEW | State.MATCHING | State.FIT:
            ada.begins().answers_until(State.FINISHED).adds_the_value_map()
            return ada.answers_until(state)
        case State.CHOOSING:
            return ada.begins().answers_until(state, notes_each=2)
        case State.ASKING:
            ada.begins().sends("café owners").answers_until(State.ASKING, Section.JOBS)
            return ada.sends("order beans\ndo the books")
        case _:
            return ada.begins().answers_until(state)


def rate_all(ada: Founder, levels: Iterable[int] = (3, 2, 1)) -> Founder:
    """Give the notes on the open rating card levels of its scale, one after another."""
    view = ada.view
    assert isinstance(view, v.AskRating | v.AskNumbers)
    for item, level in zip(view.items, levels, strict=True):
        ada.taps(e.LevelTapped, item.number, level)
    return ada
