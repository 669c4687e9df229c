"""Taking a canvas away, and bringing a profile back in from a file.

Files are made elsewhere, beside the conversation. It asks for them by an effect,
and what became of that comes back as an event, like everything that happens.
"""

from __future__ import annotations

from msgspec.structs import replace

from conversations.canvas import canvas_of
from conversations.formats import Format
from conversations.guides.steps import StepKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.menu import exports_shown, no_room
from conversations.interview.session import Interview, Session
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    about_profile,
    again,
    of_profile,
    show,
    unchanged,
)
from conversations.interview.view.shared import listed
from conversations.portable import LARGEST_FILE, Flaw, admitted
from conversations.profile import Profile

#: What an album holds: something to look at, to print and to work with.
ALBUM = (Format.PDF, Format.PNG, Format.XLSX)


# --- out ------------------------------------------------------------------------------


def _more(session: Session, event: e.ExportsTapped, context: Context) -> Turn:
    return exports_shown(session, event.profile, context, more=True)


def _format(session: Session, event: e.FormatTapped, context: Context) -> Turn:
    return _wanted(session, f.Export(event.profile, (event.format,), paper=event.paper))


def _picture(session: Session, event: e.PictureTapped, context: Context) -> Turn:
    return _wanted(session, f.picture_of(event.profile))


def _album(session: Session, event: e.AlbumTapped, context: Context) -> Turn:
    return _wanted(session, f.Export(event.profile, ALBUM))


def _wanted(session: Session, export: f.Export) -> Turn:
    """Have files made, unless there is nothing to show in them."""
    if not session.interviews[export.profile].profile.living:
        return unchanged(session, f.Notice.NOTHING_YET)
    return Turn(session, (export, f.Toast(f.Notice.DRAWING)))


def _exported(session: Session, event: e.Exported, context: Context) -> Turn:
    """The files are there. A question that is open comes below them again."""
    profile = session.interviews[event.profile].profile
    view = v.ShowFiles(
        listed(session.shelf[event.profile], context.library),
        canvas_of(profile, context.library.guide_of(profile)),
        event.files,
        event.picture,
    )
    return Turn(session, (f.Say(view), *again(session)))


def _not_exported(session: Session, event: e.NotExported, context: Context) -> Turn:
    profile = listed(session.shelf[event.profile], context.library)
    view = v.ShowNotExported(
        profile, event.formats, event.picture, event.too_much, event.paper
    )
    return Turn(session, (f.ShowMenu(view),))


# --- in -------------------------------------------------------------------------------


def _file_sent(session: Session, event: e.FileSent, context: Context) -> Turn:
    if event.size > LARGEST_FILE:
        return _flawed(session, Flaw.TOO_LARGE)
    return Turn(replace(session, awaited=None), (f.Import(event.file),))


def _profile_read(session: Session, event: e.ProfileRead, context: Context) -> Turn:
    """The profile of a file, kept under a number of its own."""
    profile = admitted(event.read, context.library)
    if isinstance(profile, Flaw):
        return _flawed(session, profile)
    number = session.next_number
    refusal = no_room(session, number)
    if refusal is not None:
        return refusal
    interview = _taken_up(replace(profile, number=number), context)
    held = session.holding(interview)
    after = replace(held, next_number=number + 1)
    view = v.ShowProfile(
        listed(after.shelf[number], context.library), after.next_number
    )
    return Turn(after, (f.ShowMenu(view, f.Notice.IMPORTED),))


def _taken_up(profile: Profile, context: Context) -> Interview:
    """The interview of a profile from outside: at its end, or at its beginning."""
    steps = context.library.guide_of(profile).steps
    end = next(at for at, step in enumerate(steps) if step.kind is StepKind.CLOSE)
    place = s.Asking(0) if profile.finished_at is None else s.Finished(end)
    return Interview(profile, place)


def _file_refused(session: Session, event: e.FileRefused, context: Context) -> Turn:
    return _flawed(session, event.flaw)


def _flawed(session: Session, flaw: Flaw) -> Turn:
    return show(session, f.Notice(f"file_{flaw}"))


EXPORTING_HANDLERS: dict[type[e.Event], Handler] = {
    e.ExportsTapped: of_profile(_more),
    e.FormatTapped: of_profile(_format),
    e.PictureTapped: of_profile(_picture),
    e.AlbumTapped: of_profile(_album),
    e.Exported: about_profile(_exported),
    e.NotExported: about_profile(_not_exported),
    e.FileSent: _file_sent,
    e.ProfileRead: _profile_read,
    e.FileRefused: _file_refused,
}
