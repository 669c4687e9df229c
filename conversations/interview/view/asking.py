"""What prompts show, the statement, and notes that are looked at once more."""

from __future__ import annotations

from conversations import ranking
from conversations.guides.model import Guide, PromptKind
from conversations.guides.steps import Step
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.hints import open_nudge
from conversations.interview.paging import LISTED_AT_ONCE, on_page, pages_of
from conversations.interview.session import Interview
from conversations.interview.view.shared import kind_of, notes_of, question_of
from conversations.notes import is_naming, job_asked_about
from conversations.profile import Profile, Section
from conversations.proposition import statement_of
from conversations.segment_card import compared_with


def ask_view(
    interview: Interview, place: s.Asking, guide: Guide, *, coached: bool
) -> v.Ask:
    """A prompt, and what was answered so far."""
    step = guide.steps[place.step]
    notes = interview.profile.of_section(guide.home_of[step.id])
    answers = tuple(note.text for note in notes if note.prompt == step.id)
    others = [note for note in notes if note.prompt != step.id]
    reminds = kind_of(guide, place.step) in _REMINDS
    return v.Ask(
        question=question_of(interview, guide),
        job=_job_of(interview.profile, step, guide),
        other=compared_with(interview.profile, guide),
        exercise=path.exercise_of(step, guide) is not None,
        notes=answers,
        earlier=tuple(
            note.text for note in others if reminds and not is_naming(note, guide)
        ),
        examples=place.examples,
        following=path.following(interview, guide) if answers else None,
        nudge=open_nudge(interview.profile, step.id, guide) if coached else None,
        matters=_matters(interview.profile, step.section),
    )


def _job_of(profile: Profile, step: Step, guide: Guide) -> str | None:
    """The job a prompt speaks of."""
    number = job_asked_about(profile, guide, step.id)
    note = None if number is None else profile.note(number)
    return note.text if note else None


def _matters(profile: Profile, section: Section) -> tuple[str, ...]:
    """The top of what the notes of a section can answer."""
    return tuple(note.text for note in path.links_for(profile, section)[: ranking.TOP])


#: The kinds of prompts that show what was noted in their section before.
_REMINDS = (PromptKind.NOTES, PromptKind.STEPS)


def statement_view(interview: Interview, guide: Guide) -> v.AskStatement:
    """The value proposition as a whole."""
    return v.AskStatement(
        question=question_of(interview, guide),
        statement=statement_of(interview.profile, guide),
        following=path.following(interview, guide),
    )


def review_view(interview: Interview, place: s.Reviewing, guide: Guide) -> v.AskReview:
    """The notes of a section, to be looked at once more."""
    notes = notes_of(interview, guide)
    page = pages_of(len(notes), place.page)
    return v.AskReview(
        question=question_of(interview, guide),
        items=tuple(v.Item(note.number, note.text) for note in on_page(page, notes)),
        first=page.page * LISTED_AT_ONCE + 1,
        pages=page,
    )
