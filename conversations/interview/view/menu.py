"""What the welcome and the list of profiles show."""

from __future__ import annotations

from conversations.guides.library import Library
from conversations.guides.model import Guide
from conversations.interview import views as v
from conversations.interview.paging import on_page, pages_of
from conversations.interview.session import Headline, Session
from conversations.interview.view.shared import listed


def welcome_view(session: Session, library: Library) -> v.ShowWelcome:
    """The greeting, and what could be gone on with."""
    unfinished = _to_continue(session)
    return v.ShowWelcome(
        guide=last_guide(session, library),
        guides=len(library.all_newest()),
        unfinished=unfinished,
        progress=listed(unfinished, library).progress if unfinished else None,
        profiles=len(session.headlines),
        next_number=session.next_number,
        resting=session.resting,
    )


def _to_continue(session: Session) -> Headline | None:
    """The interview in hand if it is unfinished, else the newest unfinished one."""
    unfinished = [line for line in session.headlines if not line.finished]
    in_hand = [line for line in unfinished if line.number == session.current]
    return next(iter(in_hand + unfinished), None)


def last_guide(session: Session, library: Library) -> Guide:
    """The guide a person used last, as it is now; the newcomers' one before that."""
    if not session.kept:
        return library.all_newest()[0]
    return library.newest(session.kept[0].guide)


def profiles_view(
    session: Session, library: Library, page: int, shelf: v.Shelf = v.Shelf.AT_HAND
) -> v.ShowProfiles:
    """The profiles of a shelf, newest first."""
    shelves = {
        v.Shelf.AT_HAND: session.headlines,
        v.Shelf.ARCHIVE: session.archive,
        v.Shelf.BIN: session.deleted,
    }
    headlines = shelves.pop(shelf)
    shown = pages_of(len(headlines), page)
    return v.ShowProfiles(
        shelf=shelf,
        profiles=tuple(listed(line, library) for line in on_page(shown, headlines)),
        total=len(headlines),
        others={other: len(lines) for other, lines in shelves.items()},
        next_number=session.next_number,
        next_guide=last_guide(session, library).id,
        pages=shown,
    )
