"""What several families show: the open question, how far it is, a profile in a list."""

from __future__ import annotations

from conversations.guides.library import Library
from conversations.guides.model import Guide, PromptKind
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.session import Headline, Interview
from conversations.profile import Note


def question_of(interview: Interview, guide: Guide) -> v.Question:
    """What every card of the open question knows."""
    return v.Question(
        card=interview.card,
        part=s.part_of(interview.place),
        guide=guide,
        step=guide.steps[interview.place.step],
        progress=guide.progress[interview.place.step],
        segment=interview.profile.name,
        has_back=path.has_before(interview),
    )


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
        at = guide_of(headline, library).progress[headline.step]
    return v.ListedProfile(headline.number, headline.name, at, headline.archived)
