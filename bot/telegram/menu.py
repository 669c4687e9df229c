"""The welcome, the help, and the cards of the list of profiles."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from bot.outgoing import Button
from bot.telegram.buttons import Row, button
from bot.telegram.questions import Face
from bot.wording import Wording, filled, shortened
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.menu import UNDO_HOURS

#: How a copy's name ends.
_COPY = re.compile(r" \(\d+\)$")


def name_of(w: Wording, name: str) -> str:
    """A profile's name, or what to call one that has none yet."""
    return name or w.label("a customer without a name yet")


def progress_text(w: Wording, at: v.Progress | None) -> str:
    """How far a profile is, in words."""
    if at is None:
        return w.label("finished")
    return w.label("step {number} of {total}", number=at.section, total=at.sections)


def welcome_face(w: Wording, view: v.ShowWelcome) -> Face:
    """The greeting: what happens here, and the way in."""
    if view.unfinished is not None:
        return _unfinished_face(w, view)
    begin = e.BeginTapped(view.next_number, view.guide.id)
    example = button(w.label("👀 See an example"), e.ExampleTapped())
    if view.profiles:
        line = w.count(
            "You have {number} finished profile, and it is saved.",
            "You have {number} finished profiles, and they are saved.",
            view.profiles,
        )
        row = (
            button(w.label("➕ Another segment"), begin),
            button(w.label("📋 My profiles"), e.ProfilesTapped(0)),
        )
        hint = w.say("Tap a button to go on, or send /help to see what I can do.")
        return Face([line, hint], (row, (*_other_ways(w, view), example)), line)
    line = w.say("👋 <b>Let's find out what one group of customers really needs.</b>")
    more = w.say(
        "I ask, you answer in short notes, we put them in order, and you get a "
        "one-page canvas. About {minutes} minutes, saved as you go: stop any time.",
        minutes=view.guide.structure.minutes,
    )
    start = button(w.label("▶ Start"), begin)
    hint = w.say("Tap Start, and I ask the first question.")
    keyboard = ((start,), (*_other_ways(w, view), example))
    return Face([line, more, hint], keyboard, line)


def _other_ways(w: Wording, view: v.ShowWelcome) -> Row:
    """The way to the other guides, where there are any."""
    if view.guides < 2:
        return ()
    return (button(w.label("🧭 Other ways"), e.GuidesTapped()),)


def guides_face(w: Wording, view: v.ShowGuides) -> Face:
    """The ways to be interviewed, each with what it takes and gives."""
    line = w.say("<b>How shall we go about it?</b>")
    lines = [line, w.say("Tap one to begin.")]
    for guide in view.guides:
        words, minutes = guide.words, guide.structure.minutes
        about = w.say("about {minutes} minutes", minutes=minutes)
        lines += [Markup(""), filled("<b>{}</b> ({})", words.title, about)]
        lines.append(escape(words.about))
    rows = tuple(
        (
            button(
                w.label("▶ {guide}", guide=guide.words.title),
                e.BeginTapped(view.next_number, guide.id),
            ),
        )
        for guide in view.guides
    )
    mine = (button(w.label("📋 My profiles"), e.ProfilesTapped(0)),)
    return Face(lines, (*rows, *((mine,) if view.profiles else ())), line)


def _unfinished_face(w: Wording, view: v.ShowWelcome) -> Face:
    headline = view.unfinished
    if headline is None:
        raise ValueError("there is nothing to continue")
    name, number = name_of(w, headline.name), view.next_number
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
        button(w.label("➕ Another segment"), e.BeginTapped(number, view.guide.id)),
        button(w.label("📋 My profiles"), e.ProfilesTapped(0)),
    )
    ways = _other_ways(w, view)
    return Face([line, hint], ((resume,), row, *((ways,) if ways else ())), line)


def profiles_face(w: Wording, view: v.ShowProfiles) -> Face:
    """The list of profiles, or of those that were put away or deleted."""
    faces = {
        v.Shelf.AT_HAND: _list_face,
        v.Shelf.ARCHIVE: _archive_face,
        v.Shelf.BIN: _bin_face,
    }
    return faces[view.shelf](w, view)


