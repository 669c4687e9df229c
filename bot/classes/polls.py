"""Which polls ask which questions of quizzes, and how many copies of one there are.

A poll that was sent twice, since the answer to the first call was lost, is there
twice: answers to either count, and whichever we know the message of is closed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.outgoing import Poll
from conversations.exercise.exercise import Exercise
from storage import QuizPoll, UnitOfWork


@dataclass(slots=True)
class Polls:
    """The polls that a batch speaks of."""

    uow: UnitOfWork
    known: dict[str, QuizPoll] = field(default_factory=dict)

    def look_up(self, ids: Collection[str]) -> None:
        """Find out what polls ask, by the messenger's ids of them."""
        if ids:
            self.known |= self.uow.polls(ids)

    def sent(self, poll: Poll, id_: str, message: int, *, in_doubt: bool) -> None:
        """Remember a poll that was sent, perhaps not for the first time."""
        self._keep(
            QuizPoll(id_, poll.exercise, poll.quiz, poll.question, message, in_doubt)
        )

    def messages(self, exercise: int, quiz: int, question: int) -> list[int]:
        """The messages that ask a question."""
        return [
            poll.message
            for poll in self.uow.polls_of(exercise)
            if (poll.quiz, poll.question) == (quiz, question) and poll.message
        ]

    def asked(
        self, id_: str, exercises: Mapping[int, Exercise], person: int
    ) -> QuizPoll | None:
        """What a poll asks in which somebody of these exercises chose something.

        One that we do not know is one of whose sending we never heard. It asks the
        newest question of theirs that is not known to have been sent well.
        """
        if id_ in self.known:
            return self.known[id_]
        for key in sorted(exercises, reverse=True):
            quiz = exercises[key].quiz_on
            if quiz is None or person not in exercises[key].people:
                continue
            copies = [p for p in self.uow.polls_of(key) if p.quiz == quiz.number]
            for question in range(quiz.at, -1, -1):
                doubts = [p.in_doubt for p in copies if p.question == question]
                if not doubts or any(doubts):
                    self._keep(QuizPoll(id_, key, quiz.number, question, 0))
                    return self.known[id_]
        return None

    def _keep(self, poll: QuizPoll) -> None:
        self.uow.keep_polls([poll])
        self.known[poll.poll] = poll
