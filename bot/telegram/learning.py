"""Cards of concepts and of the quiz; each leads back to the question that is open."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.outgoing import Button
from bot.telegram.buttons import Row, button, in_rows
from bot.telegram.questions import Face
from bot.wording import Wording, filled, shortened
from conversations.interview import events as e
from conversations.interview import views as v

_LearningView = (
    v.ShowThemes
    | v.ShowTheme
    | v.ShowConcept
    | v.AskLookup
    | v.ShowFound
    | v.AskQuiz
    | v.ShowReason
    | v.ShowScore
)

#: Begins the quiz.
FIRST_QUESTION = e.QuizTapped(0, 0)


def themes_face(w: Wording, view: v.ShowThemes) -> Face:
    """What can be learned: themes, a search, a quiz."""
    line = w.say("📖 <b>The words we use here</b>, each with an example.")
    hint = w.say(
        "Tap a theme to read on, look up a single word, or try the quiz: "
        "{count} short questions.",
        count=view.questions,
    )
    themes = [button(each.name, e.ThemeTapped(each.id)) for each in view.themes]
    tools = (
        button(w.label("🔎 Look up a word"), e.LookUpTapped()),
        button(w.label("🎲 Quiz"), FIRST_QUESTION),
    )
    return Face([line, hint], (*in_rows(themes, 2), tools, *_foot(w, view)), line)


def theme_face(w: Wording, view: v.ShowTheme) -> Face:
    """The concepts of a theme."""
    line = w.say("📖 <b>{theme}</b>. Tap a word.", theme=view.title)
    keyboard = (*_concepts(view.concepts), (_all_themes(w),), *_foot(w, view))
    return Face([line], keyboard, line)


def concept_face(w: Wording, view: v.ShowConcept) -> Face:
    """A concept: what it is in plain words, a definition, an example."""
    words = view.words
    head = filled("📖 <b>{}</b>: {}", words.term, words.plain)
    lines = [
        head,
        Markup(""),
        filled("{}", words.definition),
        w.say("<i>e.g. {examples}</i>", examples=words.example),
        Markup(""),
        w.say("Tap a word to read on."),
    ]
    if view.goes_on is not None:
        lines[-1] = w.say("Tap a word to read on. Your question is still open.")
    theme = button(
        w.label("↩ {theme}", theme=view.theme.name), e.ThemeTapped(view.theme.id)
    )
    keyboard = (*_concepts(view.see), (theme, _all_themes(w)), *_foot(w, view))
    return Face(lines, keyboard, head)


def lookup_face(w: Wording, view: v.AskLookup) -> Face:
    """Waits for a word to look up."""
    line = w.say("🔎 Which word shall I look up? Send it to me.")
    return Face([line], ((_all_themes(w),), *_foot(w, view)), line)


def found_face(w: Wording, view: v.ShowFound) -> Face:
    """What a search found."""
    text = shortened(view.text, 60)
    if view.concepts:
        line = w.say("🔎 “{text}” has to do with these. Tap one.", text=text)
    else:
        line = w.say(
            "🔎 I have no card about “{text}”. Tap Look up a word to try another, "
            "or All themes.",
            text=text,
        )
    again = button(w.label("🔎 Look up a word"), e.LookUpTapped())
    keyboard = (*_concepts(view.concepts), (again, _all_themes(w)), *_foot(w, view))
    return Face([line], keyboard, line)


# --- the quiz -----------------------------------------------------------------------


def quiz_face(w: Wording, view: v.AskQuiz) -> Face:
    """A question with its answers to tap."""
    head = _quiz_heading(w, view.question + 1, view.count)
    lines = [head, filled("<b>{}</b>", view.ask), w.say("Tap your answer.")]
    answers = tuple(
        (button(text, e.GuessTapped(view.question, view.right, at)),)
        for at, text in enumerate(view.answers)
    )
    return Face(lines, (*answers, (_all_themes(w),), *_foot(w, view)), head)


def _quiz_heading(w: Wording, number: int, count: int) -> Markup:
    return w.say("🎲 Question {number} of {count}", number=number, count=count)


def reason_face(w: Wording, view: v.ShowReason) -> Face:
    """Whether the answer was right, and why."""
    head = _quiz_heading(w, view.next_question, view.count)
    lines = [head, filled("<b>{}</b>", view.ask)]
    given = view.given
    if view.right is None:
        lines.append(
            w.say("✅ <b>{answer}</b>. Yes! {why}", answer=given.text, why=given.why)
        )
    else:
        lines.append(
            w.say("❌ <b>{answer}</b>. {why}", answer=given.text, why=given.why)
        )
        right = view.right
        lines.append(
            w.say("✅ <b>{answer}</b>. {why}", answer=right.text, why=right.why)
        )
    lines.append(
        w.say(
            "{right} of {count} right so far. Tap to go on.",
            right=view.score,
            count=view.next_question,
        )
    )
    is_last = view.next_question == view.count
    label = w.label("🏁 How did I do?") if is_last else w.label("▶ Next question")
    onward = button(label, e.QuizTapped(view.next_question, view.score))
    about = button(
        w.label("📖 {term}", term=view.about.name), e.ConceptTapped(view.about.id)
    )
    return Face(lines, ((onward,), (about, _all_themes(w)), *_foot(w, view)), head)


def score_face(w: Wording, view: v.ShowScore) -> Face:
    """How many answers were right in the end."""
    line = w.say("🏁 {right} of {count} right.", right=view.right, count=view.count)
    if view.right == view.count:
        hint = w.say("All of them. You could teach this. Tap a button to go on.")
    else:
        hint = w.say(
            "Every wrong one came with its reason, which is the point. Tap Once more "
            "whenever you like."
        )
    again = button(w.label("🔁 Once more"), FIRST_QUESTION)
    return Face([line, hint], ((again, _all_themes(w)), *_foot(w, view)), line)


# --- what these cards have in common --------------------------------------------------


def _concepts(concepts: Sequence[v.Named]) -> tuple[Row, ...]:
    buttons = [button(each.name, e.ConceptTapped(each.id)) for each in concepts]
    return in_rows(buttons, 2)


def _all_themes(w: Wording) -> Button:
    return button(w.label("↩ All themes"), e.LearnTapped())


def _foot(w: Wording, view: _LearningView) -> tuple[Row, ...]:
    """Back to the question that is open, if one is."""
    if view.goes_on is None:
        return ()
    label = w.label("▶ Go on with the questions")
    return ((button(label, e.ResumeTapped(view.goes_on)),),)
