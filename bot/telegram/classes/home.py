"""The console once people can join: where the exercise stands, what moves it on."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from bot.outgoing import Button
from bot.telegram.buttons import Row
from bot.telegram.classes.ballot import turnout, vote_line, vote_row, votes_counted
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.files import usual_row
from bot.telegram.classes.result import result_lines, talk_lines
from bot.telegram.classes.setting_up import names_label, work_label
from bot.telegram.classes.words import (
    card_heading,
    clock_line,
    counter,
    customer_line,
    have_joined,
    note_text,
    question_lines,
    section_title,
)
from bot.telegram.questions import Face
from bot.wording import Wording, filled, later
from conversations.exercise import events as e
from conversations.exercise import views as v
from conversations.exercise.debrief import Debrief
from conversations.exercise.desk import Awaits, Screen, TextWanted
from conversations.exercise.exercise import ON_SHEET, Standing
from conversations.exercise.setup import Work
from conversations.exercise.sight import SeenNote
from conversations.exercise.states import State

_OPEN = (State.ASKING, State.PAUSED)

_STANDS: dict[State, str] = {
    State.COLLECTED: later("⏹ Time is up for this card."),
    State.STARRING: later("⭐ <b>Everyone stars their best notes</b>"),
    State.SORTING: later("🧹 <b>Sort the notes</b>"),
    State.VOTING: later("🗳 <b>The class votes</b>"),
    State.RESULT: later("🏆 <b>The result</b>"),
    State.FINISHED: later("🏁 <b>The exercise is over</b>"),
}


#: What to do in most states, and where everyone has a sheet of their own.
_GO_ON = later("Tap ⏭ to go on.")
_HIDDEN = later(
    "Notes stay hidden until you reveal them. ⏭ ends this card and asks the next one."
)
_KEPT = later(
    "Everything is kept. Take it away as a file, or tap ↩ Back to open the last step "
    "again."
)
_VOTE_AGAIN = later(
    "Everything is kept. Take it away as a file, let them vote once more (today or "
    "next week), or tap ↩ Back to open the last step again."
)
_ADVICE: dict[State, str] = {
    State.ASKING: _HIDDEN,
    State.PAUSED: _HIDDEN,
    State.STARRING: later(
        "Each person has up to two stars. Tap ⏭ when most have given theirs."
    ),
    State.SORTING: later(
        "Merge what says the same, choose the shortlist and how to vote on it. ⏭ lets "
        "everybody vote."
    ),
    State.VOTING: later("Tap ⏭ when most have voted: it shows everybody the result."),
    State.RESULT: later("Vote once more, or tap ⏭ to finish."),
    State.FINISHED: _KEPT,
}
_ADVICE_OWN: dict[State, str] = {
    State.STARRING: later("Everyone stars what matters most to them. Tap ⏭ to finish."),
    State.FINISHED: _KEPT,
}


_REVEAL = {
    False: later(
        "Look through the notes, then tap 👁 Reveal to show them in the group."
    ),
    True: later("Look through the notes, then tap 👁 Reveal to show each team its own."),
}


def home_face(
    w: Wording,
    keys: Keys,
    view: v.ShowConsole,
    debrief: Debrief,
    now: datetime | None,
    seconds: int,
) -> Face:
    """Where it stands, and the buttons that make sense there."""
    if view.headline.state is State.JOINING:
        return _joining_face(w, keys, view)
    lines = _standing(w, view, now)
    lines += _result(w, view, debrief)
    if seconds:
        lines.append(
            w.count(
                "📨 The card reaches everyone within {number} second.",
                "📨 The card reaches everyone within {number} seconds.",
                seconds,
            )
        )
    lines += [Markup(""), _advice(w, view)]
    return Face(lines, _keyboard(w, keys, view), lines[0])


def _joining_face(w: Wording, keys: Keys, view: v.ShowConsole) -> Face:
    headline = view.headline
    setup = headline.setup
    head = w.say("✋ <b>People are joining</b>")
    lines = [
        head,
        have_joined(w, view.count.joined),
        Markup(""),
        customer_line(w, setup.work, headline.segment),
        w.say("Questions: {guide}", guide=headline.guide.words.title),
        w.say("Work: {work}", work=work_label(w, setup)),
        w.say("Names: {names}", names=names_label(w, setup.names)),
        Markup(""),
        w.say(
            "People tap ✋ on the card in the group. For those who are not in it there "
            "is a link and a poster under ⋯ More."
        ),
        *_topics(w, view),
        w.say("Tap ▶ Start to ask the first card. Who comes later can still join."),
    ]
    keyboard = (
        (keys(w.label("▶ Start"), e.StartTapped(0)),),
        *_quiz(w, keys, view),
        (
            keys(w.label("✏️ Change the set-up"), e.ReviseTapped(0)),
            keys.look(w.label("⋯ More"), Screen.MORE),
        ),
    )
    return Face(lines, keyboard, head)


def _topics(w: Wording, view: v.ShowConsole) -> list[Markup]:
    """How teams get topics, where there are teams."""
    if view.headline.setup.work is not Work.TEAMS:
        return []
    line = w.say(
        "Is your group a forum? Send /team in a topic, and the next team works there."
    )
    return [line]


def _standing(w: Wording, view: v.ShowConsole, now: datetime | None) -> list[Markup]:
    headline, lines = view.headline, []
    if headline.card is not None:
        lines += [card_heading(w, headline, headline.card)]
    if headline.card is not None and headline.state in _OPEN:
        lines += question_lines(headline, headline.card)
    if headline.state in _STANDS:
        lines.append(w.say(_STANDS[headline.state]))
    if headline.card is None and headline.segment:
        lines.append(customer_line(w, headline.setup.work, headline.segment))
    lines += [Markup(""), _numbers(w, view), *clock_line(w, headline, now)]
    if view.spotlight is not None:
        note = note_text(view.spotlight)
        lines.append(w.say("🔦 In the spotlight: “{note}”", note=note))
    if view.parked:
        lines.append(
            w.count(
                "⏳ {number} note came late, was one too many or is from somebody you "
                "muted. Look at it under Waiting.",
                "⏳ {number} notes came late, were too many or are from somebody you "
                "muted. Look at them under Waiting.",
                len(view.parked),
            )
        )
    return lines


def _result(w: Wording, view: v.ShowConsole, debrief: Debrief) -> list[Markup]:
    """What came of the vote, as the group sees it, while it is talked about."""
    if view.vote is None or view.headline.state is not State.RESULT:
        return []
    guide = view.headline.guide
    return [
        Markup(""),
        *result_lines(w, guide, view.vote),
        *talk_lines(w, guide, view.vote, debrief),
    ]


def _numbers(w: Wording, view: v.ShowConsole) -> Markup:
    if view.headline.card is not None:
        return counter(w, view.count)
    total = view.count.notes
    notes = w.count("<b>{number}</b> note", "<b>{number}</b> notes", total)
    if view.headline.state is State.STARRING:
        stars = sum(note.stars for note in view.notes)
        given = w.count("{number} star given", "{number} stars given", stars)
        return w.say("{notes} · {stars}", notes=notes, stars=given)
    if view.headline.state is State.SORTING:
        short = w.say("{number} on the shortlist", number=_on_shortlist(view))
        return filled(
            "{} · {}\n{}", notes, short, vote_line(w, view.headline.setup.vote)
        )
    if view.vote is not None and view.headline.state is State.VOTING:
        return turnout(w, view.vote)
    if view.vote is not None and view.headline.state is State.RESULT:
        return votes_counted(w, view.vote)
    people = w.count("{number} person", "{number} people", view.count.joined)
    return w.say("{notes} · {people}", notes=notes, people=people)


def _advice(w: Wording, view: v.ShowConsole) -> Markup:
    """What a facilitator may want to do here, in a sentence."""
    state, work = view.headline.state, view.headline.setup.work
    if work is Work.OWN:
        return w.say(_ADVICE_OWN.get(state, _GO_ON))
    if state is State.SORTING and not _on_shortlist(view):
        return w.say(
            "Nothing is on the shortlist. Put notes on it to vote on them, or tap ⏭ to "
            "finish."
        )
    if state is State.FINISHED and _may_vote_again(view):
        return w.say(_VOTE_AGAIN)
    if state is not State.COLLECTED:
        return w.say(_ADVICE.get(state, _GO_ON))
    if _lacks_segment(view):
        return w.say(
            "Before you go on, say who the customer is: tap a note under Notes, or "
            "write it yourself."
        )
    if not view.is_revealed:
        return w.say(_REVEAL[work is Work.TEAMS])
    return w.say("Talk about it, then tap ⏭ to go on.")


def _listed(view: v.ShowConsole) -> list[SeenNote]:
    """The notes that stand for themselves and do not wait."""
    return [
        note
        for note in view.notes
        if note.merged_into is None and note.standing is not Standing.PARKED
    ]


def _on_shortlist(view: v.ShowConsole) -> int:
    """How many notes would be voted on now."""
    return sum(note.listed and note.standing in ON_SHEET for note in _listed(view))


def _lacks_segment(view: v.ShowConsole) -> bool:
    headline = view.headline
    is_naming = headline.card is not None and headline.card.naming
    is_shared = headline.setup.work is Work.SHARED
    return is_naming and is_shared and not headline.segment


# --- buttons --------------------------------------------------------------------------


def _keyboard(w: Wording, keys: Keys, view: v.ShowConsole) -> tuple[Row, ...]:
    rows = [
        _going_on(w, keys, view),
        _clock(w, keys, view.headline),
        _time(w, keys, view),
        _segment(w, keys, view),
        _sorting(w, keys, view),
        *_voting(w, keys, view),
        *_quiz(w, keys, view),
        _looking(w, keys, view),
        _foot(w, keys, view),
    ]
    return tuple(tuple(row) for row in rows if row)


def _going_on(w: Wording, keys: Keys, view: v.ShowConsole) -> list[Button]:
    headline = view.headline
    if headline.state is State.FINISHED or _lacks_segment(view):
        return []
    if headline.state is State.SORTING and not _on_shortlist(view):
        return [keys(w.label("⏭ Finish"), e.FinishTapped(0, headline.step))]
    return [keys(_next_label(w, headline), e.NextTapped(0, headline.step))]


def _next_label(w: Wording, headline: v.Headline) -> str:
    is_own = headline.setup.work is Work.OWN
    match headline.state:
        case State.STARRING if not is_own:
            return w.label("⏭ Next: sort the notes")
        case State.SORTING:
            return w.label("⏭ Next: vote")
        case State.VOTING:
            return w.label("⏭ Show the result")
        case State.STARRING | State.RESULT:
            return w.label("⏭ Finish")
        case _ if headline.following is not None:
            title = section_title(headline.guide, headline.following.section)
            return w.label("⏭ Next: {section}", section=title)
        case _ if not headline.has_ranked:
            return w.label("⏭ Finish")
        case _:
            return w.label("⏭ Next: stars")


def _clock(w: Wording, keys: Keys, headline: v.Headline) -> list[Button]:
    step = headline.step
    if headline.ends_at is None and headline.left is None:
        return []
    extra = e.MinuteTapped(0, step, headline.extra + 1)
    run = keys(w.label("⏸ Pause"), e.PauseTapped(0, step))
    if headline.state is State.PAUSED:
        run = keys(w.label("▶ Go on"), e.ResumeTapped(0, step))
    return [run, keys(w.label("+1 min"), extra)]


def _time(w: Wording, keys: Keys, view: v.ShowConsole) -> list[Button]:
    headline, row = view.headline, []
    step, is_own = headline.step, headline.setup.work is Work.OWN
    if headline.state in _OPEN:
        row.append(keys(w.label("⏹ Time is up"), e.CloseTapped(0, step)))
    if headline.state is State.COLLECTED:
        row.append(keys(w.label("🔓 Re-open"), e.ReopenTapped(0, step)))
    has_more_to_show = headline.state in _OPEN or not view.is_revealed
    if headline.card is not None and has_more_to_show and not is_own:
        row.append(keys(w.label("👁 Reveal"), e.RevealTapped(0, step)))
    return row


def _segment(w: Wording, keys: Keys, view: v.ShowConsole) -> list[Button]:
    if not _lacks_segment(view) or view.headline.state is not State.COLLECTED:
        return []
    return [keys(w.label("👤 Say who it is"), TextWanted(0, Awaits.SEGMENT))]


def _sorting(w: Wording, keys: Keys, view: v.ShowConsole) -> list[Button]:
    if view.headline.state is not State.SORTING:
        return []
    label = w.label("📋 Shortlist ({number})", number=_on_shortlist(view))
    row = [keys.look(label, Screen.SHORTLIST)]
    if view.alike:
        label = w.label("≈ Alike ({number})", number=len(view.alike))
        row.insert(0, keys.look(label, Screen.ALIKE))
    return row


def _voting(w: Wording, keys: Keys, view: v.ShowConsole) -> list[Row]:
    """The next vote, one's own, and what came of it as files."""
    headline, rows = view.headline, []
    may_vote_again = _may_vote_again(view)
    if headline.state is State.SORTING or may_vote_again:
        rows.append(vote_row(w, keys, headline.setup.vote))
    votes: Row = ()
    if may_vote_again:
        again = e.VoteAgainTapped(0, headline.step)
        votes = (keys(w.label("🔁 Vote again"), again),)
    if view.vote is not None:
        own = keys.look(w.label("🧑‍🏫 My own vote"), Screen.VOTE)
        votes = (*votes, own)
    rows.append(votes)
    if headline.state in (State.RESULT, State.FINISHED):
        rows.append(usual_row(w, keys))
    return rows


