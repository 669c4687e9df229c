"""Concepts, looking up a word, and the quiz."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import MenuTap


@dataclass(frozen=True, slots=True)
class LearnTapped(MenuTap):
    """Show what can be learned: the themes."""


@dataclass(frozen=True, slots=True)
class ThemeTapped(MenuTap):
    """Show the concepts of a theme."""

    theme: str


@dataclass(frozen=True, slots=True)
class ConceptTapped(MenuTap):
    """Show the card of a concept."""

    concept: str


@dataclass(frozen=True, slots=True)
class LookUpTapped(MenuTap):
    """Look up the word that comes next."""


@dataclass(frozen=True, slots=True)
class QuizTapped(MenuTap):
    """Ask this question of the quiz (from 0), after `right` right answers."""

    question: int
    right: int


@dataclass(frozen=True, slots=True)
class GuessTapped(MenuTap):
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