def _list_face(w: Wording, view: v.ShowProfiles) -> Face:
    begin = e.BeginTapped(view.next_number, view.next_guide)
    shelves = _other_shelves(w, view)
    is_first = not (view.profiles or shelves)
    label = w.label("▶ Start") if is_first else w.label("➕ Another segment")
    another = button(label, begin)
    compare = button(w.label("⚖️ Compare two"), e.CompareTapped(0))
    new = (another, compare) if view.total > 1 else (another,)
    foot: tuple[Row, ...] = (*((shelves,) if shelves else ()), new)
    if not view.profiles:
        line = (
            w.say("Your list is empty. Below is what you put away or deleted.")
            if shelves
            else w.say("You have no profiles yet. The first takes about ten minutes.")
        )
        return Face([line], foot, line)
    line = w.count(
        "<b>You have {number} profile.</b>",
        "<b>You have {number} profiles.</b>",
        view.total,
    )
    hint = w.count(
        "Tap it to open, change or delete it.",
        "Tap one to open, change or delete it.",
        view.total,
    )
    return Face([line, hint], (*_entries(w, view, e.ProfilesTapped), *foot), line)


def _other_shelves(w: Wording, view: v.ShowProfiles) -> Row:
    """The ways to what was put away or deleted, where there is anything."""
    archived, deleted = view.others[v.Shelf.ARCHIVE], view.others[v.Shelf.BIN]
    archive = w.label("🗄 Archive ({number})", number=archived)
    bin_ = w.label("🗑 Deleted ({number})", number=deleted)
    return (
        *((button(archive, e.ArchiveTapped(0)),) * bool(archived)),
        *((button(bin_, e.BinTapped(0)),) * bool(deleted)),
    )


def _all_profiles(w: Wording) -> Row:
    return (button(w.label("↩ All profiles"), e.ProfilesTapped(0)),)


def _archive_face(w: Wording, view: v.ShowProfiles) -> Face:
    back = (_all_profiles(w),)
    if not view.profiles:
        line = w.say("Your archive is empty. Tap All profiles to go back.")
        return Face([line], back, line)
    line = w.count(
        "<b>{number} profile is in your archive.</b>",
        "<b>{number} profiles are in your archive.</b>",
        view.total,
    )
    hint = w.count("Tap it to look at it.", "Tap one to look at it.", view.total)
    return Face([line, hint], (*_entries(w, view, e.ArchiveTapped), *back), line)


def _bin_face(w: Wording, view: v.ShowProfiles) -> Face:
    back = (_all_profiles(w),)
    if not view.profiles:
        line = w.say("Nothing is deleted. Tap All profiles to go back.")
        return Face([line], back, line)
    line = w.count(
        "<b>{number} profile was deleted.</b>",
        "<b>{number} profiles were deleted.</b>",
        view.total,
    )
    hint = w.count(
        "Tap it to bring it back; {hours} hours after it was deleted it is gone for "
        "good.",
        "Tap one to bring it back; {hours} hours after it was deleted it is gone for "
        "good.",
        view.total,
        hours=UNDO_HOURS,
    )
    return Face([line, hint], (*_entries(w, view, e.BinTapped), *back), line)


def _entries(
    w: Wording,
    view: v.ShowProfiles,
    to_page: type[e.ProfilesTapped | e.ArchiveTapped | e.BinTapped],
) -> tuple[Row, ...]:
    """A button for each profile of this page, and the way to other pages."""
    opens = e.UndeleteTapped if view.shelf is v.Shelf.BIN else e.ProfileTapped
    rows: list[Row] = [
        (button(entry_label(w, profile), opens(profile.number)),)
        for profile in view.profiles
    ]
    return (*rows, *shelf_pages(w, view.pages, to_page))


def shelf_pages(
    w: Wording, pages: v.Pages, to: Callable[[int], e.MenuTap]
) -> tuple[Row, ...]:
    """Newer and older profiles, where there are any; `to` is the tap for a page."""
    row = []
    if pages.page > 0:
        row.append(button(w.label("◀ Newer"), to(pages.page - 1)))
    if pages.page + 1 < pages.pages:
        row.append(button(w.label("Older ▶"), to(pages.page + 1)))
    return (tuple(row),) if row else ()


