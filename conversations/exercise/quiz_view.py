"""Makes the views of a quiz; names come along only for those who may see them."""

from __future__ import annotations

from conversations.concepts.model import Glossary
from conversations.exercise import quiz_views as v
from conversations.exercise.exercise import Exercise, Participant
from conversations.exercise.quiz_questions import themes_of, words_of
from conversations.exercise.quizzes import Question, Quiz, Score
from conversations.exercise.setup import Names
from conversations.exercise.sight import Facilitators, Viewer


def quiz_view(
    exercise: Exercise, glossary: Glossary, page: int, number: int
) -> v.QuizView:
    """What the console shows; `page` is the place of a theme, of quiz `number`.

    Once that quiz was begun, it shows the quiz.
    """
    quiz, following = exercise.quiz, len(exercise.quizzes) + 1
    if exercise.quiz_on is not None:
        return _open_question(exercise, glossary, exercise.quiz_on)
    if quiz is not None and number != following:
        return scores_view(exercise, glossary, quiz.number, Facilitators())
    titles = glossary.words.themes
    themes = tuple(titles.get(each, "") for each in themes_of(glossary))
    chosen = min(max(page, 0), len(themes) - 1)
    names, has_result = exercise.setup.names, quiz is not None
    return v.ShowQuizThemes(themes, chosen, following, names, has_result)


def _open_question(
    exercise: Exercise, glossary: Glossary, quiz: Quiz
) -> v.ShowQuestion:
    score = _score(exercise, quiz, quiz.at)
    return v.ShowQuestion(
        question_view(exercise, glossary, quiz.number, quiz.at),
        None if quiz.anonymous else score.answered,
        len(exercise.present),
    )


def question_view(
    exercise: Exercise, glossary: Glossary, quiz: int, question: int
) -> v.AskQuestion:
    """A question as it is asked; LookupError if there is none."""
    found = exercise.quizzes[quiz - 1]
    words = words_of(glossary, found.questions[question])
    count = len(found.questions)
    return v.AskQuestion(quiz, question, count, words, found.anonymous)


def scores_view(
    exercise: Exercise, glossary: Glossary, quiz: int, viewer: Viewer
) -> v.ShowScores:
    """What a quiz came to; LookupError if there is none."""
    found = exercise.quizzes[quiz - 1]
    outcomes = []
    for number, question in enumerate(found.asked):
        words = words_of(glossary, question)
        score = _score(exercise, found, number)
        outcomes.append(v.Outcome(words, score))
    names = exercise.setup.names
    is_seen = names is Names.SHOWN or (
        names is Names.FACILITATORS and isinstance(viewer, Facilitators)
    )
    table = _table(exercise, found) if is_seen and not found.anonymous else ()
    return v.ShowScores(quiz, tuple(outcomes), table, found.anonymous)


def my_score_view(exercise: Exercise, person: int, quiz: int) -> v.ShowMyScore:
    """How many somebody who takes part had right; LookupError without that quiz."""
    found, who = exercise.quizzes[quiz - 1], exercise.people[person]
    asked = len(found.asked)
    if found.anonymous or not exercise.setup.names.is_named:
        return v.ShowMyScore(None, 0, asked)
    given = who.answers.get(quiz, {})
    return v.ShowMyScore(_right(found, who), len(given), asked)


def _table(exercise: Exercise, quiz: Quiz) -> tuple[v.Scored, ...]:
    """Who answered anything, most right first; of equals in the order of names."""
    scores = [
        (_right(quiz, each), each.name)
        for each in exercise.people.values()
        if each.answers.get(quiz.number)
    ]
    scores.sort(key=lambda pair: (-pair[0], pair[1]))
    rights = [right for right, _ in scores]
    return tuple(v.Scored(rights.index(r) + 1, name, r) for r, name in scores)


def _right(quiz: Quiz, who: Participant) -> int:
    given = who.answers.get(quiz.number, {})
    return sum(_is_right(quiz.questions[at], option) for at, option in given.items())


def _is_right(question: Question, option: int) -> bool:
    return question.right == option


def _score(exercise: Exercise, quiz: Quiz, number: int) -> Score:
    """What a question came to: counted from answers, or as it was told."""
    question = quiz.questions[number]
    if quiz.anonymous:
        counted = question.counted.values()
        return Score(sum(s.right for s in counted), sum(s.answered for s in counted))
    given = [each.answers.get(quiz.number, {}) for each in exercise.people.values()]
    options = [each[number] for each in given if number in each]
    return Score(sum(_is_right(question, each) for each in options), len(options))
