"""Which step comes next, and what it opens; steps with nothing to ask are skipped."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from conversations import ranking
from conversations.canvas import in_order
from conversations.guides.model import Guide, PromptKind
from conversations.guides.steps import Step, StepKind
from conversations.interview import states as s
from conversations.interview.session import Interview
from conversations.notes import first_job, types_of
from conversations.options import is_asked
from conversations.profile import (
    ANSWERED_BY,
    VALUE_MAP_SECTIONS,
    Basis,
    Note,
    Profile,
    Section,
    SectionState,
)
from conversations.proposition import statement_of

#: With more notes than this a person may rate only the top three.
MANY = 5


def forward(interview: Interview, guide: Guide, *, again: bool = False) -> Interview:
    """The interview one step on; `again` offers the same step once more first."""
    start = interview.place.step + (0 if again else 1)
    return _first(interview, guide, range(start, len(guide.steps)))


def backward(interview: Interview, guide: Guide) -> Interview:
    """The interview one step back; at its beginning it stays where it is.

    An exercise that was left out is not walked through on the way.
    """
    here = guide.steps[interview.place.step]
    return _first(
        interview,
        guide,
        (
            index
            for index in range(interview.place.step - 1, -1, -1)
            if not _was_left_out(guide.steps[index], here, interview.profile, guide)
        ),
    )


def to_canvas(interview: Interview, guide: Guide) -> Interview:
    """The interview at the end of its half: the canvas, or first of all the fit."""
    ends = (StepKind.FIT, StepKind.CLOSE)
    later = range(interview.place.step + 1, len(guide.steps))
    return _first(
        interview, guide, (at for at in later if guide.steps[at].kind in ends)
    )


def to_menu(interview: Interview, guide: Guide) -> Interview | None:
    """The interview at the menu its section was chosen from, if there is one."""
    before = range(interview.place.step, -1, -1)
    section = guide.steps[interview.place.step].section
    for at in before:
        if guide.steps[at] == Step(StepKind.MENU, section, "menu"):
            return replace(interview, place=s.Overview(at))
    return None


def into(interview: Interview, guide: Guide, section: Section) -> Interview:
    """The interview in a section: behind what was answered there, else at its start."""
    steps = [
        at
        for at, step in enumerate(guide.steps)
        if step.section is section and step.kind is not StepKind.MENU
    ]
    if section_state(interview.profile, guide, section) is SectionState.STARTED:
        answered = [
            at for at in steps if interview.profile.of_prompt(guide.steps[at].id)
        ]
        steps = [at for at in steps if at > max(answered, default=-1)] or steps
    return _first(interview, guide, steps)


def section_state(profile: Profile, guide: Guide, section: Section) -> SectionState:
    """How far a section is: done when its notes are in order and tied to what is there.

    Who wants only the top three in order is done with these.
    """
    notes = profile.of_section(section)
    if not notes:
        return SectionState.UNTOUCHED
    order = profile.order(section)
    is_ordered = (
        not guide.orders(section)
        or len(order.ranked) == len(notes)
        or (order.basis is not Basis.SCORES and bool(order.ranked))
    )
    kinds = {prompt.kind for prompt in guide.section(section).prompts}
    is_linked = PromptKind.LINKS not in kinds or (
        any(note.links for note in notes) or not links_for(profile, section)
    )
    is_sorted = PromptKind.CHOICES not in kinds or any(note.tags for note in notes)
    done = is_ordered and is_linked and is_sorted
    return SectionState.DONE if done else SectionState.STARTED


def links_for(profile: Profile, section: Section) -> tuple[Note, ...]:
    """What the notes of a section of the value map can answer, in its order."""
    answered = ANSWERED_BY.get(section)
    return in_order(profile, answered) if answered else ()


def _was_left_out(step: Step, here: Step, profile: Profile, guide: Guide) -> bool:
    """Whether a step is part of an exercise that `here` is not, without an answer."""
    exercise = exercise_of(step, guide)
    if exercise is None or exercise == exercise_of(here, guide):
        return False
    return step.id != exercise and not profile.of_prompt(step.id)


def exercise_of(step: Step, guide: Guide) -> str | None:
    """The exercise that a step belongs to, if any."""
    root = guide.root_of(step.id)
    return root.id if root and root.kind is PromptKind.EXERCISE else None


def past_exercise(interview: Interview, guide: Guide) -> Interview:
    """The interview behind the exercise it stands in."""
    exercise = exercise_of(guide.steps[interview.place.step], guide)
    parts = guide.parts_of(exercise) if exercise else frozenset()
    start = interview.place.step + 1
    steps = range(start, len(guide.steps))
    return _first(
        interview, guide, (at for at in steps if guide.steps[at].id not in parts)
    )


def at_prompt(interview: Interview, guide: Guide, *kinds: PromptKind) -> Interview:
    """The interview one step behind the prompt of the first of these kinds it has."""
    prompt = next(filter(None, map(guide.prompt_of, kinds)), None)
    steps = [step.id for step in guide.steps]
    at = steps.index(prompt.id) if prompt else 0
    return _first(interview, guide, range(at + 1, len(guide.steps)))


def mended(interview: Interview, guide: Guide) -> Interview:
    """The interview where it was, if what it asks about is still there.

    After notes came, went or moved: a card of notes shows those that are there,
    and a step with nothing left to ask is passed.
    """
    place = interview.place
    opened = _opened(place.step, guide.steps[place.step], interview.profile, guide)
    if opened is None:
        return forward(interview, guide)
    if isinstance(place, s.Rewording) and not interview.profile.note(place.note):
        return replace(interview, place=opened)
    if isinstance(place, s.Ordering) and isinstance(opened, s.Ordering):
        if set(place.among) == set(opened.among):
            return interview
        return replace(interview, place=replace(opened, page=place.page))
    return interview


def following(interview: Interview, guide: Guide) -> Step:
    """The step that Next would open."""
    return guide.steps[forward(interview, guide).place.step]


def _is_statement(step: Step, guide: Guide) -> bool:
    prompt = guide.prompt(step.id)
    return prompt is not None and prompt.kind is PromptKind.STATEMENT


def has_before(interview: Interview) -> bool:
    """Whether there is a step to go back to."""
    return interview.place.step > 0


def _first(interview: Interview, guide: Guide, steps: Iterable[int]) -> Interview:
    for index in steps:
        section = guide.steps[index].section
        profile = interview.profile
        order = ranking.ranked(profile, section, guide)
        if order != profile.order(section):
            profile = profile.with_order(section, order)
        place = _opened(index, guide.steps[index], profile, guide)
        if place is not None:
            return replace(interview, profile=profile, place=place)
    return interview


def _opened(  # noqa: C901 (one flat table: a line a kind of step)
    index: int, step: Step, profile: Profile, guide: Guide
) -> s.Place | None:
    """The place a step opens, or None when it has nothing to ask."""
    notes = tuple(note.number for note in profile.of_section(step.section))
    order = profile.order(step.section)
    picking = order.basis is Basis.PICKED
    match step.kind:
        case StepKind.ASK | StepKind.SELECT if not is_asked(profile, guide, step.id):
            return None
        case StepKind.ASK if guide.home_of[step.id] is Section.STEPS:
            return s.Asking(index) if first_job(profile) else None
        case StepKind.ASK if _is_statement(step, guide):
            return s.Asking(index) if statement_of(profile, guide) else None
        case StepKind.ASK:
            return s.Asking(index)
        case StepKind.OFFER:
            return s.Offered(index)
        case StepKind.SELECT:
            return s.Selecting(index)
        case StepKind.FIRST:
            types = tuple(note.number for note in types_of(profile, guide))
            picked = tuple(number for number in order.ranked[:1] if number in types)
            # A sheet with notes is about whom it is about.
            is_new = not profile.of_section(Section.JOBS)
            choice = s.Ordering(index, types, picked)
            return choice if is_new and len(types) > 1 else None
        case StepKind.CLOSE:
            return s.Finished(index)
        case StepKind.SETTLE:
            tie = ranking.tie_to_settle(profile, step.section, guide)
            return s.Ordering(index, tie.notes, start=tie.start) if tie else None
        case StepKind.ORDER if len(notes) > 1:
            return s.Ordering(index, notes, order.ranked)
        case StepKind.PICK if notes and picking:
            return s.Ordering(index, notes, order.ranked)
        case StepKind.RATE if notes and not picking:
            return s.Rating(index)
        case StepKind.DEPTH if len(notes) > MANY:
            return s.Choosing(index)
        case StepKind.REVIEW if notes:
            return s.Reviewing(index)
        case StepKind.RANKED if notes:
            return s.Ranked(index)
        case StepKind.MENU:
            return s.Overview(index)
        case StepKind.LINKS if notes and links_for(profile, step.section):
            return s.Matching(index)
        case StepKind.CHOICES if notes:
            return s.Matching(index)
        case StepKind.CONTEXT if notes:
            return s.Telling(index)
        case StepKind.FIT if any(map(profile.of_section, VALUE_MAP_SECTIONS)):
            return s.Fitting(index)
        case _:
            return None
