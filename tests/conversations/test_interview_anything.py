"""Somebody does anything at all, sensible or not, and nothing is lost or broken."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from conversations.canvas import canvas_of
from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import states as s
from conversations.interview.asking import MOST_NOTES
from conversations.interview.session import Headline, Interview
from conversations.interview.states import TRANSITIONS, State
from conversations.interview.view import profiles_view
from conversations.profile import Note, Section
from tests.conversations.founder import Founder, founder_in, rate_all
from tests.conversations.sample_guides import every_guide, library
from tests.conversations.sensible import sensible

Notes = dict[int, tuple[Note, ...]]

#: Numbers on forged buttons: often near the real ones, sometimes absurd.
NUMBERS = st.integers(-2, 16) | st.sampled_from([-(10**12), 99, 10**12])
TEXTS = (
    st.sampled_from(
        ["order beans", "a\nb\nc", "- a\n- b\n\n", "\u200b", "", "🙂\n咖啡"]
    )
    | st.text(max_size=40)
    | st.integers(1, 400).map(lambda lines: "x\n" * lines)
)
#: Where people are when they begin to do anything; every guide leads there.
STARTS = set(State) - {State.ORDERING}
QUESTIONS = set(State) - {State.IDLE, State.RENAMING, State.FINISHED}
CARDS = st.none() | st.builds(e.Card, NUMBERS, NUMBERS)
BUTTONS: tuple[type[e.CardTap | e.MenuTap], ...] = (*e.CARD_TAPS, *e.MENU_TAPS)
SENSELESS = st.one_of(
    st.builds(e.TextSent, TEXTS, NUMBERS, CARDS),
    st.builds(e.OtherSent, st.sampled_from(e.Unreadable)),
    st.builds(e.Commanded, st.sampled_from(e.Command)),
    st.builds(e.CommandUnknown, st.text(max_size=9)),
    st.builds(e.Returned),
    *(
        st.builds(button, **{field.name: NUMBERS for field in fields(button)})
        for button in BUTTONS
    ),
)


class SomebodyDoesAnything(RuleBasedStateMachine):
    """A person with up to several profiles; every rule is one thing they do."""

    def __init__(self) -> None:
        super().__init__()
        self.ada = Founder()
        self.before: Notes = {}

    @initialize(
        guide=st.sampled_from(every_guide()), start=st.sampled_from(sorted(STARTS))
    )
    def starts(self, guide: Guide, start: State) -> None:
        self.ada = founder_in(start, library(guide))

    # --- what they do ------------------------------------------------------------

    def does(self, event: e.Event) -> None:
        self.before = self.notes()
        self.ada.does(event)

    @rule(kind=st.sampled_from(e.EVENTS))
    def does_something_sensible(self, kind: type[e.Event]) -> None:
        self.does(sensible(kind, self.ada))

    @rule(data=st.data())
    def uses_the_open_card(self, data: st.DataObject) -> None:
        buttons = list(TRANSITIONS[self.ada.state])
        kind = data.draw(st.sampled_from(buttons))
        self.does(sensible(kind, self.ada))

    @rule(event=SENSELESS)
    def does_something_senseless(self, event: e.Event) -> None:
        self.does(event)

    @rule(kind=st.sampled_from(e.CARD_TAPS), data=st.data())
    def taps_the_open_card_with_any_value(
        self, kind: type[e.CardTap], data: st.DataObject
    ) -> None:
        values = [data.draw(NUMBERS) for _ in fields(kind)[2:]]
        self.does(self.ada.tap(kind, *values))

    @rule(text=TEXTS)
    def writes(self, text: str) -> None:
        self.does(e.TextSent(text, 7, self.ada.card))

    @precondition(lambda self: self.ada.state in QUESTIONS)
    @rule(notes_each=st.integers(1, 4))
    def answers_plainly(self, notes_each: int) -> None:
        self.before = self.notes()
        self.ada.moves_on(notes_each)

    @precondition(lambda self: self.ada.state is State.RATING)
    @rule(data=st.data())
    def rates_the_card(self, data: st.DataObject) -> None:
        self.before = self.notes()
        view = self.ada.view
        assert isinstance(view, f.AskRating)
        top = len(self.ada.guide.structure.scales[view.scale].levels) - 1
        rate_all(self.ada, [data.draw(st.integers(-1, top)) for _ in view.items])

    @precondition(lambda self: self.ada.session.current is not None)
    @rule()
    def goes_on(self) -> None:
        self.does(e.ResumeTapped(self.ada.card.profile))

    # --- what must hold ----------------------------------------------------------

    def notes(self) -> Notes:
        interviews = self.ada.session.interviews
        return {number: i.profile.notes for number, i in interviews.items()}

    @invariant()
    def no_note_is_lost_and_only_rewording_changes_words(self) -> None:
        *_, last = self.ada.trail or [(State.IDLE, e.Returned, State.IDLE)]
        reworded = last[1] is e.TextSent
        changes = 0
        for number, before in self.before.items():
            after = self.notes()[number]
            assert len(after) >= len(before)
            for old, new in zip(before, after, strict=False):
                same = replace(new, ratings={}, text="", origin=None)
                assert same == replace(old, ratings={}, text="", origin=None)
                changes += old.text != new.text
        assert changes <= reworded

    @invariant()
    def every_profile_is_whole(self) -> None:
        session = self.ada.session
        assert replace(session) == session
        for number, interview in session.interviews.items():
            profile = interview.profile
            numbers = [note.number for note in profile.notes]
            assert profile.number == number
            assert session.shelf[number] == Headline.of(interview)
            assert numbers == sorted(set(numbers))
            assert len(numbers) <= MOST_NOTES
            assert all(note.text.strip() for note in profile.notes)
            assert profile.next_note > max(numbers, default=0)

    @invariant()
    def every_order_lists_notes_of_its_section_once(self) -> None:
        for interview in self.ada.session.interviews.values():
            profile = interview.profile
            for section in Section:
                there = {note.number for note in profile.of_section(section)}
                order = profile.order(section)
                assert len(set(order.ranked)) == len(order.ranked)
                assert set(order.ranked) <= there
                assert set(order.settled) <= there
            canvas_of(profile, self.ada.library.guide_of(profile))

    @invariant()
    def every_place_is_one_of_its_guide(self) -> None:
        for interview in self.ada.session.interviews.values():
            guide = self.ada.library.guide_of(interview.profile)
            assert 0 <= interview.place.step < len(guide.steps)
            assert_picks_are_among(interview)

    @invariant()
    def the_open_question_can_be_shown(self) -> None:
        session = self.ada.session
        view = self.ada.view
        if isinstance(view, f.ShowWelcome):
            assert session.open_interview is None
            at = view.progress
        else:
            assert view.question.card == self.ada.interview.card
            assert view.question.guide is self.ada.guide
            at = view.question.progress
        assert at is None or is_within_bounds(at)
        for line in profiles_view(session, self.ada.library, 0).profiles:
            assert line.progress is None or is_within_bounds(line.progress)

    @invariant()
    def every_answer_is_an_effect_with_words(self) -> None:
        assert all(isinstance(notice, f.Notice) for notice in self.ada.notices)
        assert self.ada.effects or not self.ada.trail


def is_within_bounds(at: f.Progress) -> bool:
    return 1 <= at.section <= at.sections and 0 <= at.prompt <= at.prompts


def assert_picks_are_among(interview: Interview) -> None:
    place = interview.place
    if isinstance(place, s.Ordering):
        assert set(place.picked) <= set(place.among)
        assert len(set(place.among)) == len(place.among)
    if isinstance(place, s.Rewording):
        assert interview.profile.note(place.note) is not None


SomebodyDoesAnything.TestCase.settings = settings(
    max_examples=150, stateful_step_count=80
)
TestSomebodyDoesAnything = SomebodyDoesAnything.TestCase
