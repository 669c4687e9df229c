"""Which poll of the messenger asks which question of an exercise's quiz."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from storage import tables as t
from storage.many import among
from storage.rows import QuizPoll
from storage.upsert import upsert
from storage.work import Work

_q = t.quiz_polls.c
_ROWS = select(
    *(_q.poll, _q.exercise_id, _q.quiz, _q.question),
    *(_q.message, _q.in_doubt),
).order_by(_q.exercise_id, _q.poll)
_THESE = _ROWS.where(among(_q.poll))
_OF = _ROWS.where(among(_q.exercise_id))


class QuizPolls(Work):
    """The polls that exercises have sent."""

    def keep_polls(self, polls: Sequence[QuizPoll]) -> None:
        """Remember what these polls ask, and where they stand."""
        rows = [
            {
                "poll": poll.poll,
                "exercise_id": poll.exercise,
                "quiz": poll.quiz,
                "question": poll.question,
                "message": poll.message,
                "in_doubt": poll.in_doubt,
            }
            for poll in polls
        ]
        self._write(upsert(t.quiz_polls, self._connection.dialect.name), rows)

    def polls(self, ids: Collection[str]) -> dict[str, QuizPoll]:
        """What polls ask, by the messenger's ids of them; others are left out."""
        found = self._read_in(_THESE, set(ids))
        return {row[0]: QuizPoll(*row) for row in found}

    def polls_of(self, exercise: int) -> list[QuizPoll]:
        """The polls that an exercise has sent, each copy of a question."""
        return [QuizPoll(*row) for row in self._read_in(_OF, {exercise})]
