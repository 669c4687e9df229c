"""For every kind of event one that makes sense where a founder stands."""

from __future__ import annotations

from collections.abc import Callable

from conversations.canvas import example_profile
from conversations.formats import Format
from conversations.interview import events as e
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.editor import ties_of
from conversations.portable import Flaw, portable
from conversations.profile import PROFILE_SECTIONS, Section
from tests.conversations.founder import Founder


def _note(ada: Founder) -> int:
    """A note that the open card shows, if any."""
    if ada.session.interview is None:
        return 1
    place = ada.interview.place
    if isinstance(place, s.Ordering):
        left = [number for number in place.among if number not in place.picked]
        return (left or list(place.among))[0]
    notes = ada.profile.of_section(ada.section)
    return notes[-1].number if notes else 1


def _picked(ada: Founder) -> tuple[int, ...]:
    interview = ada.session.interview
    place = interview.place if interview else None
    return place.picked if isinstance(place, s.Ordering) else ()


def _unpick(ada: Founder) -> e.Event:
    return ada.tap(e.UnpickTapped, (_picked(ada) or (_note(ada),))[0])


def _select(ada: Founder) -> e.Event:
    """An option that was not tapped yet, or the last one once more."""
    view = ada.view
    if not isinstance(view, v.AskOptions):
        return ada.tap(e.SelectTapped, 0, 1)
    prompt = ada.guide.prompt(ada.prompt)
    options = prompt.options if prompt else ()
    left = [at for at, tag in enumerate(options) if tag not in (view.chosen or ())]
    return ada.tap(e.SelectTapped, (left or [0])[-1], 1)


def _section(ada: Founder) -> Section:
    return ada.section if ada.session.interview else Section.JOBS


def _deleted(ada: Founder) -> int:
    """A note that was deleted, if any."""
    if ada.session.interview is None:
        return 1
    gone = [note.number for note in ada.profile.notes if note.deleted_at]
    return (gone or [_note(ada)])[-1]


def _message(ada: Founder) -> int:
    """A message that notes came from, if any."""
    if ada.session.interview is None:
        return 1
    known = [note.origin.message for note in ada.profile.notes if note.origin]
    return (known or [1])[-1]


def _said(ada: Founder) -> int:
    """A note that a customer may have said, if any."""
    if ada.session.interview is None:
        return 1
    said = [n for n in ada.profile.living if n.section in PROFILE_SECTIONS]
    return said[-1].number if said else 1


def _nudged(ada: Founder) -> int:
    """A note that a hint asks about, if any."""
    view = ada.view
    nudge = view.nudge if isinstance(view, v.Ask) else None
    return nudge.note.number if nudge else _note(ada)


def _chosen_section(ada: Founder) -> Section:
    """A section of the menu; by the number of things that happened, any of them."""
    menu = ada.guide.menu if ada.session.interview else ()
    return menu[len(ada.trail) % len(menu)] if menu else Section.JOBS


def _match(ada: Founder) -> tuple[int, int, int]:
    """Something that can be tapped for the note whose turn it is."""
    view = ada.view
    if not isinstance(view, v.AskMatches):
        return 1, 1, 1
    option = view.options[len(ada.trail) % len(view.options)]
    return view.turn.note.number, option.choice, 0 if option.fits else 1


def _product(ada: Founder) -> int:
    """A product, if there is one."""
    if ada.session.interview is None:
        return 1
    products = ada.profile.of_section(Section.PRODUCTS)
    return products[0].number if products else _note(ada)


def _tie(ada: Founder) -> tuple[int, int]:
    """A note, and one that it can be tied to."""
    if ada.session.interview is None:
        return 1, 1
    for note in ada.profile.living:
        for tied_to in ties_of(ada.profile, note):
            return note.number, tied_to.choice
    return _note(ada), 1


def _profile(ada: Founder) -> int:
    return ada.session.current or 1


