"""A class that votes does anything: no vote is lost, and no one else's is seen."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.ballots import Ballot, Round
from conversations.exercise.exercise import Exercise, Participant
from conversations.exercise.setup import BEST, Names, Vote, Way, Work
from conversations.exercise.states import State
from conversations.exercise.voting import voted
from conversations.exercise.voting_view import alert_view, ballot_view
from tests.conversations.classroom import said
from tests.conversations.test_exercise_anything import AClassDoesAnything, Place

#: Somebody of the class, a place on the ballot, and a mark.
MARKS = st.tuples(st.integers(2, 5), st.integers(0, 9), st.integers(0, 4))


class AClassVotes(AClassDoesAnything):
    """The same class, when it comes to the vote."""

    @initialize(
        work=st.sampled_from([Work.SHARED, Work.TEAMS]),
        names=st.sampled_from(Names),
        vote=st.builds(Vote, st.sampled_from(Way), st.integers(1, 4)),
        notes_each=st.just(2),
        segment=st.just("café owners"),
        minutes=st.none(),
        guide=st.just("priority"),
        begun=st.just(True),
    )
    def sets_up(self, begun: bool, guide: str, **chosen: Any) -> None:
        super().sets_up(begun, guide, **chosen)
        for who in range(2, 6):
            self.writes(who, ["queues", "the books"], False, 0, None)
        while self.room.state is not State.VOTING:
            self.goes_on(e.NextTapped)

    def goes_on(self, button: type[e.StepTap]) -> None:
        step = self.room.exercise.place.step
        self.happens(button(next(iter(self.room.exercise.facilitators)), step))

    @precondition(lambda self: self.room.state in (State.SORTING, State.FINISHED))
    @rule()
    def goes_to_the_vote_again(self) -> None:
        is_over = self.room.state is State.FINISHED
        self.goes_on(e.VoteAgainTapped if is_over else e.NextTapped)

    @precondition(lambda self: self.room.state is State.VOTING)
    @rule(done=st.sets(st.integers(2, 5)), marks=st.lists(MARKS, min_size=3))
    def everybody_votes(
        self, done: set[int], marks: list[tuple[int, int, int]]
    ) -> None:
        self.people_vote(marks)
        for who in done:
            person = self.everybody[who]
            self.happens(e.VotedTapped(person.number, self.room.round))
        if len(done) > 2:
            self.goes_on(e.NextTapped)

    @precondition(lambda self: self.room.state is State.VOTING)
    @rule(marks=st.lists(MARKS, min_size=1, max_size=8))
    def people_vote(self, marks: list[tuple[int, int, int]]) -> None:
        for who, at, mark in marks:
            self.votes(self.everybody[who].number, at, mark)

    def votes(self, person: int, at: int, mark: int) -> None:
        """Whatever a ballot offers; what was accepted stands there."""
        ballot = ballot_view(self.room.exercise, person)
        if ballot is None or not ballot.lines:
            return
        note = ballot.lines[at % len(ballot.lines)].note.number
        self.happens(e.MarkTapped(person, self.room.round, note, mark))
        after = ballot_view(self.room.exercise, person)
        assert after is not None
        if {f.Notice.SAVED, f.Notice.VOTED, f.Notice.ALREADY} & set(self.room.notices):
            assert {ln.note.number: ln.mark for ln in after.lines}[note] == mark
        else:
            assert after == ballot

    @invariant()
    def votes_keep_within_what_everyone_has(self) -> None:
        for round_ in self.room.exercise.rounds:
            for each in self.room.exercise.people.values():
                marks = each.ballot(round_.number).marks.values()
                assert all(mark > 0 for mark in marks)
                if round_.vote.way is Way.DOTS:
                    assert sum(marks) <= round_.vote.dots
                else:
                    assert all(mark <= BEST for mark in marks)

    @invariant()
    def rounds_are_kept(self) -> None:
        before, after = self.before.rounds, self.room.exercise.rounds
        assert [each.number for each in after] == list(range(1, len(after) + 1))
        for old, new in zip(before, after, strict=False):
            assert (new.vote, new.revealed >= old.revealed) == (old.vote, True)
        for old in before:
            if old.revealed and not isinstance(self.event, e.OpenTapped):
                assert self.voters(self.room.exercise, old) == self.voters(
                    self.before, old
                )

    def voters(self, exercise: Exercise, round_: Round) -> set[int]:
        people = exercise.people.values()
        return {each.person for each in people if each.ballot(round_.number).marks}

    @invariant()
    def nobody_sees_the_vote_of_somebody_else(self) -> None:
        """If others had voted otherwise, everybody would see the same.

        Ballots may change hands within a sheet at any time, as only their sums are
        shown; as long as a round is not revealed, they may be any.
        """
        exercise, seen = self.room.exercise, self.private_places()
        for other in (self.exchanged(), self.otherwise()):
            touched = {
                each.person
                for each in exercise.people.values()
                if each.ballots != other.people[each.person].ballots
            }
            self.room.exercise = other
            would_see = self.private_places()
            self.room.exercise = exercise
            for place in seen.keys() - touched:
                assert would_see[place] == seen[place]

    def private_places(self) -> dict[Place, str]:
        """All places, with what somebody would be told by an alert."""
        exercise = self.room.exercise
        if self.room.state is State.SETTING_UP:
            return {}
        places = self.places()
        for each in exercise.people:
            places[each] += said(alert_view(exercise, each))
        return places

    def exchanged(self) -> Exercise:
        """The exercise if those who share a sheet had each other's ballots."""
        exercise = self.room.exercise
        for sheet in exercise.sheets:
            here = [p for p in exercise.present if exercise.sheet_of(p.person) == sheet]
            for one, other in zip(here, here[1:] + here[:1], strict=True):
                exercise = exercise.with_person(replace(one, ballots=other.ballots))
        return exercise

    def otherwise(self) -> Exercise:
        """The exercise if everybody's open ballot were another; as many have voted."""
        exercise = self.room.exercise
        open_ = [each for each in exercise.rounds if not each.revealed]
        for each in exercise.people.values():
            other = {round_.number: self.another(each, round_) for round_ in open_}
            changed = replace(each, ballots={**each.ballots, **other})
            exercise = exercise.with_person(changed)
        return exercise

    def another(self, person: Participant, round_: Round) -> Ballot:
        """A ballot of which only the owner could tell that it is another one."""
        ballot = person.ballot(round_.number)
        if ballot.done:
            return replace(ballot, marks=dict.fromkeys(round_.notes[-1:], 1))
        is_full = person.person in voted(self.room.exercise, round_)
        return ballot if is_full else Ballot()


AClassVotes.TestCase.settings = settings(
    max_examples=10, stateful_step_count=20, deadline=None
)
TestAClassVotes = AClassVotes.TestCase
