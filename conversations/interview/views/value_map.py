"""Whether a canvas has a value map, and how well it fits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from conversations.fit import Fit
from conversations.interview.views.shared import Question


class ValueMapState(Enum):
    """Whether a canvas has a value map, or could have one."""

    NONE = auto()
    POSSIBLE = auto()
    BEGUN = auto()


@dataclass(frozen=True, slots=True)
class ShowFit:
    """Show what is answered and what is not."""

    question: Question
    fit: Fit
