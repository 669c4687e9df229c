"""Whether a canvas has a value map, and how well it fits."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from conversations.fit import Fit
from conversations.interview.views.shared import Question


class ValueMapState(Enum):
    """Whether a canvas has a value map, or could have one."""

    NONE = auto()
    POSSIBLE = auto()
    BEGUN = auto()


class ShowFit(Struct, frozen=True):
    """Show what is answered and what is not."""

    question: Question
    fit: Fit
