"""Learning: cards of concepts, looked up or leafed through, and the quiz.

Its cards lie beside the interview like the editor's: the open question stays open.
"""

from __future__ import annotations

from msgspec.structs import replace

from conversations.concepts.model import Glossary
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.session import Lookup, Session
from conversations.interview.states import State
from conversations.interview.turn import Context, Handler, Turn, unchanged

#: How many concepts a search shows.
MOST_FOUND = 8


def learn(session: Session, event: e.Commanded, context: Context) -> Turn:
    """The themes, or at once what was asked for behind the command."""
    if event.about:
        return _found(session, event.about, context)
    return _themes(session, context)


def _learn(session: Session, event: e.LearnTapped, context: Context) -> Turn:
    return _themes(session, context)


def _themes(session: Session, context: Context) -> Turn:
    glossary = context.library.glossary
    themes = tuple(
        v.Named(theme.id, glossary.words.themes[theme.id])
        for theme in glossary.structure.themes
    )
    count = len(glossary.structure.quiz)
    return _shown(session, v.ShowThemes(themes, count, _open_profile(session)))


def _theme(session: Session, event: e.ThemeTapped, context: Context) -> Turn:
    glossary = context.library.glossary
    theme = glossary.theme(event.theme)
    if theme is None:
        return unchanged(session, f.Notice.STALE)
    view = v.ShowTheme(
        title=glossary.words.themes[theme.id],
        concepts=_named(glossary, *(concept.id for concept in theme.concepts)),
        goes_on=_open_profile(session),
    )
    return _shown(session, view)


def _concept(session: Session, event: e.ConceptTapped, context: Context) -> Turn:
    return _concept_shown(session, event.concept, context)


def _concept_shown(session: Session, concept: str, context: Context) -> Turn:
    glossary = context.library.glossary
    if not glossary.knows(concept):
        return unchanged(session, f.Notice.STALE)
    theme = glossary.theme_of(concept).id
    view = v.ShowConcept(
        words=glossary.words.concepts[concept],
        see=_named(glossary, *glossary.see(concept)),
        theme=v.Named(theme, glossary.words.themes[theme]),
        goes_on=_open_profile(session),
    )
    return _shown(session, view)


def _named(glossary: Glossary, *concepts: str) -> tuple[v.Named, ...]:
    words = glossary.words.concepts
    return tuple(v.Named(concept, words[concept].term) for concept in concepts)


# --- looking up ---------------------------------------------------------------------


def _look_up(session: Session, event: e.LookUpTapped, context: Context) -> Turn:
    view = v.AskLookup(_open_profile(session))
    return Turn(replace(session, awaited=Lookup()), (f.ShowMenu(view),))


def _looked_up(session: Session, event: e.TextSent, context: Context) -> Turn:
    return _found(session, event.text, context)


def _found(session: Session, text: str, context: Context) -> Turn:
    """What a search finds; one concept alone is shown at once."""
    glossary = context.library.glossary
    found = glossary.found(text, MOST_FOUND)
    if len(found) == 1:
        return _concept_shown(session, found[0], context)
    view = v.ShowFound(text, _named(glossary, *found), _open_profile(session))
    return _shown(session, view)


# --- the quiz -----------------------------------------------------------------------


def _quiz(session: Session, event: e.QuizTapped, context: Context) -> Turn:
    """A question; behind the last one how many were right."""
    glossary = context.library.glossary
    count = len(glossary.structure.quiz)
    if not 0 <= event.right <= event.question <= count:
        return unchanged(session, f.Notice.STALE)
    if event.question == count:
        view = v.ShowScore(event.right, count, _open_profile(session))
        return _shown(session, view)
    quiz = glossary.structure.quiz[event.question]
    words = glossary.words.quiz[quiz.about]
    return _shown(
        session,
        v.AskQuiz(
            ask=words.ask,
            answers=tuple(words.answers[each].text for each in quiz.answers),
            question=event.question,
            count=count,
            right=event.right,
            goes_on=_open_profile(session),
        ),
    )


def _guess(session: Session, event: e.GuessTapped, context: Context) -> Turn:
    """Whether an answer is right, and why; of a wrong one also which is right."""
    glossary = context.library.glossary
    quizzes = glossary.structure.quiz
    if not 0 <= event.right <= event.question < len(quizzes):
        return unchanged(session, f.Notice.STALE)
    quiz = quizzes[event.question]
    if not 0 <= event.answer < len(quiz.answers):
        return unchanged(session, f.Notice.STALE)
    answers = glossary.words.quiz[quiz.about].answers
    given = quiz.answers[event.answer]
    return _shown(
        session,
        v.ShowReason(
            ask=glossary.words.quiz[quiz.about].ask,
            given=answers[given],
            right=None if given == quiz.right else answers[quiz.right],
            about=_named(glossary, quiz.about)[0],
            next_question=event.question + 1,
            count=len(quizzes),
            score=event.right + (given == quiz.right),
            goes_on=_open_profile(session),
        ),
    )


def _shown(session: Session, view: v.MenuView) -> Turn:
    return Turn(replace(session, awaited=None), (f.ShowMenu(view),))


def _open_profile(session: Session) -> int | None:
    """The profile whose question is open and comes back afterwards."""
    interview = session.open_interview
    return None if interview is None else interview.profile.number


LEARNING_HANDLERS: dict[type[e.Event], Handler] = {
    e.LearnTapped: _learn,
    e.ThemeTapped: _theme,
    e.ConceptTapped: _concept,
    e.LookUpTapped: _look_up,
    e.QuizTapped: _quiz,
    e.GuessTapped: _guess,
}

#: The next message is a word to look up.
LOOKUP_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.LOOKING_UP, e.TextSent): _looked_up,
}