_EVENTS: dict[type[e.Event], Callable[[Founder], e.Event]] = {
    e.TextSent: lambda ada: e.TextSent("one more thing", 99),
    e.TextEdited: lambda ada: e.TextEdited("one thing\nand another", _message(ada)),
    e.OtherSent: lambda ada: e.OtherSent(e.Unreadable.STICKER),
    e.FileSent: lambda ada: e.FileSent("a file", 2000),
    e.Exported: lambda ada: e.Exported(_profile(ada), (e.File("k", "canvas.pdf"),)),
    e.NotExported: lambda ada: e.NotExported(_profile(ada), (Format.PDF,)),
    e.ProfileRead: lambda ada: e.ProfileRead(
        portable(example_profile(next(iter(ada.library.guides.values()))))
    ),
    e.FileRefused: lambda ada: e.FileRefused(Flaw.NOT_OURS),
    e.DataGathered: lambda ada: e.DataGathered(e.File("k", "my-data.json")),
    e.DataNotGathered: lambda ada: e.DataNotGathered(),
    e.Returned: lambda ada: e.Returned(),
    e.Commanded: lambda ada: e.Commanded(e.Command.START),
    e.CommandUnknown: lambda ada: e.CommandUnknown("/dance"),
    e.NextTapped: lambda ada: ada.tap(e.NextTapped),
    e.BackTapped: lambda ada: ada.tap(e.BackTapped),
    e.LaterTapped: lambda ada: ada.tap(e.LaterTapped),
    e.ExamplesTapped: lambda ada: ada.tap(e.ExamplesTapped, 3),
    e.PassTapped: lambda ada: ada.tap(e.PassTapped),
    e.SelectTapped: _select,
    e.PageTapped: lambda ada: ada.tap(e.PageTapped, 0),
    e.RewordTapped: lambda ada: ada.tap(e.RewordTapped, _note(ada)),
    e.KeepTapped: lambda ada: ada.tap(e.KeepTapped),
    e.TopChosen: lambda ada: ada.tap(e.TopChosen),
    e.AllChosen: lambda ada: ada.tap(e.AllChosen),
    e.LevelTapped: lambda ada: ada.tap(e.LevelTapped, _note(ada), 1),
    e.TurnTapped: lambda ada: ada.tap(e.TurnTapped, _note(ada)),
    e.PickTapped: lambda ada: ada.tap(e.PickTapped, _note(ada)),
    e.UnpickTapped: _unpick,
    e.AdjustTapped: lambda ada: ada.tap(e.AdjustTapped),
    e.MoveTapped: lambda ada: ada.tap(e.MoveTapped, _note(ada), 0),
    e.OverviewTapped: lambda ada: ada.tap(e.OverviewTapped),
    e.SectionChosen: lambda ada: e.SectionChosen(
        ada.card.profile, ada.card.step, _chosen_section(ada)
    ),
    e.MatchTapped: lambda ada: ada.tap(e.MatchTapped, *_match(ada)),
    e.OffersTaken: lambda ada: ada.tap(e.OffersTaken),
    e.ValueMapTapped: lambda ada: e.ValueMapTapped(_profile(ada)),
    e.TiesTapped: lambda ada: e.TiesTapped(_profile(ada), _tie(ada)[0], 0),
    e.TieTapped: lambda ada: e.TieTapped(_profile(ada), *_tie(ada), 1),
    e.KindTapped: lambda ada: e.KindTapped(_profile(ada), _product(ada), 1, 1),
    e.BeginTapped: lambda ada: e.BeginTapped(
        ada.session.next_number, next(iter(ada.library.guides.values())).id
    ),
    e.NextTypeTapped: lambda ada: e.NextTypeTapped(
        ada.session.next_number, _profile(ada), 2
    ),
    e.GoOnTapped: lambda ada: e.GoOnTapped(_profile(ada), "priority"),
    e.OtherSideTapped: lambda ada: e.OtherSideTapped(
        ada.session.next_number, _profile(ada)
    ),
    e.GuidesTapped: lambda ada: e.GuidesTapped(),
    e.ReopenTapped: lambda ada: e.ReopenTapped(_profile(ada)),
    e.ArchiveTapped: lambda ada: e.ArchiveTapped(0),
    e.BinTapped: lambda ada: e.BinTapped(0),
    e.DuplicateTapped: lambda ada: e.DuplicateTapped(
        _profile(ada), ada.session.next_number
    ),
    e.PutAwayTapped: lambda ada: e.PutAwayTapped(_profile(ada)),
    e.TakeOutTapped: lambda ada: e.TakeOutTapped(_profile(ada)),
    e.EditTapped: lambda ada: e.EditTapped(_profile(ada)),
    e.SectionTapped: lambda ada: e.SectionTapped(_profile(ada), _section(ada), 0),
    e.NoteTapped: lambda ada: e.NoteTapped(_profile(ada), _note(ada)),
    e.AddTapped: lambda ada: e.AddTapped(_profile(ada), _section(ada)),
    e.FixTapped: lambda ada: e.FixTapped(_profile(ada), _note(ada)),
    e.DropTapped: lambda ada: e.DropTapped(_profile(ada), _note(ada)),
    e.RestoreTapped: lambda ada: e.RestoreTapped(_profile(ada), _deleted(ada)),
    e.SortTapped: lambda ada: e.SortTapped(_profile(ada), _note(ada), Section.PAINS),
    e.RateTapped: lambda ada: e.RateTapped(_profile(ada), _note(ada), 0, 1),
    e.PlaceTapped: lambda ada: e.PlaceTapped(_profile(ada), _note(ada), 0),
    e.LetBeTapped: lambda ada: ada.tap(e.LetBeTapped, _nudged(ada)),
    e.HeardListTapped: lambda ada: e.HeardListTapped(_profile(ada), 0),
    e.HeardNoteTapped: lambda ada: e.HeardNoteTapped(_profile(ada), _said(ada)),
    e.HeardTapped: lambda ada: e.HeardTapped(_profile(ada), _said(ada), 2),
    e.QuoteTapped: lambda ada: e.QuoteTapped(_profile(ada), _said(ada)),
    e.UnquoteTapped: lambda ada: e.UnquoteTapped(_profile(ada), _said(ada)),
    e.CompareTapped: lambda ada: e.CompareTapped(0),
    e.CompareWithTapped: lambda ada: e.CompareWithTapped(_profile(ada), 0),
    e.ComparedTapped: lambda ada: e.ComparedTapped(_profile(ada), 2),
    e.CoachTapped: lambda ada: e.CoachTapped(not ada.session.coached),
    e.ForgetTapped: lambda ada: e.ForgetTapped(ada.session.next_number),
    e.ExportsTapped: lambda ada: e.ExportsTapped(_profile(ada)),
    e.FormatTapped: lambda ada: e.FormatTapped(_profile(ada), Format.PDF),
    e.PictureTapped: lambda ada: e.PictureTapped(_profile(ada)),
    e.AlbumTapped: lambda ada: e.AlbumTapped(_profile(ada)),
    e.LearnTapped: lambda ada: e.LearnTapped(),
    e.ThemeTapped: lambda ada: e.ThemeTapped("pains"),
    e.ConceptTapped: lambda ada: e.ConceptTapped("segment"),
    e.LookUpTapped: lambda ada: e.LookUpTapped(),
    e.QuizTapped: lambda ada: e.QuizTapped(1, 1),
    e.GuessTapped: lambda ada: e.GuessTapped(1, 1, 0),
    e.ResumeTapped: lambda ada: e.ResumeTapped(_profile(ada)),
    e.ExampleTapped: lambda ada: e.ExampleTapped(),
    e.ProfilesTapped: lambda ada: e.ProfilesTapped(0),
    e.ProfileTapped: lambda ada: e.ProfileTapped(_profile(ada)),
    e.RenameTapped: lambda ada: e.RenameTapped(_profile(ada)),
    e.DeleteTapped: lambda ada: e.DeleteTapped(_profile(ada)),
    e.UndeleteTapped: lambda ada: e.UndeleteTapped(_profile(ada)),
}


def sensible(kind: type[e.Event], ada: Founder) -> e.Event:
    return _EVENTS[kind](ada)
