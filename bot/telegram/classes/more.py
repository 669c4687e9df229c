"""Screens of the console that are needed now and then."""

from __future__ import annotations

from markupsafe import Markup

from bot.links import Link, Links, Purpose
from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import NAME_LENGTH, SEGMENT_LENGTH, home_row, turn_row
from bot.telegram.questions import Face
from bot.wording import Wording, later, shortened
from conversations.exercise import console_views as c
from conversations.exercise import events as e
from conversations.exercise.desk import Awaits, PosterWanted, Screen, TextWanted
from conversations.exercise.states import State

_AWAITED: dict[Awaits, str] = {
    Awaits.SEGMENT: later(
        "👤 <b>Who is the customer?</b> Send me one group in a few words, like: owners "
        "of independent cafés"
    ),
    Awaits.ROOM_NOTE: later(
        "📝 <b>A note for the room.</b> Send me what was said aloud, one note per "
        "line. Everybody sees it at once, without a name."
    ),
}


def more_face(w: Wording, keys: Keys, view: c.ShowMore, links: Links) -> Face:
    """The invitation, and what is done once in a lesson."""
    head = w.say("⋯ <b>More</b>")
    url = links.url(Link(Purpose.JOIN, keys.exercise, view.invitation))
    lines = [
        head,
        Markup(""),
        w.say(
            "Invite people with this link. It opens their chat with me: {url}",
            url=url,
        ),
        w.say(
            "🔳 makes a poster with a code to scan. 🔗 makes a new link; the earlier "
            "one then leads nowhere."
        ),
        Markup(""),
    ]
    if view.segment:
        segment = shortened(view.segment, SEGMENT_LENGTH)
        lines.append(w.say("Customer: {segment}", segment=segment))
    lines.append(w.say("Tap what you need."))
    return Face(lines, _more_keyboard(w, keys, view), head)


def _more_keyboard(w: Wording, keys: Keys, view: c.ShowMore) -> tuple[Row, ...]:
    anew = e.InvitationRenewed(0, view.invitation + 1)
    rows: list[Row] = [
        (
            keys(w.label("🔳 Poster with QR code"), PosterWanted(0)),
            keys(w.label("🔗 New link"), anew),
        )
    ]
    has_begun = view.state is not State.JOINING
    if has_begun:
        label = w.label("👤 Other customer") if view.segment else w.label("👤 Customer")
        rows.append(
            (
                keys(w.label("📝 Note for the room"), TextWanted(0, Awaits.ROOM_NOTE)),
                keys(label, TextWanted(0, Awaits.SEGMENT)),
            )
        )
        rows.append((keys.look(w.label("📥 Take it away as a file"), Screen.FILES),))
    rows.append((keys.look(w.label("🧠 Quiz"), Screen.QUIZ),))
    people = [keys.look(w.label("🤝 Hand over"), Screen.PEOPLE)]
    if view.may_hide:
        people.insert(0, keys.look(w.label("👀 Names"), Screen.NAMES))
    rows.append(tuple(people))
    if has_begun and view.state is not State.FINISHED:
        rows.append((keys.look(w.label("🏁 End it here"), Screen.LEAVE),))
    return (*rows, home_row(w, keys))


def people_face(w: Wording, keys: Keys, view: c.ShowPeople) -> Face:
    """Who could lead the exercise from here on."""
    head = w.say("🤝 <b>Who shall lead the exercise?</b>")
    if not view.people:
        line = w.say("So far nobody else has joined whom I could hand it to.")
        if not view.is_named:
            line = w.say(
                "Answers are anonymous here, so I list nobody. Make somebody an admin "
                "of the group instead: admins lead it, too."
            )
        return Face([head, line], (_back_to_more(w, keys),), head)
    lines = [
        head,
        w.say(
            "Tap a name. That person gets this console; you keep it only if you are "
            "an admin of the group."
        ),
    ]
    names = [
        keys(shortened(each.name, NAME_LENGTH), e.HandOverTapped(0, each.person))
        for each in view.people
    ]
    keyboard = (
        *in_rows(names, 2),
        *turn_row(w, keys, Screen.PEOPLE, view.pages),
        _back_to_more(w, keys),
    )
    return Face(lines, keyboard, head)


def retired_face(w: Wording) -> Face:
    """What takes the console's place for who does not lead any more."""
    line = w.say(
        "🎛 You do not lead this exercise any more; whoever does has the console now. "
        "To take part, tap ✋ Join in the group."
    )
    return Face([line], (), line)


def _back_to_more(w: Wording, keys: Keys) -> Row:
    return (keys.look(w.label("↩ Back"), Screen.MORE),)


def leave_face(w: Wording, keys: Keys, view: c.ShowLeave) -> Face:
    """Once more: shall it end here?"""
    line = w.say(
        "🏁 <b>End the exercise here?</b> What was written stays, and you can still go "
        "back to this step afterwards."
    )
    keyboard = (
        (keys(w.label("🏁 Yes, end it"), e.FinishTapped(0, view.step)),),
        home_row(w, keys),
    )
    return Face([line], keyboard, line)


def awaiting_face(w: Wording, keys: Keys, what: Awaits) -> Face:
    """The console while somebody is to write."""
    line = w.say(_AWAITED[what])
    return Face([line], (home_row(w, keys),), line)
