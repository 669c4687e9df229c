"""What a session shows: its open question as a view. Reads only, decides nothing.

A module here is a family, as in `views`. Where a handler makes its few views itself,
they stand there.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from conversations.guides.library import Library
from conversations.guides.model import Guide, PromptKind
from conversations.guides.steps import Step
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.notes_in_turn import matches_view, telling_view
from conversations.interview.sections import overview_view
from conversations.interview.session import Interview, Session
from conversations.interview.view.asking import ask_view, review_view, statement_view
from conversations.interview.view.canvases import finished_view
from conversations.interview.view.menu import welcome_view
from conversations.interview.view.ordering import (
    moves_view,
    ordering_view,
    ranking_view,
    rating_view,
)
from conversations.interview.view.selecting import options_view
from conversations.interview.view.shared import kind_of, notes_of, question_of
from conversations.interview.view.value_map import fit_view


def question_view(session: Session, library: Library) -> v.QuestionView:
    """The card of the open question; the welcome when none is open."""
    interview = session.open_interview
    if interview is None:
        return welcome_view(session, library)
    guide = library.guide_of(interview.profile)
    view = _view(interview, guide, session, library)
    return _with_terms(view, guide.steps[interview.place.step], library)


def _with_terms(view: v.QuestionView, step: Step, library: Library) -> v.QuestionView:
    """The card with the concepts its prompt speaks of, as far as there are any."""
    if isinstance(view, v.ShowWelcome):
        return view
    words = view.question.guide.words.prompts.get(step.id)
    concepts = library.glossary.words.concepts
    terms = tuple(
        v.Named(term, concepts[term].term)
        for term in (words.terms if words else ())
        if term in concepts
    )
    return replace(view, question=replace(view.question, terms=terms))


def _view(  # noqa: C901 (one flat table: a line a kind of place)
    interview: Interview, guide: Guide, session: Session, library: Library
) -> v.QuestionView:
    place = interview.place
    match place:
        case s.Asking() if kind_of(guide, place.step) is PromptKind.STATEMENT:
            return statement_view(interview, guide)
        case s.Asking():
            return ask_view(interview, place, guide, coached=session.coached)
        case s.Offered():
            return v.AskExercise(question_of(interview, guide))
        case s.Selecting():
            return options_view(interview, place, guide)
        case s.Reviewing():
            return review_view(interview, place, guide)
        case s.Rewording():
            note = interview.profile.note(place.note)
            text = note.text if note else ""
            return v.AskRewording(question_of(interview, guide), text)
        case s.Choosing():
            count = len(notes_of(interview, guide))
            return v.AskDepth(question_of(interview, guide), count)
        case s.Rating():
            return rating_view(interview, place, guide)
        case s.Ordering():
            return ordering_view(interview, place, guide)
        case s.Ranked():
            return ranking_view(interview, guide)
        case s.Adjusting():
            return moves_view(interview, place, guide)
        case s.Finished():
            return finished_view(interview, place, guide, session, library)
        case s.Overview():
            return overview_view(interview, guide, question_of(interview, guide))
        case s.Matching():
            question = question_of(interview, guide)
            return matches_view(interview, place, guide, question)
        case s.Telling():
            return telling_view(interview, guide, question_of(interview, guide))
        case s.Fitting():
            return fit_view(interview, guide)
        case _:
            assert_never(place)