def entry_label(w: Wording, profile: v.ListedProfile) -> str:
    """A profile on its button: its name and how far it is."""
    name = name_of(w, profile.name)
    copy = _COPY.search(name)
    which = copy[0] if copy else ""  # two copies must not look the same
    short = shortened(name.removesuffix(which), 36 - len(which))
    return f"{short}{which} · {progress_text(w, profile.progress)}"


def profile_face(w: Wording, view: v.ShowProfile) -> Face:
    """What can be done with one profile."""
    profile, number = view.profile, view.profile.number
    line = w.say(
        "<b>{name}</b>, {progress}.",
        name=name_of(w, profile.name),
        progress=progress_text(w, profile.progress),
    )
    hint = w.say("Tap what you want to do.")
    opened = w.label("▶ Continue") if profile.progress else w.label("🗺 Open the canvas")
    again: tuple[Row, ...] = ()
    if profile.progress is None:
        reopen = e.ReopenTapped(number)
        again = ((button(w.label("🔁 Go through it again"), reopen),),)
    away = button(w.label("📤 Take it away"), e.ExportsTapped(number))
    keyboard = (
        (button(opened, e.ResumeTapped(number)), away),
        *again,
        (
            button(w.label("✏️ Edit"), e.EditTapped(number)),
            button(w.label("🏷 Rename"), e.RenameTapped(number)),
        ),
        (
            button(
                w.label("📑 Duplicate"), e.DuplicateTapped(number, view.next_number)
            ),
            _archive_button(w, profile),
        ),
        (
            button(w.label("🗑 Delete"), e.DeleteTapped(number)),
            button(w.label("↩ All profiles"), e.ProfilesTapped(0)),
        ),
    )
    return Face([line, hint], keyboard, line)


def _archive_button(w: Wording, profile: v.ListedProfile) -> Button:
    if profile.archived:
        return button(w.label("🗄 Take out"), e.TakeOutTapped(profile.number))
    return button(w.label("🗄 Archive"), e.PutAwayTapped(profile.number))


def name_face(w: Wording, view: v.AskName) -> Face:
    """The question for a profile's new name."""
    line = w.say(
        "What shall “{name}” be called? Send me the new name.",
        name=name_of(w, view.profile.name),
    )
    keep = button(w.label("↩ Keep the name"), e.ProfileTapped(view.profile.number))
    return Face([line], ((keep,),), line)


def deleted_face(w: Wording, view: v.ShowDeleted) -> Face:
    """A profile was deleted; for a day it can be brought back."""
    line = w.say(
        "“{name}” is deleted. Tap Undo to bring it back. For {hours} hours you find "
        "it in /profiles, too; then it is gone for good.",
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
        w.say(
            "You can also edit a message you sent: its notes follow. A canvas is one "
            "page with all of it, in order."
        ),
        w.say(
            "To a finished canvas you can add the value map: what you offer, and "
            "whether it answers what matters to them."
        ),
        Markup(""),
        w.say("/start begins, or goes on where you stopped"),
        w.say("/summary shows the canvas as it stands"),
        w.say("/export makes a picture, a PDF, a spreadsheet or another file of it"),
        w.say("/edit changes what you wrote: words, order, sections"),
        w.say("/profiles lists your customers: open, compare, put away, delete"),
        w.say("/example shows a finished canvas"),
        w.say(
            "/exercise lets a class do all this together, in a group I am in; sent "
            "here it lists your exercises"
        ),
        w.say("/learn explains the words, with examples and a quiz"),
        w.say("/cancel stops here; everything is kept"),
        w.say("/settings turns my hints off or on"),
        w.say("/privacy says what I keep of you"),
        w.say("/mydata sends you all of it, and /deletemydata deletes it"),
        Markup(""),
        w.say(
            "The method, the customer profile, was developed by Alexander Osterwalder, "
            "Yves Pigneur and others. We are not affiliated with its publisher."
        ),
    ]
