"""The quiz beside the steps."""

from __future__ import annotations

from msgspec import Struct

from conversations.exercise.events.shared import Deed, FacilitatorTap, ParticipantTap


class QuizStarted(FacilitatorTap, frozen=True):
    """Ask a quiz about a theme; its number tells the first tap from the second.

    The theme is its place (from 0) among those a quiz can be about.
    """

    quiz: int
    theme: int
    questions: int


class QuizTap(FacilitatorTap, frozen=True):
    """A button that means the question which its console showed."""

    quiz: int
    question: int


class QuizNextTapped(QuizTap, frozen=True):
    """Close the question and ask the next one."""


class QuizEndTapped(QuizTap, frozen=True):
    """Close the question and end the quiz."""


class QuizAnswered(Deed, frozen=True):
    """Somebody called `name` chose an option (from 0) of a question."""

    name: str
    quiz: int
    question: int
    option: int


class ScoreTapped(ParticipantTap, frozen=True):
    """Show how many I had right."""

    quiz: int


class QuizCounted(Struct, frozen=True):
    """A copy of a question was closed, with so many votes for each option."""

    quiz: int
    question: int
    copy: int
    votes: tuple[int, ...]


#: What happens to a quiz that was begun, whatever the exercise is at.
QUIZZING: tuple[type[Deed | QuizCounted], ...] = (
    QuizNextTapped,
    QuizEndTapped,
    QuizAnswered,
    ScoreTapped,
    QuizCounted,
)
