"""What is said around exercises: under /exercise, in lists, and when a group fails."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.classes.renderer import Trouble
from bot.deeds import Began
from bot.links import Link, Links, Purpose
from bot.outgoing import Button
from bot.telegram.classes.buttons import Keys, encode
from bot.telegram.classes.words import SEGMENT_LENGTH
from bot.telegram.questions import Face
from bot.wording import Wording, later, shortened
from conversations.exercise.desk import CardWanted, Screen
from conversations.exercise.states import State
from storage.rows import ExerciseHeadline

#: How many exercises a list shows, and how long the title of a group is there.
_LISTED = 10
_TITLE_LENGTH = 60

_TROUBLES: dict[Trouble, str] = {
    Trouble.OUT: later(
        "⚠️ I was removed from “{title}”. Everything is kept. Add me again, and the "
        "exercise goes on where it stands."
    ),
    Trouble.MUTED: later(
        "⚠️ I may not write in “{title}”. Please allow me to send messages there. "
        "Private answers still reach me."
    ),
    Trouble.UNPINNED: later(
        "I may not pin messages in “{title}”. It works without, but the card is easier "
        "to find when I may: give me the right to pin, or pin it yourself."
    ),
    Trouble.BACK: later(
        "✓ I can write in “{title}” again. The exercise goes on there."
    ),
}

_STATES: dict[State, str] = {
    State.SETTING_UP: later("being set up"),
    State.JOINING: later("people are joining"),
    State.ASKING: later("under way"),
    State.PAUSED: later("under way"),
    State.COLLECTED: later("under way"),
    State.STARRING: later("under way"),
    State.SORTING: later("under way"),
    State.VOTING: later("the vote is on"),
    State.RESULT: later("the result is out"),
    State.FINISHED: later("finished"),
}


def welcome_face(w: Wording) -> Face:
    """To a group that the bot has come to: how it begins."""
    line = w.say(
        "👋 Hello! With me a class or a team looks at a customer together: everybody "
        "writes what the customer wants to get done, what gets in the way and what "
        "would help, and then you rank it. Whoever leads taps below."
    )
    return Face([line], (_set_it_up(w),), line)


def begun_face(w: Wording, exercise: int, name: str, links: Links) -> Face:
    """Under /exercise: where its console is."""
    line = w.say(
        "🧑‍🏫 {name}, your console is in your private chat with me: there you set the "
        "exercise up and lead it. Nobody else sees it.",
        name=shortened(name, _TITLE_LENGTH),
    )
    url = links.url(Link(Purpose.CONSOLE, exercise))
    return Face([line], ((Button(w.label("🎛 Open the console"), "", url),),), line)


def running_face(w: Wording, url: str) -> Face:
    """Under /exercise of somebody who cannot steer: one is on already."""
    line = w.say(
        "An exercise is on here already, and whoever began it leads it, with the "
        "admins of the group. Tap below to take part."
    )
    return Face([line], ((Button(w.label("💬 Take part"), "", url),),), line)


def nameless_face(w: Wording) -> Face:
    """Under /exercise of somebody without a name: how it works nevertheless."""
    line = w.say(
        "You write here as the group or a channel, so I cannot see whom to send the "
        "console to. Tap below: then I know, and nobody else does."
    )
    return Face([line], (_set_it_up(w),), line)


def _set_it_up(w: Wording) -> tuple[Button, ...]:
    return (Button(w.label("🧑‍🏫 Set it up"), encode(Began())),)


def no_team_face(w: Wording) -> Face:
    """Under /team where no team can work: how one gets a topic."""
    line = w.say(
        "👥 /team lets a team work in a topic of a forum. First open an exercise with "
        "teams in another topic; then send /team, as yourself, in a topic of its own "
        "for each team."
    )
    return Face([line], (), line)


def shelf_face(w: Wording, headlines: Sequence[ExerciseHeadline], links: Links) -> Face:
    """The exercises of a person, and how to begin one."""
    head = w.say("🧑‍🏫 <b>Exercises with a class or a team</b>")
    lines = [head, Markup("")]
    shown = headlines[:_LISTED]
    lines += [_headline(w, at, each) for at, each in enumerate(shown, 1)]
    if shown:
        lines += [
            Markup(""),
            w.say(
                "🎛 opens the console of one you lead, with its result and files, 💬 "
                "your own card."
            ),
        ]
    lines.append(
        w.say(
            "To begin one, add me to a group with ➕. In a group that I am in already, "
            "send <code>{command}</code>. I ask everybody in private, and the group "
            "sees what comes together.",
            command=links.command_in_groups("exercise"),
        )
    )
    rows = [(_open_button(w, at, each),) for at, each in enumerate(shown, 1)]
    invite = Button(w.label("➕ Add me to a group"), "", links.invitation_url())
    return Face(lines, (*rows, (invite,)), head)


def _headline(w: Wording, at: int, each: ExerciseHeadline) -> Markup:
    return w.say(
        "{at}. <b>{title}</b>: {segment}, {state} · {day}",
        at=at,
        title=_title(w, each.title),
        day=w.day(each.begun_at),
        segment=shortened(each.segment, SEGMENT_LENGTH) or w.label("no customer yet"),
        state=w.label(_STATES[State(each.state)]),
    )


def _open_button(w: Wording, at: int, each: ExerciseHeadline) -> Button:
    keys, title = Keys(each.id), shortened(_title(w, each.title), 30)
    if each.hosted:
        return keys.look(f"🎛 {at}. {title}", Screen.HOME)
    return keys(f"💬 {at}. {title}", CardWanted(0))


def _title(w: Wording, title: str) -> str:
    return shortened(title, _TITLE_LENGTH) or w.label("a group")


def trouble_line(w: Wording, title: str, kind: Trouble) -> Markup:
    """What is wrong with a group, and what helps."""
    return w.say(_TROUBLES[kind], title=_title(w, title))


def expired_line(w: Wording) -> Markup:
    """A link that leads nowhere any more."""
    return w.say(
        "This link does not lead anywhere any more. Ask for a new one, or tap ✋ Join "
        "on the newest card in the group."
    )


def failed_line(w: Wording) -> Markup:
    """What a person is told when our own code failed on their message."""
    return w.say(
        "Something went wrong on my side. Everything written before is safe, and I "
        "have kept this message for the people who look after me. Please go on."
    )
