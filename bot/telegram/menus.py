"""The welcome, the help, and the cards of the list of profiles."""

from __future__ import annotations

from markupsafe import Markup

from bot.telegram.buttons import button
from bot.telegram.questions import Face
from bot.wording import Wording, shortened
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.menu import UNDO_HOURS


def name_of(w: Wording, name: str) -> str:
    """A profile's name, or what to call one that has none yet."""
    return name or w.label("a customer without a name yet")


def progress_text(w: Wording, at: f.Progress | None) -> str:
    """How far a profile is, in words."""
    if at is None:
        return w.label("finished")
    return w.label("step {number} of {total}", number=at.section, total=at.sections)


def welcome_face(w: Wording, view: f.ShowWelcome) -> Face:
    """The greeting: what happens here, and the way in."""
    if view.unfinished is not None:
        return _unfinished_face(w, view)
    begin = e.BeginTapped(view.next_number)
    example = button(w.label("👀 See an example"), e.ExampleTapped())
    if view.profiles:
        line = w.count(
            "Welcome back. You have {number} finished profile.",
            "Welcome back. You have {number} finished profiles.",
            view.profiles,
        )
        row = (
            button(w.label("➕ Another segment"), begin),
            button(w.label("📋 My profiles"), e.ProfilesTapped(0)),
        )
        return Face([line], (row, (example,)), line)
    line = w.say("👋 <b>Let's find out what one group of customers really needs.</b>")
    more = w.say(
        "I ask, you answer in short notes, we put them in order, and you get a "
        "one-page canvas. About {minutes} minutes, saved as you go: stop any time.",
        minutes=view.guide.structure.minutes,
    )
    start = button(w.label("▶ Start"), begin)
    return Face([line, more], ((start,), (example,)), line)


def _unfinished_face(w: Wording, view: f.ShowWelcome) -> Face:
    headline = view.unfinished
    if headline is None:
        raise ValueError("there is nothing to continue")
    name = name_of(w, headline.name)
    line = w.say(
        "⏸ Everything is saved: <b>{name}</b>, {progress}.",
        name=name,
        progress=progress_text(w, view.progress),
    )
    hint = w.say("Tap Continue whenever you like, today or in a month.")
    resume = button(
        w.label("▶ Continue “{name}”", name=shortened(name, 24)),
        e.ResumeTapped(headline.number),
    )
    row = (
        button(w.label("➕ Another segment"), e.BeginTapped(view.next_number)),
        button(w.label("📋 My profiles"), e.ProfilesTapped(0)),
    )
    return Face([line, hint], ((resume,), row), line)


def profiles_face(w: Wording, view: f.ShowProfiles) -> Face:
    """The list of profiles."""
    another = button(w.label("➕ Another segment"), e.BeginTapped(view.next_number))
    if not view.profiles:
        line = w.say("You have no profiles yet. The first takes about ten minutes.")
        return Face([line], ((another,),), line)
    line = w.count(
        "<b>You have {number} profile.</b> Tap it to open, rename or delete it.",
        "<b>You have {number} profiles.</b> Tap one to open, rename or delete it.",
        view.total,
    )
    rows = [
        (button(_entry(w, profile), e.ProfileTapped(profile.number)),)
        for profile in view.profiles
    ]
    pages = []
    if view.pages.page > 0:
        pages.append(button(w.label("◀ Newer"), e.ProfilesTapped(view.pages.page - 1)))
    if view.pages.page + 1 < view.pages.pages:
        pages.append(button(w.label("Older ▶"), e.ProfilesTapped(view.pages.page + 1)))
    foot = ((tuple(pages),) if pages else ()) + ((another,),)
    return Face([line], (*rows, *foot), line)


def _entry(w: Wording, profile: f.ListedProfile) -> str:
    name = shortened(name_of(w, profile.name), 28)
    return f"{name} · {progress_text(w, profile.progress)}"


def profile_face(w: Wording, view: f.ShowProfile) -> Face:
    """What can be done with one profile."""
    profile = view.profile
    line = w.say(
        "<b>{name}</b>, {progress}.",
        name=name_of(w, profile.name),
        progress=progress_text(w, profile.progress),
    )
    opened = w.label("▶ Continue") if profile.progress else w.label("🗺 Open the canvas")
    keyboard = (
        (button(opened, e.ResumeTapped(profile.number)),),
        (
            button(w.label("✏️ Rename"), e.RenameTapped(profile.number)),
            button(w.label("🗑 Delete"), e.DeleteTapped(profile.number)),
        ),
        (button(w.label("↩ All profiles"), e.ProfilesTapped(0)),),
    )
    return Face([line], keyboard, line)


def name_face(w: Wording, view: f.AskName) -> Face:
    """The question for a profile's new name."""
    line = w.say(
        "What shall “{name}” be called? Send me the new name.",
        name=name_of(w, view.profile.name),
    )
    keep = button(w.label("↩ Keep the name"), e.ProfileTapped(view.profile.number))
    return Face([line], ((keep,),), line)


def deleted_face(w: Wording, view: f.ShowDeleted) -> Face:
    """A profile was deleted; for a day it can be brought back."""
    line = w.say(
        "“{name}” is deleted. You can bring it back for {hours} hours; then it is "
        "gone for good.",
        name=name_of(w, view.name),
        hours=UNDO_HOURS,
    )
    keyboard = (
        (button(w.label("↩ Undo"), e.UndeleteTapped(view.number)),),
        (button(w.label("📋 My profiles"), e.ProfilesTapped(0)),),
    )
    return Face([line], keyboard, line)


def help_lines(w: Wording) -> list[Markup]:
    """What the bot does, and its commands."""
    return [
        w.say("<b>I interview you about one group of customers.</b>"),
        w.say(
            "You answer in short notes, one per line. We put them in order, and you "
            "get a canvas: what your customers want to get done (jobs), what annoys "
            "them (pains) and what they would be happy with (gains)."
        ),
        Markup(""),
        w.say("/start begins, or goes on where you stopped"),
        w.say("/summary shows the canvas as it stands"),
        w.say("/profiles lists your customers: open, rename, delete"),
        w.say("/example shows a finished canvas"),
        w.say("/cancel stops here; everything is kept"),
        Markup(""),
        w.say(
            "The method, the customer profile, was developed by Alexander Osterwalder, "
            "Yves Pigneur and others. We are not affiliated with its publisher."
        ),
    ]
