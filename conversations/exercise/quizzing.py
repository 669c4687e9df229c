"""A quiz is asked beside the steps of an exercise, and disturbs none of them."""

from __future__ import annotations

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.exercise import Exercise
from conversations.exercise.joining import taking_part
from conversations.exercise.quiz_questions import chosen, themes_of
from conversations.exercise.quizzes import LENGTHS, Quiz, Score
from conversations.exercise.turn import Context, Handler, Turn, unchanged

_CONSOLES = f.ShowConsoles(quiet=True)


def _started(exercise: Exercise, event: e.QuizStarted, context: Context) -> Turn:
    newest = exercise.quiz
    number = newest.number if newest else 0
    if event.quiz == number:
        return unchanged(exercise, f.Notice.ALREADY)
    is_on = exercise.quiz_on is not None
    if is_on or event.quiz != number + 1 or event.questions not in LENGTHS:
        return unchanged(exercise, f.Notice.STALE)
    themes = dict(enumerate(themes_of(context.library.glossary)))
    theme = themes.get(event.theme, "")
    before = {q.about for quiz in exercise.quizzes for q in quiz.asked}
    seed = f"{exercise.host} {event.quiz} {context.now.timestamp():.0f}"
    glossary = context.library.glossary
    questions = chosen(glossary, theme, event.questions, seed, before)
    if not questions:
        return unchanged(exercise, f.Notice.STALE)
    anonymous = not exercise.setup.names.is_named
    quiz = Quiz(event.quiz, questions, anonymous)
    shown = (f.AskQuestion(quiz.number, 0), _CONSOLES)
    return Turn(exercise.with_quiz(quiz), shown)


def _went_on(
    exercise: Exercise, event: e.QuizNextTapped | e.QuizEndTapped, context: Context
) -> Turn:
    """Close the question that is open; behind the last one the quiz is over."""
    quiz = exercise.quiz
    if quiz is None or quiz.number != event.quiz or not quiz.is_open(event.question):
        return unchanged(exercise, f.Notice.STALE)
    shown: list[f.Effect] = [f.CloseQuestion(quiz.number, quiz.at), _CONSOLES]
    is_last = quiz.at + 1 == len(quiz.questions)
    if isinstance(event, e.QuizEndTapped) or is_last:
        quiz = replace(quiz, over=True)
        if not quiz.anonymous:  # else the numbers are still to come
            shown.append(f.ShowScores(quiz.number))
    else:
        quiz = replace(quiz, at=quiz.at + 1)
        shown.append(f.AskQuestion(quiz.number, quiz.at))
    return Turn(exercise.with_quiz(quiz), tuple(shown))


def _answered(exercise: Exercise, event: e.QuizAnswered, context: Context) -> Turn:
    """Somebody's first answer counts, to whichever copy of a question it was.

    A question that is closed takes no answers any more: what comes late was on its way.
    Who answers without having joined takes part from then on, as with a reply.
    """
    quiz = exercise.quiz_numbered(event.quiz)
    if quiz is None or quiz.anonymous or not exercise.setup.names.is_named:
        return Turn(exercise)
    if not 0 <= event.question < len(quiz.asked):
        return Turn(exercise)
    if not 0 <= event.option < len(quiz.questions[event.question].options):
        return Turn(exercise)
    joined = taking_part(exercise, event.person, event.name)
    who = joined.people[event.person]
    given = who.answers.get(quiz.number, {})
    if event.question in given:
        return Turn(exercise)
    answers = {**given, event.question: event.option}
    who = replace(who, answers={**who.answers, quiz.number: answers})
    shown: tuple[f.Effect, ...] = (_CONSOLES,)
    if not exercise.takes_part(event.person):
        shown = (f.AskOne(event.person), f.ShowRoom(quiet=True), _CONSOLES)
    return Turn(joined.with_person(who), shown)


def _counted(exercise: Exercise, event: e.QuizCounted, context: Context) -> Turn:
    """A copy of a question was closed: where nobody is named its numbers count."""
    quiz = exercise.quiz_numbered(event.quiz)
    if quiz is None or not quiz.anonymous:
        return Turn(exercise)
    if not 0 <= event.question < len(quiz.asked):
        return Turn(exercise)
    question = quiz.questions[event.question]
    if event.copy in question.counted:
        return Turn(exercise)
    votes = event.votes
    right = votes[question.right] if question.right < len(votes) else 0
    counted = {**question.counted, event.copy: Score(right, sum(votes))}
    changed = quiz.with_question(event.question, replace(question, counted=counted))
    shown: tuple[f.Effect, ...] = (_CONSOLES,)
    is_end = quiz.over and event.question == quiz.at and not question.counted
    if is_end:
        shown += (f.ShowScores(quiz.number),)
    return Turn(exercise.with_quiz(changed), shown)


def _my_score(exercise: Exercise, event: e.ScoreTapped, context: Context) -> Turn:
    if exercise.quiz_numbered(event.quiz) is None:
        return unchanged(exercise, f.Notice.STALE)
    return Turn(exercise, (f.ShowMyScore(event.person, event.quiz),))


QUIZ_HANDLERS: dict[type[e.Event], Handler] = {
    e.QuizStarted: _started,
    e.QuizNextTapped: _went_on,
    e.QuizEndTapped: _went_on,
    e.QuizAnswered: _answered,
    e.QuizCounted: _counted,
    e.ScoreTapped: _my_score,
}