def _may_vote_again(view: v.ShowConsole) -> bool:
    """Whether a result can be voted on once more, be it next week."""
    is_after = view.headline.state in (State.RESULT, State.FINISHED)
    has_list = _on_shortlist(view) > 0
    return is_after and has_list and view.headline.setup.work is not Work.OWN


def _quiz(w: Wording, keys: Keys, view: v.ShowConsole) -> tuple[Row, ...]:
    """The way back to a quiz that is on."""
    if view.quiz is None:
        return ()
    label = w.label(
        "🧠 Quiz: question {number} of {count}",
        number=view.quiz.at + 1,
        count=len(view.quiz.questions),
    )
    return ((keys.look(label, Screen.QUIZ),),)


def _looking(w: Wording, keys: Keys, view: v.ShowConsole) -> list[Button]:
    headline, row = view.headline, []
    if _listed(view):
        row.append(keys.look(w.label("📝 Notes"), Screen.NOTES))
    if view.parked:
        label = w.label("⏳ Waiting ({number})", number=len(view.parked))
        row.append(keys.look(label, Screen.PARKED))
    if headline.card is not None and headline.setup.names.is_named:
        label = w.label("🙋 Who is missing?")
        row.append(keys(label, e.MissingTapped(0, headline.step)))
    return row


def _foot(w: Wording, keys: Keys, view: v.ShowConsole) -> list[Button]:
    step, row = view.headline.step, []
    if step > 0:
        row.append(keys(w.label("↩ Back"), e.BackTapped(0, step)))
    row.append(keys.look(w.label("⋯ More"), Screen.MORE))
    return row
