"""What people read of a quiz: its polls, the console, what it came to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing import Outgoing, Poll
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.quiz import (
    LONGEST_ASK,
    LONGEST_OPTION,
    LONGEST_WHY,
    poll_message,
    score_text,
    scores_message,
)
from bot.wording import Wording
from conversations.exercise import events as e
from conversations.exercise.desk import Screen
from conversations.exercise.quiz_questions import QuestionWords
from conversations.exercise.quiz_views import (
    AskQuestion,
    Outcome,
    Scored,
    ShowMyScore,
    ShowScores,
)
from conversations.exercise.quizzes import Score
from conversations.exercise.setup import Names
from conversations.exercise.states import State
from tests.bot.faces.seen import Faces
from tests.conversations.classroom import Person, class_in, setup

W = Wording()


def poll_of(ask: str, options: tuple[str, ...], why: str, *, meaning: bool) -> Poll:
    words = QuestionWords(ask, meaning, options, 0, why)
    sent = poll_message(W, 7, AskQuestion(1, 2, 5, words, anonymous=False))
    assert sent.poll is not None
    return sent.poll


@given(
    ask=st.text(min_size=1, max_size=400),
    options=st.lists(st.text("ab", min_size=1, max_size=120), min_size=2, max_size=4),
    why=st.text(max_size=400),
    meaning=st.booleans(),
)
def test_whatever_the_words_telegram_takes_the_poll(
    ask: str, options: list[str], why: str, meaning: bool
) -> None:
    poll = poll_of(ask, tuple(options), why, meaning=meaning)

    assert 1 <= len(poll.ask) <= LONGEST_ASK
    assert all(1 <= len(option) <= LONGEST_OPTION for option in poll.options)
    assert len(poll.why) <= LONGEST_WHY
    assert "\n" not in poll.why


def test_a_question_says_which_one_it_is() -> None:
    poll = poll_of("where they are", ("Geographic", "Niche"), "", meaning=True)

    assert poll.ask == "🧠 3 of 5. Which word is this? “where they are”"


def scores(*names: str, anonymous: bool = False) -> Outgoing:
    table = tuple(Scored(at, name, 5 - at) for at, name in enumerate(names, 1))
    words = QuestionWords("Which?", False, ("This", "That"), 1, "")
    outcomes = (Outcome(words, Score(17, 24)),)
    return scores_message(W, Keys(7), ShowScores(1, outcomes, table, anonymous))


def test_the_group_sees_the_first_places_and_nobody_behind_them() -> None:
    text = scores("Ada", "<b>Ben", "Cleo", "Dan").text

    assert "17 of 24 answers were right." in text
    assert "1. Ada · 4\n2. &lt;b&gt;Ben · 3\n3. Cleo · 2" in text
    assert "Dan" not in text


def test_of_an_anonymous_quiz_nobody_has_a_score() -> None:
    assert scores("Ada").keyboard
    assert scores(anonymous=True).keyboard == ()


@pytest.mark.parametrize("right", [None, 0, 3])
def test_an_own_score_fits_an_alert(right: int | None) -> None:
    text = score_text(W, ShowMyScore(right, 4 if right is not None else 0, 5))

    assert len(text) <= 200
    assert ("had 3 of 5 right" in text) is (right == 3)


@pytest.mark.parametrize("names", Names)
def test_the_console_leads_from_the_theme_to_the_result(names: Names) -> None:
    room = class_in(State.ASKING, "Ada", "Ben", chosen=setup(names=names))
    faces, teacher = Faces(room), room.teacher
    themes = faces.console(Screen.QUIZ, 3, 1)
    assert "● Jobs" in themes.labels
    assert ("anonymous" in themes.text) is (names is Names.ANONYMOUS)
    begin = themes.tap("▶ 10 questions")
    assert begin == e.QuizStarted(0, 1, 3, 10)
    teacher.taps(e.QuizStarted, 1, 3, 10)
    asked = faces.console(Screen.QUIZ, 3, 1)
    assert "question 1 of 10" in asked.text
    assert ("0 of 2 have answered" in asked.text) is names.is_named
    assert asked.tap("⏭ Next question") == e.QuizNextTapped(0, 1, 0)
    assert asked.tap("🏁 End the quiz") == e.QuizEndTapped(0, 1, 0)
    quiz = room.exercise.quiz
    assert quiz is not None
    right = quiz.questions[0].right
    for each in tuple(room.exercise.present):
        ada = Person(room, each.person, each.name)
        room.happens(e.QuizAnswered(ada.number, ada.name, 1, 0, right))
    teacher.taps(e.QuizEndTapped, 1, 0)
    result = faces.console(Screen.QUIZ, 3, 1)
    assert "The quiz is over" in result.text
    assert "2 of 2 right" in result.text or names is Names.ANONYMOUS
    assert ("1. Ada · 1\n1. Ben · 1" in result.text) is names.is_named
    assert "🧠 New quiz" in result.labels
    assert "📊 The last result" in faces.console(Screen.QUIZ, 0, 2).labels
