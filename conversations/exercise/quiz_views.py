"""What is shown of a quiz; frozen, as the views in `views.py`, and without a person."""

from __future__ import annotations

from msgspec import Struct

from conversations.exercise.quiz_questions import QuestionWords
from conversations.exercise.quizzes import Score
from conversations.exercise.setup import Names


class ShowQuizThemes(Struct, frozen=True):
    """Let the theme of quiz number `number` be chosen; `chosen` is its place.

    A mixture of all themes has no title.
    """

    themes: tuple[str, ...]
    chosen: int
    number: int
    names: Names
    has_result: bool


class AskQuestion(Struct, frozen=True):
    """Ask question `question` (from 0) of `count`, in a poll."""

    quiz: int
    question: int
    count: int
    words: QuestionWords
    anonymous: bool


class ShowQuestion(Struct, frozen=True):
    """Show facilitators the question that is open, and how many of `people` answered.

    `answered` is None where that is not known before it is closed.
    """

    asked: AskQuestion
    answered: int | None
    people: int


class Scored(Struct, frozen=True):
    """How many somebody had right, and the place that this is; a tie shares it.

    The name is empty when it was deleted.
    """

    place: int
    name: str
    right: int


class Outcome(Struct, frozen=True):
    """A question, and how many gave the right answer."""

    words: QuestionWords
    score: Score


class ShowScores(Struct, frozen=True):
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


class ShowMyScore(Struct, frozen=True):
    """Show somebody how many they had right; None where nobody's answers are known."""

    right: int | None
    answered: int
    asked: int


QuizView = ShowQuizThemes | ShowQuestion | ShowScores
