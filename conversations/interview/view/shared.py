"""What several families show: the open question, how far it is, a profile in a list."""

from __future__ import annotations

from conversations.guides.library import Library
from conversations.guides.model import Guide, PromptKind, RateWhen
from conversations.guides.steps import Step, StepKind
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.session import Headline, Interview
from conversations.profile import PROFILE_SECTIONS, Note, Section


def question_of(interview: Interview, guide: Guide) -> v.Question:
    """What every card of the open question knows."""
    return v.Question(
        card=interview.card,
        part=s.part_of(interview.place),
        guide=guide,
        step=guide.steps[interview.place.step],
        progress=progress(guide, interview.place.step),
        segment=interview.profile.name,
        has_back=path.has_before(interview),
    )


def progress(guide: Guide, step: int) -> v.Progress:
    """How far along its guide a step is; the closing step counts as the last.

    Where all is put in order at the end, that is a section of its own. Prompts that
    go on from another count as that one; those of an exercise do not count. The value
    map counts by itself.
    """
    here, begins = guide.steps[step], guide.value_map_begins
    half = guide.steps[begins:] if step >= begins else guide.steps[:begins]
    stages = list(dict.fromkeys(_stage(guide, each) for each in half))
    stages = [stage for stage in stages if stage is not Section.REFLECTION]
    stage = _stage(guide, here)
    if stage not in stages:
        return v.Progress(len(stages), len(stages))
    number = stages.index(stage) + 1
    prompts = [
        at
        for at, other in enumerate(guide.steps)
        if other.section is here.section and _is_counted(guide, other)
    ]
    root = guide.root_of(here.id)
    if here.kind not in _COUNTED or not root or root.kind is PromptKind.EXERCISE:
        return v.Progress(number, len(stages))
    reached = sum(at <= step for at in prompts)
    return v.Progress(number, len(stages), reached, len(prompts))


#: The kinds of steps that count as questions of their section.
_COUNTED = (StepKind.ASK, StepKind.SELECT)


#: Stands for putting everything in order at the end.
_PRIORITIES = "priorities"


def _stage(guide: Guide, step: Step) -> str:
    return _PRIORITIES if is_priorities(guide, step) else step.section


def is_priorities(guide: Guide, step: Step) -> bool:
    """Whether a step puts notes in order after all were collected."""
    at_the_end = guide.structure.rate_when is RateWhen.END
    asks_nothing = guide.prompt(step.id) is None
    return at_the_end and asks_nothing and step.section in PROFILE_SECTIONS


def _is_counted(guide: Guide, step: Step) -> bool:
    prompt = guide.prompt(step.id)
    return step.kind in _COUNTED and prompt is not None and prompt.of is None


def notes_of(interview: Interview, guide: Guide) -> tuple[Note, ...]:
    """The notes of the section that the open question is about."""
    return interview.profile.of_section(guide.steps[interview.place.step].section)


def kind_of(guide: Guide, step: int) -> PromptKind | None:
    """The kind of prompt that a step asks, if it asks one."""
    prompt = guide.prompt(guide.steps[step].id)
    return prompt.kind if prompt else None


def guide_of(headline: Headline, library: Library) -> Guide:
    """The guide of a profile in a list."""
    return library.guides[headline.guide, headline.guide_version]


def listed(headline: Headline, library: Library) -> v.ListedProfile:
    """A headline as a list shows it."""
    at = None
    if not headline.finished:
        at = progress(guide_of(headline, library), headline.step)
    return v.ListedProfile(headline.number, headline.name, at, headline.archived)
