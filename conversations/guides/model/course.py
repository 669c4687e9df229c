"""The steps of a guide: what is asked, one after another."""

from __future__ import annotations

from conversations.guides.model.structure import (
    SELECTED,
    Prompt,
    PromptKind,
    RateWhen,
    SectionGuide,
    Structure,
)
from conversations.guides.steps import Step, StepKind
from conversations.profile import Section

#: The kinds of prompts that have a card of their own; the others are answered.
_KINDS = {
    PromptKind.FIRST: StepKind.FIRST,
    PromptKind.REVIEW: StepKind.REVIEW,
    PromptKind.LINKS: StepKind.LINKS,
    PromptKind.CHOICES: StepKind.CHOICES,
    PromptKind.EXERCISE: StepKind.OFFER,
    PromptKind.SURPRISES: StepKind.CLOSE,
    **dict.fromkeys(SELECTED, StepKind.SELECT),
}

#: What follows from the order of jobs, pains and gains comes after it.
_AFTER_RANKING = (Section.PROPOSITION, Section.REFLECTION)


def steps_of(structure: Structure) -> tuple[Step, ...]:
    """The steps of a guide up to its canvas."""
    asked: list[Step] = []
    ranked: list[Step] = []
    for section in structure.sections:
        if section.id in _AFTER_RANKING:
            asked, ranked = asked + ranked, []
        if structure.menu and section.id is not Section.SEGMENT:
            asked.append(_menu_step(section))
        asked += [_prompt_step(section.id, prompt) for prompt in section.prompts]
        ranked += _ranking_steps(section)
        if structure.rate_when is RateWhen.SECTION:
            asked, ranked = asked + ranked, []
    return tuple(asked + ranked)


def steps_of_value_map(structure: Structure) -> tuple[Step, ...]:
    """The steps of a value map, up to a canvas of its own."""
    steps: list[Step] = []
    for section in structure.value_map:
        steps += [_menu_step(section), *_section_steps(section)]
    if not steps:
        return ()
    closing = structure.sections[-1]
    fit = Step(StepKind.FIT, closing.id, "fit")
    close = _prompt_step(closing.id, closing.prompts[-1])
    return (*steps, _menu_step(closing), fit, close)


def _section_steps(section: SectionGuide) -> list[Step]:
    asked = [_prompt_step(section.id, prompt) for prompt in section.prompts]
    return asked + _ranking_steps(section)


def _menu_step(section: SectionGuide) -> Step:
    """The menu before a section."""
    return Step(StepKind.MENU, section.id, "menu")


def _prompt_step(section: Section, prompt: Prompt) -> Step:
    return Step(_KINDS.get(prompt.kind, StepKind.ASK), section, prompt.id)


def _ranking_steps(section: SectionGuide) -> list[Step]:
    """Ratings first where there are any, else plain tapping in order."""
    if not section.order:
        return []
    if not section.ratings:
        kinds = [StepKind.ORDER, StepKind.RANKED]
        return [Step(kind, section.id, section.order) for kind in kinds]
    return [
        Step(StepKind.DEPTH, section.id, section.order),
        *(Step(StepKind.RATE, section.id, rating.id) for rating in section.ratings),
        Step(StepKind.PICK, section.id, section.order),
        Step(StepKind.SETTLE, section.id, section.order),
        *(Step(StepKind.CONTEXT, section.id, id_) for id_ in (section.context,) if id_),
        Step(StepKind.RANKED, section.id, section.order),
    ]
