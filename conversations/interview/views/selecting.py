"""Options to tap, and exercises on offer."""

from __future__ import annotations

from msgspec import Struct

from conversations.guides.steps import Step
from conversations.interview.views.shared import Question


class AskExercise(Struct, frozen=True):
    """Offer an exercise: its prompts are asked all, or none."""

    question: Question


class AskOptions(Struct, frozen=True):
    """Ask which options apply; `chosen` were tapped, None is "nothing was said".

    It is compared with `other`, where there is one. `verdict` is what the tests of
    a segment come to so far. One with a `single` answer leads on when it is tapped.
    """

    question: Question
    chosen: tuple[str, ...] | None
    other: str | None
    single: bool
    verdict: str
    following: Step
