"""The quiz of a class: the facilitators' screens, its polls, and what it came to."""

from __future__ import annotations

from markupsafe import Markup

from bot.outgoing import Lane, Outgoing, Poll
from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import NAME_LENGTH, home_row, set_label
from bot.telegram.questions import Face
from bot.wording import Wording, filled, later, shortened
from conversations.exercise import events as e
from conversations.exercise import quiz_views as v
from conversations.exercise.desk import Screen
from conversations.exercise.quiz_questions import QuestionWords
from conversations.exercise.quizzes import LENGTHS, Score
from conversations.exercise.setup import Names

#: What a poll holds (Bot API, sendPoll).
LONGEST_ASK, LONGEST_OPTION, LONGEST_WHY = 300, 100, 200

#: Which places the group sees, and how many people on them at most.
FIRST_PLACES, FIRST_PEOPLE = 3, 8

#: How many people the console lists.
_LISTED = 40

_PROMISES: dict[Names, str] = {
    Names.SHOWN: later("At the end the group sees who had most right."),
    Names.FACILITATORS: later("Only you see who had how many right."),
    Names.ANONYMOUS: later(
        "The polls are anonymous: nobody sees who answered what, only how many were "
        "right."
    ),
}


def themes_face(w: Wording, keys: Keys, view: v.ShowQuizThemes) -> Face:
    """What the quiz shall be about, and how long it is."""
    head = w.say("🧠 <b>Quiz</b>")
    lines = [
        head,
        w.say(
            "Short questions about the words, as polls in the group. A card that is "
            "open stays open meanwhile."
        ),
        w.say(_PROMISES[view.names]),
        Markup(""),
        w.say("Tap a theme, then how many questions."),
    ]
    themes = [
        keys.look(
            set_label(title or w.label("A bit of all"), at == view.chosen),
            Screen.QUIZ,
            at,
            view.number,
        )
        for at, title in enumerate(view.themes)
    ]
    begin = tuple(
        keys(
            w.label("▶ {number} questions", number=number),
            e.QuizStarted(0, view.number, view.chosen, number),
        )
        for number in LENGTHS
    )
    last = (keys.look(w.label("📊 The last result"), Screen.QUIZ),)
    rows = (*in_rows(themes, 2), begin, *((last,) if view.has_result else ()))
    return Face(lines, (*rows, home_row(w, keys)), head)


def question_face(w: Wording, keys: Keys, view: v.ShowQuestion) -> Face:
    """The question that is open, its answer, and how many have answered."""
    asked = view.asked
    head = w.say(
        "🧠 <b>Quiz</b> · question {number} of {count}",
        number=asked.question + 1,
        count=asked.count,
    )
    turnout = w.say("The numbers come when you close it.")
    if view.answered is not None:
        turnout = w.say(
            "<b>{answered} of {people}</b> have answered.",
            answered=view.answered,
            people=view.people,
        )
    lines = [
        head,
        filled("{}", _asked(w, asked.words)),
        filled("✅ {}", asked.words.answer),
        Markup(""),
        turnout,
        w.say("Tap a button when most have answered: it closes this question."),
    ]
    rows: list[Row] = []
    if asked.question + 1 < asked.count:
        onward = e.QuizNextTapped(0, asked.quiz, asked.question)
        rows.append((keys(w.label("⏭ Next question"), onward),))
    end = e.QuizEndTapped(0, asked.quiz, asked.question)
    rows.append((keys(w.label("🏁 End the quiz"), end),))
    return Face(lines, (*rows, home_row(w, keys)), head)


def _asked(w: Wording, words: QuestionWords) -> str:
    if words.meaning:
        return w.label("Which word is this? “{meaning}”", meaning=words.ask)
    return words.ask


def result_face(w: Wording, keys: Keys, view: v.ShowScores) -> Face:
    """What the quiz came to, for the facilitators."""
    head = w.say("🏁 <b>The quiz is over</b>")
    lines = [head, _total(w, view), Markup(""), *_outcomes(w, view)]
    if view.table:
        lines += [Markup(""), *_places(w, view.table[:_LISTED])]
        rest = len(view.table) - _LISTED
        if rest > 0:
            lines.append(w.count("… and {number} more", "… and {number} more", rest))
    again = (keys.look(w.label("🧠 New quiz"), Screen.QUIZ, 0, view.quiz + 1),)
    return Face(lines, (again, home_row(w, keys)), head)


def _total(w: Wording, view: v.ShowScores) -> Markup:
    total = view.total
    if not total.answered:
        return w.say("Nobody has answered.")
    return w.say(
        "{right} of {answered} answers were right.",
        right=total.right,
        answered=total.answered,
    )


def _outcomes(w: Wording, view: v.ShowScores) -> list[Markup]:
    return [
        w.say(
            "{number}. {question} <b>{answer}</b> · {score}",
            number=number,
            question=_asked(w, each.words),
            answer=each.words.answer,
            score=_score(w, each.score),
        )
        for number, each in enumerate(view.outcomes, 1)
    ]


def _score(w: Wording, score: Score) -> str:
    return w.label(
        "{right} of {answered} right", right=score.right, answered=score.answered
    )


def _places(w: Wording, table: tuple[v.Scored, ...]) -> list[Markup]:
    return [
        filled(
            "{}. {} · {}",
            each.place,
            shortened(each.name, NAME_LENGTH) or w.label("somebody"),
            each.right,
        )
        for each in table
    ]


# --- for the class --------------------------------------------------------------------


def poll_message(w: Wording, exercise: int, view: v.AskQuestion) -> Outgoing:
    """A question as a poll in the group."""
    ask = w.label(
        "🧠 {number} of {count}. {question}",
        number=view.question + 1,
        count=view.count,
        question=_asked(w, view.words),
    )
    poll = Poll(
        exercise,
        view.quiz,
        view.question,
        shortened(ask, LONGEST_ASK),
        tuple(shortened(each, LONGEST_OPTION) for each in view.words.options),
        view.words.right,
        shortened(view.words.why, LONGEST_WHY),
        view.anonymous,
    )
    return Outgoing(text="", poll=poll, lane=Lane.FACILITATOR)


def scores_message(w: Wording, keys: Keys, view: v.ShowScores) -> Outgoing:
    """What the quiz came to, for the group: the first places, if names are shown."""
    lines = [w.say("🏁 <b>The quiz is over.</b>"), _total(w, view)]
    first = tuple(each for each in view.table if each.place <= FIRST_PLACES)
    if first:
        lines += [Markup(""), *_places(w, first[:FIRST_PEOPLE])]
    keyboard: tuple[Row, ...] = ()
    if not view.anonymous and view.total.answered:
        lines += [Markup(""), w.say("Tap 🎯 to see your own score; only you see it.")]
        keyboard = ((keys(w.label("🎯 My score"), e.ScoreTapped(0, view.quiz)),),)
    text = str(Markup("\n").join(lines))
    return Outgoing(text=text, keyboard=keyboard, lane=Lane.FACILITATOR)


def score_text(w: Wording, view: v.ShowMyScore) -> str:
    """What somebody had right, in 200 characters."""
    if view.right is None:
        return w.label("The polls were anonymous, so I do not know who answered what.")
    if not view.answered:
        return w.label("You have not answered in this quiz. There may be another one.")
    return w.label(
        "🎯 You had {right} of {asked} right, and answered {answered}.",
        right=view.right,
        asked=view.asked,
        answered=view.answered,
    )
