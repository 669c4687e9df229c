"""A class and its facilitators do anything at all: nothing is lost, nothing leaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

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

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise import states as s
from conversations.exercise.answering import MOST_OF_ONE, room_for
from conversations.exercise.exercise import Exercise, Note, Standing
from conversations.exercise.setup import Names, Pace, Setup, Vote, Way, Work
from conversations.exercise.sight import Room
from conversations.exercise.sorting import STARS, proposals
from conversations.exercise.states import Asking, State
from conversations.exercise.turn import cards_of
from conversations.exercise.view import (
    card_view,
    console_view,
    group_view,
    mine_view,
)
from conversations.profile import Section
from conversations.words import lines_of
from tests.conversations.classroom import Classroom, Person, said
from tests.conversations.sample_guides import library, priority, worksheet
from tests.conversations.sensible_deeds import sensible_deed

#: Words that make notes look alike; a mark behind them tells whose words they are.
WORDS = st.sampled_from(["stale beans", "beans stale", "queues", "the books", "咖啡"])
NUMBERS = st.integers(-2, 14) | st.sampled_from([-(10**12), 99, 10**12])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(
        ("step", "note", "into", "other", "team", "extra", "page"), NUMBERS
    ),
    **dict.fromkeys(("mark", "round", "edition"), NUMBERS),
    **dict.fromkeys(("quiz", "question", "option", "copy", "theme"), NUMBERS),
    "vote": st.builds(Vote, st.sampled_from(Way), st.integers(0, 6)),
    **dict.fromkeys(("withdrawn", "starred", "lit", "muted", "listed"), st.booleans()),
    "section": st.sampled_from(Section),
    "names": st.sampled_from(Names),
    "to": st.integers(70001, 70009),
}
MARK = re.compile(r"⟨\d+⟩")
#: Everybody's number begins so, and nothing else does.
SOMEBODY = re.compile(r"\b700\d\d\b")


#: The console, the room of a team (0 is the group), or somebody in private.
Place = int | str


@dataclass
class Written:
    """What somebody wrote, and what the exercise must remember of it."""

    person: Person
    mark: str


class AClassDoesAnything(RuleBasedStateMachine):
    """Two facilitators, four others and a stranger; every rule is one thing done."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Classroom()
        self.everybody: list[Person] = []
        self.written: list[Written] = []
        self.before: Exercise = self.room.exercise
        self.event: e.Event | None = None
        self.ever_facilitated: set[int] = set()
        self.clocks: list[f.WakeAt] = []

    @initialize(
        work=st.sampled_from(Work),
        names=st.sampled_from(Names),
        pace=st.sampled_from(Pace),
        minutes=st.sampled_from([None, 20]),
        segment=st.sampled_from(["", "café owners"]),
        notes_each=st.integers(1, 2),
        guide=st.sampled_from(["priority", "worksheet"]),
        begun=st.booleans(),
    )
    def sets_up(self, begun: bool, guide: str, **chosen: Any) -> None:
        known = library(priority(), worksheet())
        setup = Setup(guide, 1, teams=2, **chosen)
        self.room = Classroom(setup, known)
        pupils = [Person(self.room, 70003 + at, f"Pupil·{at}·") for at in range(5)]
        admin = Person(self.room, 70002, "Amy·Admin·")
        self.everybody = [self.room.teacher, admin, *pupils]
        self.happens(e.AdminsFound(frozenset({admin.number})))
        if begun:
            self.room.opens()
            for pupil in pupils[:4]:
                pupil.joins()
            self.happens(e.StartTapped(self.room.teacher.number))

    # --- what happens -----------------------------------------------------------------

    def happens(self, event: e.Event) -> None:
        self.before, self.event = self.room.exercise, event
        self.room.happens(event)
        self.clocks += self.room.wakes
        self.ever_facilitated |= self.before.facilitators

    @rule(kind=st.sampled_from(e.EVENTS), who=st.integers(0, 6), data=st.data())
    def somebody_does_something(
        self, kind: type[e.Event], who: int, data: st.DataObject
    ) -> None:
        self.does(kind, self.everybody[who], data)

    @rule(who=st.integers(0, 1), data=st.data())
    def a_facilitator_goes_on(self, who: int, data: st.DataObject) -> None:
        """Whatever the console offers where the class stands."""
        here = [
            kind
            for kind in s.TRANSITIONS[self.room.state]
            if issubclass(kind, e.FacilitatorTap)
        ]
        kind = data.draw(st.sampled_from(here)) if here else e.HandOverTapped
        self.does(kind, self.everybody[who], data)

    def does(self, kind: type[e.Event], person: Person, data: st.DataObject) -> None:
        if kind in (e.Answered, e.AnswerEdited, e.RoomNoteAdded):
            return
        names = {field.name for field in fields(kind)} & VALUES.keys()
        forged = data.draw(st.sets(st.sampled_from(sorted(names)))) if names else set()
        chosen = {name: data.draw(VALUES[name]) for name in sorted(forged)}
        if kind is e.TopicLinked:
            chosen["name"] = "North"
        self.happens(sensible_deed(kind, person, **chosen))
        if kind is e.Forgotten:
            self.written = [each for each in self.written if each.person != person]

    @rule(
        who=st.integers(0, 6),
        words=st.lists(WORDS, max_size=4),
        in_group=st.booleans(),
        late=st.integers(-600, 5),
        older=st.none() | NUMBERS,
    )
    def writes(
        self, who: int, words: list[str], in_group: bool, late: int, older: int | None
    ) -> None:
        person, marked = self.everybody[who], []
        for word in words:
            self.room.messages += 1
            marked.append(f"{word} ⟨{self.room.messages}⟩")
        deed = sensible_deed(
            e.Answered,
            person,
            text="\n".join(marked),
            message=self.room.messages,
            in_group=in_group,
            step=older,
        )
        assert isinstance(deed, e.Answered)
        self.happens(deed)
        refused = {
            f.Notice.ONLY_PRIVATE,
            f.Notice.NOT_JOINED,
            f.Notice.NO_WORDS,
            f.Notice.NOT_OPEN,
            f.Notice.NOT_STARTED,
        }
        if not refused & set(self.room.notices):
            assert f.Notice.FULL not in self.room.notices
            self.written += [Written(person, MARK.findall(line)[0]) for line in marked]

    @precondition(lambda self: self.room.exercise.ended)
    @rule(who=st.integers(2, 5), data=st.data())
    def writes_in_time_and_arrives_late(self, who: int, data: st.DataObject) -> None:
        exercise, person = self.room.exercise, self.everybody[who]
        step = data.draw(st.sampled_from(sorted(exercise.ended)))
        known = exercise.people.get(person.number)
        if known is None or known.muted:
            return
        cards = cards_of(exercise, self.room.library)
        has_room = room_for(exercise, person.number, step, cards) > 0
        self.room.messages += 1
        text = f"in time ⟨{self.room.messages}⟩"
        at = exercise.ended[step]
        person.sends(text, step=step, at=at)
        self.written.append(Written(person, MARK.findall(text)[0]))
        self.before, self.event = exercise, None
        note = self.room.note(text)
        assert note.step == step
        assert (note.standing is Standing.WRITTEN) == has_room

    @precondition(lambda self: self.written)
    @rule(data=st.data(), word=st.none() | WORDS)
    def edits_a_message(self, data: st.DataObject, word: str | None) -> None:
        """Takes lines out of a message, and puts one in."""
        written = data.draw(st.sampled_from(self.written))
        note = self.notes[written.mark]
        if note.origin is None or note.origin.line < 0:
            return
        message, author = note.origin.message, written.person
        lines = [
            each.text
            for each in self.room.exercise.written_by(author.number)
            if each.origin
            and each.origin.message == message
            and data.draw(st.booleans())
        ]
        if word is not None:
            self.room.messages += 1
            lines.append(f"{word} ⟨{self.room.messages}⟩")
        event = sensible_deed(
            e.AnswerEdited, author, text="\n".join(lines), message=message
        )
        self.happens(event)
        if f.Notice.EDITED in self.room.notices:
            there = self.notes
            marks = [MARK.findall(line)[0] for line in lines]
            assert there.keys() >= set(marks)
            self.written = [each for each in self.written if each.mark in there]
            self.written += [Written(author, mark) for mark in marks]

    @rule(seconds=st.integers(0, 400))
    def time_passes(self, seconds: int) -> None:
        """Clocks that are due ring, some twice; each has an effect once at most."""
        self.room.waits(seconds=seconds)
        due = [clock for clock in self.clocks if clock.at <= self.room.now]
        self.clocks = [clock for clock in self.clocks if clock.at > self.room.now]
        for clock in sorted(due, key=lambda clock: clock.at):
            self.happens(clock.event)
            after = self.room.exercise
            self.happens(clock.event)
            assert self.room.exercise is after

    @rule(kind=st.sampled_from(e.STEERING), extra=st.integers(1, 3))
    def two_facilitators_tap_the_same(self, kind: type[e.StepTap], extra: int) -> None:
        """Both tap what their consoles show; it happens once."""
        first, second = self.everybody[:2]
        event = sensible_deed(kind, first, extra=extra)
        self.happens(event)
        after = self.room.exercise
        assert isinstance(event, e.StepTap)
        self.happens(replace(event, person=second.number))
        if first.number in self.before.facilitators:
            assert self.room.exercise == after or self.room.exercise.place == replace(
                after.place, step=event.step
            )

    # --- what must hold ---------------------------------------------------------------

    @property
    def notes(self) -> dict[str, Note]:
        found = {}
        for note in self.room.exercise.notes.values():
            for mark in MARK.findall(note.text):
                found[mark] = note
        return found

    @invariant()
    def nothing_is_lost(self) -> None:
        notes = self.notes
        for written in self.written:
            note = notes[written.mark]
            assert note.author == written.person.number
            assert note.origin is not None
        for number, old in self.before.notes.items():
            new = self.room.exercise.notes[number]
            assert new.author == old.author
            if not isinstance(self.event, e.AnswerEdited | e.Forgotten):
                assert (new.text, new.origin) == (old.text, old.origin)
            assert (new.step, new.sheet) == (old.step, old.sheet)

    @invariant()
    def whatever_became_of_a_note_somebody_decided(self) -> None:
        exercise = self.room.exercise
        for note in exercise.notes.values():
            assert exercise.root(note.number).sheet == note.sheet
            match note.standing:
                case Standing.WITHDRAWN:
                    assert note.decided_by == note.author
                    assert note.merged_into is None
                case Standing.APPROVED | Standing.HIDDEN | Standing.REMOVED:
                    assert note.decided_by in self.ever_facilitated
                case _:
                    pass
            if note.merged_into is not None or note.author is None:
                assert note.decided_by in self.ever_facilitated

    @invariant()
    def rights_are_kept(self) -> None:
        event, before = self.event, self.before
        if isinstance(event, e.FacilitatorTap):
            may = event.person in before.facilitators
        elif isinstance(event, e.ParticipantTap):
            may = before.takes_part(event.person)
        else:
            may = True
        assert may or self.room.exercise is before
        if self.room.exercise.place != before.place:
            assert isinstance(event, e.FacilitatorTap | e.TimeUp)

    @invariant()
    def nothing_advances_more_than_a_step(self) -> None:
        was, now = self.before.place, self.room.exercise.place
        leaps = e.FinishTapped | e.BackTapped | e.VoteAgainTapped
        if not isinstance(self.event, leaps):
            assert now.step - was.step in (0, 1) or now.name is State.FINISHED

    @invariant()
    def a_promise_about_names_is_kept(self) -> None:
        before, after = self.before, self.room.exercise
        if before.has_answers:
            assert after.has_answers
            assert after.setup.names.hides_no_less_than(before.setup.names)

    @invariant()
    def every_exercise_is_whole(self) -> None:
        exercise = self.room.exercise
        assert sorted(exercise.notes) == list(range(1, exercise.next_note))
        assert (exercise.open_step in exercise.ended) is False
        for each in exercise.people.values():
            assert len(each.stars) <= STARS
            assert len(exercise.written_by(each.person)) <= MOST_OF_ONE
        if isinstance(exercise.place, Asking) and exercise.place.ends_at is not None:
            waited = e.TimeUp(exercise.place.step, exercise.place.ends_at)
            assert waited in [clock.event for clock in self.clocks]

    @invariant()
    def nothing_leaks(self) -> None:
        exercise = self.room.exercise
        if exercise.state is State.SETTING_UP:
            return
        everywhere = self.places()
        for mark, note in self.notes.items():
            seen = {place for place, text in everywhere.items() if mark in text}
            # A line that was taken out and put back has left two notes.
            same = [each for each in exercise.notes.values() if mark in each.text]
            assert seen <= set().union(*map(self.may_see, same))
            assert note.author in seen or note.author is None
        names = exercise.setup.names
        for place, text in everywhere.items():
            is_named = "·" in text or SOMEBODY.search(text)
            if names is Names.ANONYMOUS:
                assert not is_named
            if names is Names.FACILITATORS and place != "console":
                assert not is_named
            assert not SOMEBODY.search(text)
        if not names.is_named:
            assert self.room.missing == ()

    def places(self) -> dict[Place, str]:
        """Everything that is said in each place.

        The facilitators may let a note be the segment; then all see those words.
        """
        exercise, known = replace(self.room.exercise, segment=""), self.room.library
        places: dict[Place, str] = {"console": said(console_view(exercise, known))}
        for team in range(3):
            places[team] = said(group_view(exercise, known, Room(team)))
        for each in exercise.people:
            card = card_view(exercise, known, each)
            places[each] = said(card) + said(mine_view(exercise, each))
        return places

    def may_see(self, note: Note) -> set[Place]:
        """An independent word on who may see a note, by what it is and where."""
        exercise = self.room.exercise
        people: set[Place] = {each.person for each in exercise.present}
        if note.author is None:
            return {"console", 0, 1, 2, *people}
        own: set[Place] = {note.author}
        console: set[Place] = {"console"}
        if note.standing is Standing.WITHDRAWN or exercise.open_step == note.step:
            return own
        if exercise.setup.work is Work.OWN:
            return own
        if note.standing in (Standing.HIDDEN, Standing.REMOVED, Standing.PARKED):
            return own | console
        if exercise.setup.work is Work.SHARED:
            return own | console | people | {0}
        team = exercise.people[note.author].team
        fellows: set[Place] = {
            each.person for each in exercise.present if each.team == team
        }
        compared: set[Place] = {0} if note.number in exercise.voted_on else set()
        return own | console | fellows | {team} | compared

    @invariant()
    def what_is_proposed_can_be_merged(self) -> None:
        notes = self.room.exercise.notes
        for one, other in proposals(self.room.exercise):
            assert notes[one].sheet == notes[other].sheet
            assert notes[one].section is notes[other].section


AClassDoesAnything.TestCase.settings = settings(
    max_examples=30, stateful_step_count=40, deadline=None
)
TestAClassDoesAnything = AClassDoesAnything.TestCase


def test_marks_are_kept_by_the_splitting_into_lines() -> None:
    assert lines_of("- stale beans ⟨1⟩\n咖啡 ⟨2⟩") == ("stale beans ⟨1⟩", "咖啡 ⟨2⟩")
