"""Somebody does anything at all, sensible or not, and nothing is lost or broken."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from msgspec.structs import fields, replace

from conversations.canvas import canvas_of
from conversations.fit import fit_of
from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.editor import note_view, section_view, sections_view
from conversations.interview.evidence import MOST_HEARD
from conversations.interview.session import Headline, Interview
from conversations.interview.states import OVERLAYS, TRANSITIONS, State
from conversations.interview.view.menu import profiles_view
from conversations.notes import MOST_NOTES
from conversations.profile import ANSWERED_BY, Note, Profile, Section
from tests.conversations.founder import Founder, founder_in, leads_to, rate_all
from tests.conversations.sample_guides import around, every_guide
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
#: Where people are when they begin to do anything, by guide.
STARTS = [
    (guide, state) for guide in every_guide() for state in sorted(leads_to(guide))
]
QUESTIONS = set(State) - OVERLAYS - {State.IDLE, State.FINISHED}
VALUES = defaultdict(
    lambda: NUMBERS,
    section=st.sampled_from(Section),
    theme=st.sampled_from(["pains", "unheard_of"]),
    concept=st.sampled_from(["segment", "unheard_of"]),
    guide=st.sampled_from(["priority", "worksheet", "segment", "canvas", "unheard_of"]),
)
CARDS = st.none() | st.builds(e.Card, NUMBERS, NUMBERS)
BUTTONS: tuple[type[e.CardTap | e.MenuTap], ...] = (*e.CARD_TAPS, *e.MENU_TAPS)
SENSELESS = st.one_of(
    st.builds(e.TextSent, TEXTS, NUMBERS, CARDS),
    st.builds(e.TextEdited, TEXTS, NUMBERS),
    st.builds(e.OtherSent, st.sampled_from(e.Unreadable)),
    st.builds(e.Commanded, st.sampled_from(e.Command)),
    st.builds(e.CommandUnknown, st.text(max_size=9)),
    st.builds(e.Returned),
    *(
        st.builds(
            button, **{field.name: VALUES[field.name] for field in fields(button)}
        )
        for button in BUTTONS
    ),
)


class SomebodyDoesAnything(RuleBasedStateMachine):
    """A person with up to several profiles; every rule is one thing they do."""

    def __init__(self) -> None:
        super().__init__()
        self.ada = Founder()
        self.before: Notes = {}

    @initialize(start=st.sampled_from(STARTS))
    def starts(self, start: tuple[Guide, State]) -> None:
        guide, state = start
        self.ada = founder_in(state, around(guide))

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
        assert isinstance(view, v.AskRating | v.AskNumbers)
        top = len(self.ada.guide.structure.scales[view.scale].levels) - 1
        rate_all(self.ada, [data.draw(st.integers(-1, top)) for _ in view.items])

    @rule(text=TEXTS, data=st.data())
    def edits_a_message(self, text: str, data: st.DataObject) -> None:
        notes = [note for notes in self.notes().values() for note in notes]
        known = sorted({note.origin.message for note in notes if note.origin})
        if known:
            self.does(e.TextEdited(text, data.draw(st.sampled_from(known))))

    @precondition(lambda self: self.ada.session.current is not None)
    @rule()
    def adds_the_value_map(self) -> None:
        self.does(e.ValueMapTapped(self.ada.card.profile))

    @precondition(lambda self: self.ada.session.current is not None)
    @rule()
    def goes_on(self) -> None:
        self.does(e.ResumeTapped(self.ada.card.profile))

    # --- what must hold ----------------------------------------------------------

    def notes(self) -> Notes:
        interviews = self.ada.session.interviews
        return {number: i.profile.notes for number, i in interviews.items()}

    @invariant()
    def no_note_is_lost_and_only_what_rewords_changes_words(self) -> None:
        *_, last = self.ada.trail or [(State.IDLE, e.Returned, State.IDLE)]
        most = {e.TextSent: 1, e.TextEdited: MOST_NOTES, e.SelectTapped: 1}
        moves = {e.SortTapped: 1, e.DropTapped: 1, e.RestoreTapped: 1}
        moves |= {e.SelectTapped: 1, e.GoOnTapped: MOST_NOTES}
        most_now = most.get(last[1], 0)
        moved = moves.get(last[1], MOST_NOTES if last[1] is e.TextEdited else 0)
        # A segment said anew takes the old one's place.
        replaced = last[1] is e.TextSent
        if self.ada.session.forgets and last[1] is e.ForgetTapped:
            self.before = {}
        for number, before in self.before.items():
            after = self.notes()[number]
            assert len(after) >= len(before)
            pairs = list(zip(before, after, strict=False))
            assert all((a.number, a.prompt) == (b.number, b.prompt) for a, b in pairs)
            most_now -= sum(a.text != b.text for a, b in pairs)
            moved -= sum(
                (a.section, a.deleted_at) != (b.section, b.deleted_at)
                for a, b in pairs
                if not (replaced and a.section is Section.SEGMENT)
            )
        assert most_now >= 0
        assert moved >= 0

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
            assert len(profile.living) <= MOST_NOTES
            assert all(note.text.strip() for note in profile.notes)
            assert profile.next_note > max(numbers, default=0)
            assert all(0 <= note.heard <= MOST_HEARD for note in profile.notes)
            assert len(profile.baselines) <= 2
            assert set(profile.nudged.values()) <= {0, *numbers}

    @invariant()
    def every_order_lists_notes_of_its_section_once(self) -> None:
        for interview in self.ada.session.interviews.values():
            profile = interview.profile
            steps = profile.of_section(Section.STEPS)
            assert len(profile.order(Section.STEPS).ranked) == len(steps)
            for section in Section:
                there = {note.number for note in profile.of_section(section)}
                order = profile.order(section)
                assert len(set(order.ranked)) == len(order.ranked)
                assert set(order.ranked) <= there
                assert set(order.alike) <= set(order.settled)

    @invariant()
    def what_a_canvas_ties_together_is_there(self) -> None:
        for interview in self.ada.session.interviews.values():
            profile = interview.profile
            canvas = canvas_of(profile, self.ada.library.guide_of(profile))
            for part in (*canvas.sections, *canvas.value_map):
                answered = ANSWERED_BY.get(part.section)
                for item in part.items:
                    for link in item.links:
                        assert section_of(profile, link) is answered
                    if item.for_job is not None:
                        assert section_of(profile, item.for_job) is Section.JOBS
            fit_of(canvas)

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
        if isinstance(view, v.ShowWelcome):
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
    def the_editor_can_show_everything(self) -> None:
        session, library = self.ada.session, self.ada.library
        number, interview = session.current, session.interview
        if number is None or interview is None:
            return
        shown = sections_view(session, library, number).sections
        assert sum(each.notes for each in shown) == len(interview.profile.living)
        for section in shown:
            section_view(session, library, number, section.section, 0)
        for note in interview.profile.living[-1:]:
            note_view(session, library, number, note)

    @invariant()
    def every_answer_is_an_effect_with_words(self) -> None:
        assert all(isinstance(notice, f.Notice) for notice in self.ada.notices)
        assert self.ada.effects or not self.ada.trail


def section_of(profile: Profile, number: int) -> Section | None:
    note = profile.note(number)
    return note.section if note else None


def is_within_bounds(at: v.Progress) -> bool:
    return 1 <= at.section <= at.sections and 0 <= at.prompt <= at.prompts


def assert_picks_are_among(interview: Interview) -> None:
    place = interview.place
    if isinstance(place, s.Ordering):
        assert set(place.picked) <= set(place.among)
        assert len(set(place.among)) == len(place.among)
    if isinstance(place, s.Rewording):
        assert interview.profile.note(place.note) is not None


SomebodyDoesAnything.TestCase.settings = settings(
    max_examples=60, stateful_step_count=60
)
TestSomebodyDoesAnything = SomebodyDoesAnything.TestCase
