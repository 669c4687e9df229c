"""How far along its guide each step is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from conversations.guides.model.structure import PromptKind
from conversations.guides.steps import Progress, Step, StepKind
from conversations.profile import Section

if TYPE_CHECKING:
    from conversations.guides.model.guide import Guide

#: The kinds of steps that count as questions of their section.
_COUNTED = (StepKind.ASK, StepKind.SELECT)

#: Stands for putting everything in order at the end.
_PRIORITIES = "priorities"


def progress_of(guide: Guide) -> tuple[Progress, ...]:
    """How far along each step is; the closing step counts as the last.

    Where all is put in order at the end, that is a section of its own. Prompts that
    go on from another count as that one; those of an exercise do not count. The value
    map counts by itself.
    """
    begins = guide.value_map_begins
    halves = guide.steps[:begins], guide.steps[begins:]
    return tuple(at for half in halves for at in _along(half, guide))


def _along(steps: Sequence[Step], guide: Guide) -> Iterator[Progress]:
    stages = [_stage(step, guide) for step in steps]
    counted = [stage for stage in dict.fromkeys(stages) if stage != Section.REFLECTION]
    total = len(counted)
    prompts = Counter(step.section for step in steps if _opens(step, guide))
    reached = Counter[Section]()
    for step, stage in zip(steps, stages, strict=True):
        reached[step.section] += _opens(step, guide)
        if stage not in counted:
            yield Progress(total, total)
            continue
        number = counted.index(stage) + 1
        if _is_question(step, guide):
            here = reached[step.section], prompts[step.section]
            yield Progress(number, total, *here)
        else:
            yield Progress(number, total)


def _stage(step: Step, guide: Guide) -> str:
    return _PRIORITIES if guide.is_priorities(step) else step.section


def _is_question(step: Step, guide: Guide) -> bool:
    root = guide.root_of(step.id)
    is_counted = root is not None and root.kind is not PromptKind.EXERCISE
    return is_counted and step.kind in _COUNTED


def _opens(step: Step, guide: Guide) -> bool:
    """Whether a step is a question that goes on from no other."""
    prompt = guide.prompt(step.id)
    return step.kind in _COUNTED and prompt is not None and prompt.of is None
