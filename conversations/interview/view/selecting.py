"""What a card with options shows."""

from __future__ import annotations

from conversations.guides.model import Guide, PromptKind
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.session import Interview
from conversations.interview.view.shared import kind_of, question_of
from conversations.options import tapped
from conversations.segment_card import compared_with, verdict_of


def options_view(
    interview: Interview, place: s.Selecting, guide: Guide
) -> v.AskOptions:
    """Options, and which of them were tapped."""
    profile, prompt = interview.profile, guide.steps[place.step].id
    kind = kind_of(guide, place.step)
    note = tapped(profile, prompt)
    return v.AskOptions(
        question=question_of(interview, guide),
        chosen=note.tags if note else None,
        other=compared_with(profile, guide),
        single=kind is PromptKind.BASE,
        verdict=verdict_of(profile, guide) if kind is PromptKind.TESTS else "",
        following=path.following(interview, guide),
    )
