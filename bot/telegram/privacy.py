"""Settings and privacy: what a person can choose, know, take along and have deleted."""

from __future__ import annotations

from markupsafe import Markup

from bot.outgoing import Attachment, Outgoing
from bot.telegram.buttons import button
from bot.telegram.questions import Face
from bot.wording import Wording
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.menu import UNDO_HOURS


def settings_face(w: Wording, view: v.ShowSettings) -> Face:
    """What can be chosen, and how it stands."""
    head = w.say("⚙️ <b>Settings</b>")
    if view.coached:
        state = w.say(
            "💡 Hints while you write: <b>on</b>. When a note is very short, looks "
            "like another one or seems to belong elsewhere, I ask. Once a section, "
            "no more."
        )
        switch = button(w.label("Turn hints off"), e.CoachTapped(0))
    else:
        state = w.say(
            "💡 Hints while you write: <b>off</b>. I keep every note as it is."
        )
        switch = button(w.label("💡 Turn hints on"), e.CoachTapped(1))
    mine = button(w.label("📋 My profiles"), e.ProfilesTapped(0))
    return Face([head, Markup(""), state], ((switch,), (mine,)), head)


def forget_face(w: Wording, view: v.AskForget) -> Face:
    """The question before everything is deleted."""
    head = w.say("🗑 <b>Delete everything?</b>")
    what = w.say(
        "You have no profiles here. I would forget this chat, and nobody can bring "
        "it back."
    )
    if view.profiles:
        what = w.count(
            "That is {number} profile with all its notes, and your settings. It is "
            "gone at once, and nobody can bring it back, not even me.",
            "That is {number} profiles with all their notes, and your settings. They "
            "are gone at once, and nobody can bring them back, not even me.",
            view.profiles,
        )
    classes = w.say(
        "What you wrote in exercises with a class loses its words and your name; only "
        "the counts stay."
    )
    more = w.say(
        "To delete only one profile, use /profiles. What you see in this chat is "
        "Telegram's copy: delete it in the app."
    )
    yes = button(w.label("🗑 Yes, delete everything"), e.ForgetTapped(view.next_number))
    no = button(w.label("↩ Keep it all"), e.ProfilesTapped(0))
    return Face([head, what, classes, Markup(""), more], ((no,), (yes,)), head)


def my_data_message(w: Wording, view: v.ShowMyData) -> Outgoing:
    """Everything that is kept, as a file."""
    text = w.say(
        "This is everything I keep of you, as a JSON file that any text editor opens. "
        "For a canvas to look at, use /export. To have all of it deleted, use "
        "/deletemydata."
    )
    return Outgoing(str(text), files=(Attachment(view.file.key, view.file.name),))


def privacy_lines(w: Wording, retention_days: int | None) -> list[Markup]:
    """What is kept, where and for how long; true to the operator's settings."""
    return [
        w.say("🔒 <b>What I keep, where, and for how long</b>"),
        Markup(""),
        w.say(
            "<b>What.</b> Your notes with their ratings and order, the names of your "
            "profiles, where you stopped, and the number of this chat. Not your name, "
            "not your picture. Please leave out the names of your customers, too."
        ),
        Markup(""),
        w.say(
            "<b>Where.</b> In the database of whoever runs this bot. They can read it; "
            "no other user can, and nothing goes to anybody else. This chat itself "
            "lies with Telegram, as every chat with a bot does, and is not end-to-end "
            "encrypted."
        ),
        Markup(""),
        w.say(
            "<b>In an exercise with a class.</b> The name that Telegram gives me, your "
            "notes, your stars and what you gave in votes. Your notes can be seen by "
            "the class once they are revealed; each exercise says before your first "
            "answer who sees that they are yours. What you gave in a vote nobody sees "
            "but you: the others see sums."
        ),
        Markup(""),
        _how_long(w, retention_days),
        Markup(""),
        w.say(
            "A message that I failed on is kept as it came, up to 14 days, for those "
            "who mend me. Backups, if there are any, go when whoever runs this bot "
            "lets them go."
        ),
        Markup(""),
        w.say(
            "/mydata sends you all that I know of you, as a file. /profiles deletes a "
            "profile, /deletemydata everything. In exercises the words of your notes "
            "and your name go with it, also where the class has already seen them; "
            "only the counts stay. What lies in the group's chat, and files that were "
            "taken away, I cannot call back."
        ),
    ]


def _how_long(w: Wording, days: int | None) -> Markup:
    deleted = w.say(
        "A profile that you delete is hidden at once, can be brought back for {hours} "
        "hours, and is erased within a day.",
        hours=UNDO_HOURS,
    )
    if days is None:
        kept = w.say("<b>How long.</b> Until you delete it.")
    else:
        kept = w.say(
            "<b>How long.</b> Until you delete it, or until you have not touched a "
            "profile for {days} days: then I delete that one, as if you had.",
            days=days,
        )
    return Markup(" ").join([kept, deleted])
