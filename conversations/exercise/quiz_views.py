"""What is shown of a quiz; frozen, as the views in `views.py`, and without a person."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.exercise.quiz_questions import QuestionWords
from conversations.exercise.quizzes import Score
from conversations.exercise.setup import Names


@dataclass(frozen=True, slots=True)
class ShowQuizThemes:
    """Let the theme of quiz number `number` be chosen; `chosen` is its place.

    A mixture of all themes has no title.
    """

    themes: tuple[str, ...]
    chosen: int
    number: int
    names: Names
    has_result: bool


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask question `question` (from 0) of `count`, in a poll."""

    quiz: int
    question: int
    count: int
    words: QuestionWords
    anonymous: bool


@dataclass(frozen=True, slots=True)
class ShowQuestion:
    """Show facilitators the question that is open, and how many of `people` answered.

    `answered` is None where that is not known before it is closed.
    """

    asked: AskQuestion
    answered: int | None
    people: int


@dataclass(frozen=True, slots=True)
class Scored:
    """How many somebody had right, and the place that this is; a tie shares it.

    The name is empty when it was deleted.
    """

    place: int
    name: str
    right: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, and how many gave the right answer."""

    words: QuestionWords
    score: Score


@dataclass(frozen=True, slots=True)
class ShowScores:
    """Show what a quiz came to: its questions, and who had most right.

    Nobody is in the table where names are not seen. In an `anonymous` one each answer
    is known by its number only, and nobody has a score of their own.
    """

    quiz: int
    outcomes: tuple[Outcome, ...]
    table: tuple[Scored, ...]
    anonymous: bool

    @property
    def total(self) -> Score:
        """All answers together."""
        scores = [each.score for each in self.outcomes]
        return Score(sum(s.right for s in scores), sum(s.answered for s in scores))


@dataclass(frozen=True, slots=True)
class ShowMyScore:
    """Show somebody how many they had right; None where nobody's answers are known."""

    right: int | None
    answered: int
    asked: int


QuizView = ShowQuizThemes | ShowQuestion | ShowScores
