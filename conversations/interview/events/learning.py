"""Concepts, looking up a word, and the quiz."""

from __future__ import annotations

from conversations.interview.events.shared import MenuTap


class LearnTapped(MenuTap, frozen=True):
    """Show what can be learned: the themes."""


class ThemeTapped(MenuTap, frozen=True):
    """Show the concepts of a theme."""

    theme: str


class ConceptTapped(MenuTap, frozen=True):
    """Show the card of a concept."""

    concept: str


class LookUpTapped(MenuTap, frozen=True):
    """Look up the word that comes next."""


class QuizTapped(MenuTap, frozen=True):
    """Ask this question of the quiz (from 0), after `right` right answers."""

    question: int
    right: int


class GuessTapped(MenuTap, frozen=True):
    """Answer a question of the quiz; `answer` counts from 0, `right` is as before."""

    question: int
    right: int
    answer: int


TAPS: tuple[type[MenuTap], ...] = (
    LearnTapped,
    ThemeTapped,
    ConceptTapped,
    LookUpTapped,
    QuizTapped,
    GuessTapped,
)
