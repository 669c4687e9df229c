"""Concepts, looking up a word, and the quiz."""

from __future__ import annotations

from msgspec import Struct

from conversations.concepts.model import AnswerWords, ConceptWords
from conversations.interview.views.shared import Named


class ShowThemes(Struct, frozen=True):
    """Show what can be learned: themes, and a quiz of `questions`.

    `goes_on` is here, as in what follows, the profile whose question is open.
    """

    themes: tuple[Named, ...]
    questions: int
    goes_on: int | None


class ShowTheme(Struct, frozen=True):
    """Show the concepts of a theme."""

    title: str
    concepts: tuple[Named, ...]
    goes_on: int | None


class ShowConcept(Struct, frozen=True):
    """Show a concept, its theme, and which others to look at."""

    words: ConceptWords
    see: tuple[Named, ...]
    theme: Named
    goes_on: int | None


class AskLookup(Struct, frozen=True):
    """Ask for a word to look up."""

    goes_on: int | None


class ShowFound(Struct, frozen=True):
    """Show the concepts that a search found, often none or several."""

    text: str
    concepts: tuple[Named, ...]
    goes_on: int | None


class AskQuiz(Struct, frozen=True):
    """Ask question `question` (from 0) of `count`; `right` were right before."""

    ask: str
    answers: tuple[str, ...]
    question: int
    count: int
    right: int
    goes_on: int | None


class ShowReason(Struct, frozen=True):
    """Say why the given answer is wrong, and which is right; None when it was right.

    `score` were right so far of the questions before `next_question`.
    """

    ask: str
    given: AnswerWords
    right: AnswerWords | None
    about: Named
    next_question: int
    count: int
    score: int
    goes_on: int | None


class ShowScore(Struct, frozen=True):
    """Say how many answers were right in the end."""

    right: int
    count: int
    goes_on: int | None
