"""A quiz beside an exercise: its questions, and what a class came to in it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

#: The theme of a quiz about all of them.
MIXED = "mixed"

#: How many questions can be asked.
LENGTHS = (5, 10)

#: What somebody answered: by the number of the quiz and the question the option.
Answers = Mapping[int, Mapping[int, int]]


class Score(Struct, frozen=True):
    """How many answers there were, and how many were right."""

    right: int = 0
    answered: int = 0


class Question(Struct, frozen=True):
    """One question about a concept of the glossary.

    `meaning` asks which word is meant, and the options are concepts; else it is one
    that the glossary asks, and they are its answers. `right` is a place (from 0).
    What was counted without names is kept by the copy of the poll.
    """

    about: str
    options: tuple[str, ...]
    right: int
    meaning: bool = False
    counted: Mapping[int, Score] = field(default_factory=dict)


class Quiz(Struct, frozen=True):
    """A quiz of a class; they are numbered from 1.

    `at` is the question that was asked last (from 0); it is open until the quiz is
    `over`. In an `anonymous` one nobody's answers are kept.
    """

    number: int
    questions: tuple[Question, ...]
    anonymous: bool
    at: int = 0
    over: bool = False

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that were asked so far."""
        return self.questions[: self.at + 1]

    def is_open(self, question: int) -> bool:
        """Whether a question takes answers."""
        return question == self.at and not self.over

    def with_question(self, number: int, changed: Question) -> Quiz:
        """The same quiz with this question as it is now."""
        questions = list(self.questions)
        questions[number] = changed
        return replace(self, questions=tuple(questions))
