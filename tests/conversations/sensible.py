"""For every kind of event one that makes sense where a founder stands."""

from __future__ import annotations

from collections.abc import Callable

from conversations.interview import events as e
from conversations.interview import states as s
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


def _profile(ada: Founder) -> int:
    return ada.session.current or 1


_EVENTS: dict[type[e.Event], Callable[[Founder], e.Event]] = {
    e.TextSent: lambda ada: e.TextSent("one more thing", 99),
    e.OtherSent: lambda ada: e.OtherSent(e.Unreadable.STICKER),
    e.Returned: lambda ada: e.Returned(),
    e.Commanded: lambda ada: e.Commanded(e.Command.START),
    e.CommandUnknown: lambda ada: e.CommandUnknown("/dance"),
    e.NextTapped: lambda ada: ada.tap(e.NextTapped),
    e.BackTapped: lambda ada: ada.tap(e.BackTapped),
    e.LaterTapped: lambda ada: ada.tap(e.LaterTapped),
    e.ExamplesTapped: lambda ada: ada.tap(e.ExamplesTapped, 3),
    e.PageTapped: lambda ada: ada.tap(e.PageTapped, 0),
    e.RewordTapped: lambda ada: ada.tap(e.RewordTapped, _note(ada)),
    e.KeepTapped: lambda ada: ada.tap(e.KeepTapped),
    e.TopChosen: lambda ada: ada.tap(e.TopChosen),
    e.AllChosen: lambda ada: ada.tap(e.AllChosen),
    e.LevelTapped: lambda ada: ada.tap(e.LevelTapped, _note(ada), 1),
    e.PickTapped: lambda ada: ada.tap(e.PickTapped, _note(ada)),
    e.UnpickTapped: _unpick,
    e.AdjustTapped: lambda ada: ada.tap(e.AdjustTapped),
    e.MoveTapped: lambda ada: ada.tap(e.MoveTapped, _note(ada), 0),
    e.BeginTapped: lambda ada: e.BeginTapped(ada.session.next_number),
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
