"""Prompts, the statement, and notes that are looked at once more."""

from __future__ import annotations

from msgspec import Struct

from conversations.coaching import Nudge
from conversations.guides.steps import Step
from conversations.interview.views.shared import Item, Pages, Question


class Ask(Struct, frozen=True):
    """Ask a prompt; `notes` answer it, `earlier` are others of the section.

    Once there are any it says what is `following`. What is offered has to answer what
    `matters` most to the customer. It is about `job` and compared with `other`, where
    there are any to speak of; `nudge` asks about a note. As part of an `exercise` it
    can be left out together with the rest of it.
    """

    question: Question
    job: str | None
    other: str | None
    exercise: bool
    notes: tuple[str, ...]
    earlier: tuple[str, ...]
    examples: int
    following: Step | None
    matters: tuple[str, ...]
    nudge: Nudge | None = None


class AskStatement(Struct, frozen=True):
    """Show the value proposition as a whole and ask for better words."""

    question: Question
    statement: str
    following: Step


class AskReview(Struct, frozen=True):
    """Ask which notes the customer would word otherwise."""

    question: Question
    items: tuple[Item, ...]
    first: int
    pages: Pages


class AskRewording(Struct, frozen=True):
    """Ask for the new wording of a note."""

    question: Question
    text: str
