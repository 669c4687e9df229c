"""A quiz beside an exercise: what is asked, what counts once, and who sees what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise import quiz_views as q
from conversations.exercise.desk import Console, Screen
from conversations.exercise.quiz_questions import chosen, themes_of, words_of
from conversations.exercise.quiz_view import my_score_view, quiz_view, scores_view
from conversations.exercise.quizzes import LENGTHS, MIXED, Quiz
from conversations.exercise.setup import Names
from conversations.exercise.sight import Facilitators, Room
from conversations.exercise.states import Asking, State
from conversations.exercise.view import console_view
from conversations.guides.library import NO_CONCEPTS
from tests.conversations.classroom import Classroom, Person, class_in, setup
from tests.conversations.sample_guides import glossary

GLOSSARY = glossary()


def quiz_of(room: Classroom) -> Quiz:
    assert room.exercise.quiz is not None
    return room.exercise.quiz


def starts(room: Classroom, theme: int = 0, questions: int = 5) -> Quiz:
    number = len(room.exercise.quizzes) + 1
    room.teacher.taps(e.QuizStarted, number, theme, questions)
    return quiz_of(room)


def answers(person: Person, option: int, question: int | None = None) -> None:
    quiz = quiz_of(person.room)
    at = quiz.at if question is None else question
    event = e.QuizAnswered(person.number, person.name, quiz.number, at, option)
    person.room.happens(event)


def right(room: Classroom) -> int:
    return quiz_of(room).questions[quiz_of(room).at].right


def wrong(room: Classroom) -> int:
    return 1 if right(room) == 0 else 0


def goes_on(room: Classroom, button: type[e.QuizTap] = e.QuizNextTapped) -> None:
    quiz = quiz_of(room)
    room.teacher.taps(button, quiz.number, quiz.at)


def places(room: Classroom) -> list[tuple[int, str, int]]:
    view = scores_view(room.exercise, GLOSSARY, quiz_of(room).number, Facilitators())
    return [(each.place, each.name, each.right) for each in view.table]


def small(state: State = State.ASKING, names: Names = Names.SHOWN) -> Classroom:
    return class_in(state, "Ada", "Ben", "Cleo", chosen=setup(names=names))


def people(room: Classroom) -> list[Person]:
    return [Person(room, each.person, each.name) for each in room.exercise.present]


# --- what is asked --------------------------------------------------------------------


@given(
    theme=st.sampled_from(themes_of(GLOSSARY)),
    count=st.sampled_from(LENGTHS),
    seed=st.text(max_size=8),
)
def test_any_quiz_can_be_asked_as_polls(theme: str, count: int, seed: str) -> None:
    questions = chosen(GLOSSARY, theme, count, seed, ())

    assert questions == chosen(GLOSSARY, theme, count, seed, ())
    assert 5 <= len(questions) <= count
    assert len({each.about for each in questions}) == len(questions)
    for question in questions:
        assert theme in (MIXED, GLOSSARY.theme_of(question.about).id)
        words = words_of(GLOSSARY, question)
        assert 2 <= len(words.options) == len(set(words.options)) <= 4
        assert len(words.ask) <= 250
        assert max(map(len, words.options)) <= 100
        assert len(words.why) <= 200
        if question.meaning:
            assert words.answer == GLOSSARY.words.concepts[question.about].term
        else:
            quiz = GLOSSARY.words.quiz[question.about].answers
            assert words.why in {each.why for each in quiz.values()}


def test_the_right_option_is_in_every_place_now_and_then() -> None:
    seeds = range(20)
    asked = [q for n in seeds for q in chosen(GLOSSARY, MIXED, 10, f"{n}", ())]

    assert {question.right for question in asked} == {0, 1, 2, 3}


def test_what_was_asked_before_comes_last() -> None:
    themes = GLOSSARY.structure.themes
    [theme] = [each for each in themes if each.id == "maslow"]
    first = chosen(GLOSSARY, theme.id, 5, "a", ())
    second = chosen(GLOSSARY, theme.id, 5, "b", {each.about for each in first})

    assert second[0].about not in {each.about for each in first}


def test_words_that_are_not_in_the_glossary_any_more_are_shown_by_their_ids() -> None:
    [question] = chosen(GLOSSARY, "maslow", 1, "a", ())
    words = words_of(NO_CONCEPTS, question)

    assert words.ask == question.about
    assert words.options == question.options
    assert words.answer == question.options[question.right]


def test_an_unknown_theme_or_length_asks_nothing() -> None:
    room = small()
    for theme, length in ((99, 5), (-1, 5), (0, 7)):
        room.teacher.taps(e.QuizStarted, 1, theme, length)
        assert room.effects == (f.Answer(f.Notice.STALE),)
        assert room.exercise.quizzes == ()


# --- how it goes ----------------------------------------------------------------------


@pytest.mark.parametrize("state", [s for s in State if s is not State.SETTING_UP])
def test_it_runs_beside_any_step_and_leaves_it_alone(state: State) -> None:
    room = small(state)
    before = room.exercise
    starts(room)
    assert f.AskQuestion(1, 0) in room.effects
    answers(people(room)[0], right(room))
    goes_on(room)
    assert f.CloseQuestion(1, 0) in room.effects
    assert f.AskQuestion(1, 1) in room.effects
    goes_on(room, e.QuizEndTapped)
    assert f.ShowScores(1) in room.effects

    after = room.exercise
    assert after.place is before.place
    changed = replace(after, quizzes=(), people=before.people)
    assert changed == before


def test_the_clock_of_an_open_card_runs_on() -> None:
    room = small()
    starts(room)
    goes_on(room)
    place = room.exercise.place
    assert isinstance(place, Asking)
    assert place.ends_at is not None
    room.happens(e.TimeUp(place.step, place.ends_at))

    assert room.state is State.COLLECTED
    assert quiz_of(room).is_open(1)


def test_a_tap_twice_or_too_late_changes_nothing() -> None:
    room = small()
    starts(room)
    for button, values, notice in (
        (e.QuizStarted, (1, 0, 5), f.Notice.ALREADY),
        (e.QuizStarted, (2, 0, 5), f.Notice.STALE),
        (e.QuizNextTapped, (1, 3), f.Notice.STALE),
        (e.QuizEndTapped, (2, 0), f.Notice.STALE),
    ):
        before = room.exercise
        room.teacher.taps(button, *values)
        assert room.exercise is before
        assert room.effects == (f.Answer(notice),)
    goes_on(room)
    room.teacher.taps(e.QuizNextTapped, 1, 0)
    assert quiz_of(room).at == 1


def test_only_facilitators_start_and_close() -> None:
    room = small()
    ada = people(room)[0]
    ada.taps(e.QuizStarted, 1, 0, 5)
    assert room.exercise.quizzes == ()
    starts(room)
    ada.taps(e.QuizNextTapped, 1, 0)
    assert room.effects == (f.Answer(f.Notice.NOT_YOURS),)
    assert quiz_of(room).at == 0


def test_behind_the_last_question_it_is_over_and_another_one_may_follow() -> None:
    room = small()
    quiz = starts(room)
    for _ in quiz.questions:
        goes_on(room)
    assert quiz_of(room).over
    assert f.ShowScores(1) in room.effects
    second = starts(room)
    assert second.number == 2
    asked = {each.about for each in quiz.questions}
    assert asked.isdisjoint(each.about for each in second.questions)


# --- what counts ----------------------------------------------------------------------


def test_the_first_answer_counts_once_whatever_comes_after() -> None:
    room = small()
    ada, ben, cleo = people(room)
    starts(room)
    answers(ada, right(room))
    answers(ada, wrong(room))
    answers(ben, wrong(room))
    answers(ben, right(room))
    answers(cleo, 9)
    goes_on(room)
    answers(cleo, quiz_of(room).questions[0].right, question=0)  # it was on its way
    answers(cleo, 0, question=4)  # it was never asked

    assert places(room) == [(1, "Ada", 1), (1, "Cleo", 1), (3, "Ben", 0)]
    [first, second] = scores_view(room.exercise, GLOSSARY, 1, Room()).outcomes
    assert (first.score.right, first.score.answered) == (2, 3)
    assert second.score.answered == 0


def test_who_answers_without_having_joined_takes_part() -> None:
    room = small()
    starts(room)
    dan = Person(room, 70099, "Dan")
    answers(dan, right(room))

    assert room.exercise.takes_part(dan.number)
    assert f.AskOne(dan.number) in room.effects
    assert places(room) == [(1, "Dan", 1)]


def test_a_score_is_shown_to_oneself() -> None:
    room = small()
    ada, ben, _ = people(room)
    starts(room)
    answers(ada, right(room))
    goes_on(room)
    answers(ada, wrong(room))
    ada.taps(e.ScoreTapped, 1)
    assert f.ShowMyScore(ada.number, 1) in room.effects
    assert my_score_view(room.exercise, ada.number, 1) == q.ShowMyScore(1, 2, 2)
    assert my_score_view(room.exercise, ben.number, 1) == q.ShowMyScore(0, 0, 2)
    ben.taps(e.ScoreTapped, 2)
    assert f.Answer(f.Notice.STALE) in room.effects


def test_deleting_takes_the_name_and_leaves_the_numbers() -> None:
    room = small()
    ada, ben, _ = people(room)
    starts(room)
    answers(ada, right(room))
    answers(ben, wrong(room))
    room.happens(e.Forgotten(ada.number))

    assert places(room) == [(1, "", 1), (2, "Ben", 0)]


# --- who sees what --------------------------------------------------------------------


@pytest.mark.parametrize("names", Names)
def test_who_sees_names(names: Names) -> None:
    room = small(names=names)
    starts(room)
    for each in people(room):
        answers(each, right(room))
    goes_on(room, e.QuizEndTapped)
    group = scores_view(room.exercise, GLOSSARY, 1, Room())
    console = scores_view(room.exercise, GLOSSARY, 1, Facilitators())

    assert bool(group.table) is (names is Names.SHOWN)
    assert bool(console.table) is names.is_named


def test_of_an_anonymous_quiz_only_numbers_are_kept() -> None:
    room = small(names=Names.ANONYMOUS)
    ada = people(room)[0]
    before = room.exercise.people
    quiz = starts(room)
    answers(ada, right(room))
    assert room.exercise.people is before
    place = quiz.questions[0].right
    votes = tuple(17 if at == place else 3 for at in range(3))
    goes_on(room, e.QuizEndTapped)
    assert f.ShowScores(1) not in room.effects  # the numbers are still to come
    room.happens(e.QuizCounted(1, 0, copy=5, votes=votes))
    assert f.ShowScores(1) in room.effects
    room.happens(e.QuizCounted(1, 0, copy=5, votes=votes))
    room.happens(e.QuizCounted(1, 0, copy=6, votes=(1, 1, 1)))

    view = scores_view(room.exercise, GLOSSARY, 1, Facilitators())
    assert (view.total.right, view.total.answered) == (18, 26)
    assert my_score_view(room.exercise, ada.number, 1).right is None


def test_names_that_are_hidden_meanwhile_are_gone_from_the_scores() -> None:
    room = small()
    ada = people(room)[0]
    starts(room)
    answers(ada, right(room))
    room.teacher.taps(e.NamesChosen, Names.ANONYMOUS)
    ben = people(room)[1]
    before = room.exercise
    answers(ben, right(room))

    assert room.exercise is before
    assert places(room) == []
    assert my_score_view(room.exercise, ada.number, 1).right is None


def test_the_console_shows_themes_then_the_question_then_the_result() -> None:
    room = small()
    ada = people(room)[0]
    at_quiz = Console(1, Screen.QUIZ, page=2, note=1)

    def shown() -> object:
        return console_view(room.exercise, room.library, at_quiz)

    themes = shown()
    assert isinstance(themes, q.ShowQuizThemes)
    assert themes.themes[themes.chosen] == "Telling groups apart"
    starts(room, themes.chosen)
    answers(ada, right(room))
    question = shown()
    assert isinstance(question, q.ShowQuestion)
    assert (question.answered, question.people) == (1, 3)
    goes_on(room, e.QuizEndTapped)
    assert isinstance(shown(), q.ShowScores)
    again = quiz_view(room.exercise, GLOSSARY, 0, 2)
    assert isinstance(again, q.ShowQuizThemes)
    assert again.number == 2
