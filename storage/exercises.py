"""Exercises of classes: loaded whole, and written back by their difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import ColumnElement, bindparam, case, func, insert, or_, select, update

from conversations.exercise.exercise import Exercise, Note, Origin, Participant
from conversations.exercise.setup import Setup
from conversations.exercise.states import State
from storage import tables as t
from storage.exercise_difference import exercise_difference, exercise_row
from storage.exercise_mapping import (
    load_exercise,
    load_note,
    load_participant,
    load_segment,
    load_setup,
)
from storage.many import among
from storage.prepared import AnyRow
from storage.rows import ExerciseHeadline, ExerciseRow
from storage.work import Work

_e, _p, _n = t.exercises.c, t.participants.c, t.exercise_notes.c

#: How many set-ups are offered to be used again.
_SETUPS = 8

_NEW = insert(t.exercises).returning(_e.id)
_THESE = (
    select(_e.id, _e.conversation_id, _e.data, _e.admins_at, _e.title)
    .where(among(_e.id))
    .order_by(_e.id)
)
# Locked in the order of their ids, so that two transactions never wait for each other.
_LOCKED = _THESE.with_for_update()
_PEOPLE = (
    select(_p.exercise_id, _p.person, _p.name, _p.data)
    .where(among(_p.exercise_id))
    .order_by(_p.exercise_id, _p.position)
)
_NOTES = (
    select(
        *(_n.exercise_id, _n.number, _n.text, _n.author),
        *(_n.chat, _n.message, _n.line, _n.data),
    )
    .where(among(_n.exercise_id))
    .order_by(_n.exercise_id, _n.number)
)
_the_exercise = _e.id == bindparam("the_id")
_SAVE = update(t.exercises).where(_the_exercise)
_SET_ADMINS = (
    update(t.exercises).where(_the_exercise).values(admins_at=bindparam("found_at"))
)
_NEW_PERSON = insert(t.participants)
_SAVE_PERSON = update(t.participants).where(
    _p.exercise_id == bindparam("the_exercise"), _p.person == bindparam("the_person")
)
_NEW_NOTE = insert(t.exercise_notes)
_SAVE_NOTE = update(t.exercise_notes).where(
    _n.exercise_id == bindparam("the_exercise"), _n.number == bindparam("the_number")
)
# What is on counts before what is still set up, or over.
_is_on = (_e.state != State.SETTING_UP.value) & (_e.state != State.FINISHED.value)
_NEWEST = (
    select(
        _e.conversation_id,
        func.coalesce(func.max(case((_is_on, _e.id))), func.max(_e.id)),
    )
    .where(among(_e.conversation_id))
    .group_by(_e.conversation_id)
)
_person = bindparam("person", type_=_e.host.type)
_hosted: ColumnElement[bool] = _e.host == _person
# What is set up is for its host only. Who was forgotten has no name.
_joined = _e.id.in_(
    select(_p.exercise_id).where(_p.person == _person, _p.name != "")
) & (_e.state != State.SETTING_UP.value)
_HEADLINES = select(_e.id, _e.title, _e.data, _e.state, _hosted, _e.begun_at).order_by(
    _e.id.desc()
)
_OF_PERSON = _HEADLINES.where(or_(_hosted, _joined))
_HOSTED = _HEADLINES.where(_hosted)
_WITH = (
    select(_e.id).where(among(_e.host)),
    select(_p.exercise_id).where(among(_p.person)),
    select(_n.exercise_id).where(among(_n.author)),
)
_WRITTEN_IN = select(_n.chat, _n.message, _n.exercise_id).where(
    among(_n.chat), among(_n.message, "messages")
)


class Exercises(Work):
    """What groups do together."""

    def begin_exercise(
        self, conversation: int, title: str, exercise: Exercise, now: datetime
    ) -> int:
        """Keep a new exercise of the group, or topic, of this conversation; its id."""
        row = {
            "conversation_id": conversation,
            "title": title,
            "begun_at": now,
            **exercise_row(exercise, now),
        }
        ((id_,),) = self._read(_NEW, row)
        alone = replace(exercise, people={}, notes={})
        self.save_exercises({id_: alone}, {id_: exercise}, now)
        return int(id_)

    def exercises(self, ids: Collection[int]) -> dict[int, ExerciseRow]:
        """Whole exercises by their ids, locked until the end of the transaction.

        Who needs several asks for all of them at once; what is not there is left out.
        """
        return self._whole(self._read_in(_LOCKED, set(ids)))

    def exercise(self, id_: int) -> ExerciseRow | None:
        """A whole exercise as it is now, only to look at."""
        return self._whole(self._read_in(_THESE, {id_})).get(id_)

    def _whole(self, found: Sequence[AnyRow]) -> dict[int, ExerciseRow]:
        """Exercises with their people and notes."""
        there = {row[0] for row in found}
        people = self._people_of(there)
        notes = self._notes_of(there)
        return {
            id_: ExerciseRow(
                id_,
                conversation,
                replace(load_exercise(data), people=people[id_], notes=notes[id_]),
                admins_at,
                title,
            )
            for id_, conversation, data, admins_at, title in found
        }

    def save_exercises(
        self,
        before: Mapping[int, Exercise],
        after: Mapping[int, Exercise],
        now: datetime,
    ) -> None:
        """Write what differs between the exercises loaded and the exercises now."""
        rows = exercise_difference(before, after, now)
        self._write(_SAVE, rows.exercises)
        self._add(_NEW_PERSON, rows.new_people)
        self._write(_SAVE_PERSON, rows.people)
        self._add(_NEW_NOTE, rows.new_notes)
        self._write(_SAVE_NOTE, rows.notes)

    def set_admins_at(self, found_at: Mapping[int, datetime]) -> None:
        """Say when it was looked up who the admins are, by exercise."""
        rows = [{"the_id": id_, "found_at": at} for id_, at in found_at.items()]
        self._write(_SET_ADMINS, rows)

    def newest_in(self, conversation_ids: Collection[int]) -> dict[int, int]:
        """The newest exercise of each of these conversations that has any.

        One that is on counts before those that are set up, and those that are over.
        """
        found: dict[int, int] = dict(self._read_in(_NEWEST, set(conversation_ids)))
        return found

    def exercises_of(self, person: int) -> list[ExerciseHeadline]:
        """What somebody hosts or takes part in, the newest first.

        What is still set up is for its host only.
        """
        rows = self._read(_OF_PERSON, {"person": person})
        return [_headline(row) for row in rows]

    def setups_of(self, person: int) -> list[tuple[ExerciseHeadline, Setup]]:
        """The newest different set-ups of what somebody hosts, eight at most."""
        setups: dict[Setup, ExerciseHeadline] = {}
        for row in self._read(_HOSTED, {"person": person}):
            setups.setdefault(load_setup(row[2]), _headline(row))
            if len(setups) == _SETUPS:
                break
        return [(headline, setup) for setup, headline in setups.items()]

    def exercises_with(self, persons: Collection[int]) -> set[int]:
        """The exercises these persons host, take part in or wrote something in."""
        return {
            id_
            for statement in _WITH
            for (id_,) in self._read_in(statement, set(persons))
        }

    def written_in_exercises(
        self, messages: Collection[tuple[int, int]]
    ) -> dict[tuple[int, int], set[int]]:
        """The exercises with notes that were written in messages.

        A message is its chat and itself, both by the messenger's numbers.
        """
        asked = set(messages)
        rows = self._read_in(
            _WRITTEN_IN,
            {chat for chat, _ in asked},
            messages=sorted({message for _, message in asked}),
        )
        found: dict[tuple[int, int], set[int]] = {}
        for chat, message, id_ in rows:
            if (chat, message) in asked:
                found.setdefault((chat, message), set()).add(id_)
        return found

    def _people_of(self, ids: set[int]) -> Mapping[int, dict[int, Participant]]:
        people: defaultdict[int, dict[int, Participant]] = defaultdict(dict)
        for id_, person, name, data in self._read_in(_PEOPLE, ids):
            people[id_][person] = load_participant(person, name, data)
        return people

    def _notes_of(self, ids: set[int]) -> Mapping[int, dict[int, Note]]:
        notes: defaultdict[int, dict[int, Note]] = defaultdict(dict)
        for id_, number, text, author, *origin, data in self._read_in(_NOTES, ids):
            written_in = None if origin[0] is None else Origin(*origin)
            notes[id_][number] = load_note(number, text, author, written_in, data)
        return notes


def _headline(row: AnyRow) -> ExerciseHeadline:
    id_, title, data, state, hosted, begun_at = row
    return ExerciseHeadline(
        id_, title, load_segment(data), state, bool(hosted), begun_at
    )
