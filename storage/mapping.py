"""The core's values as JSON and back.

Every JSON says in `v` which version of its form it is. The newest form is
written; an older one is lifted step by step, each by one upcaster.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any, get_args

from msgspec import Struct, convert, json
from msgspec.structs import replace

from conversations.interview.session import (
    Awaited,
    NewName,
    NewNotes,
    NewQuote,
    NewSituation,
    NewWording,
    Session,
)
from conversations.interview.states import Place
from conversations.profile import Mark, Note, Order, Origin, Profile, Section
from storage.errors import StateTooNewError
from storage.tables import moment

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


def _encode(data: Any) -> str:
    return json.encode(data).decode()


class Form(Struct, frozen=True):
    """A kind of JSON; its upcasters lift version 1 to 2, 2 to 3, and so on."""

    name: str
    upcasters: tuple[Upcaster, ...] = ()

    @property
    def version(self) -> int:
        """The newest version."""
        return len(self.upcasters) + 1

    def read(self, text: str) -> dict[str, Any]:
        """The JSON, lifted to the newest version.

        Raises:
            StateTooNewError: it was written by a newer program.

        """
        data: dict[str, Any] = json.decode(text)
        found = data.pop("v")
        if found > self.version:
            raise StateTooNewError(
                f"{self.name} has version {found}, newer than {self.version}: "
                "start the newer version of this program again"
            )
        for lift in self.upcasters[found - 1 :]:
            data = lift(data)
        return data

    def is_newest(self, text: str) -> bool:
        """Whether JSON that was stored has the newest form: often enough to look."""
        return text.startswith(f'{{"v":{self.version},')

    def write(self, data: dict[str, Any]) -> str:
        """The JSON as it is stored."""
        return _encode({"v": self.version, **data})


def _awaited_from_renaming(data: dict[str, Any]) -> dict[str, Any]:
    renaming = data.pop("renaming")
    awaited = None if renaming is None else {"for": "renaming", "profile": renaming}
    return {**data, "awaited": awaited}


def _coached_in_session(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "coached": True}


def _turn_in_ratings(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "turn": None} if data["state"] == "rating" else data


def _alike_in_orders(data: dict[str, Any]) -> dict[str, Any]:
    sections = data["sections"].items()
    return {"sections": {name: {**order, "alike": []} for name, order in sections}}


SESSION = Form("session", (_awaited_from_renaming, _coached_in_session))
PLACE = Form("place", (_turn_in_ratings,))
ORDERS = Form("orders", (_alike_in_orders,))

_PLACES = {place.name.value: place for place in get_args(Place)}
_AWAITED: dict[str, type[NewName | NewWording | NewNotes | NewQuote | NewSituation]] = {
    kind.state.value: kind for kind in get_args(Awaited)
}
_FIELDS = {place: place.__struct_fields__ for place in _PLACES.values()}


def dump_session(session: Session) -> str:
    """What a session knows besides its interviews."""
    return SESSION.write(
        {
            "current": session.current,
            "resting": session.resting,
            "awaited": _dump_awaited(session.awaited),
            "next_number": session.next_number,
            "coached": session.coached,
        }
    )


@lru_cache(maxsize=4096)  # few different ones, and thousands of people
def load_session(text: str, form: Form = SESSION) -> Session:
    """A session without its interviews; StateTooNewError."""
    data = form.read(text)
    return Session(**{**data, "awaited": _load_awaited(data["awaited"])})


def _dump_awaited(awaited: Awaited | None) -> dict[str, Any] | None:
    if awaited is None:
        return None
    fields = {name: getattr(awaited, name) for name in type(awaited).__struct_fields__}
    return {"for": awaited.state.value, **fields}


def _load_awaited(data: dict[str, Any] | None) -> Awaited | None:
    if data is None:
        return None
    kind = _AWAITED[data["for"]]
    fields = {name: value for name, value in data.items() if name != "for"}
    if "section" in fields:
        fields["section"] = Section(fields["section"])
    return kind(**fields)


@lru_cache(maxsize=4096)  # few different ones, and thousands of interviews
def dump_place(place: Place) -> str:
    """A place, with its state as the tag."""
    fields = {name: getattr(place, name) for name in _FIELDS[type(place)]}
    return PLACE.write({"state": place.name.value, **fields})


@lru_cache(maxsize=4096)
def load_place(text: str, form: Form = PLACE) -> Place:
    """The place that `dump_place` wrote; StateTooNewError."""
    data = form.read(text)
    kind = _PLACES[data.pop("state")]
    fields = {
        name: tuple(value) if type(value) is list else value
        for name, value in data.items()
    }
    place: Place = kind(**fields)
    return place


class _Orders(Struct, frozen=True):
    """The newest form of the orders of a profile's sections."""

    v: int
    sections: Mapping[Section, Order]


_orders = json.Decoder(_Orders)


def dump_orders(orders: Mapping[Section, Order]) -> str:
    """The orders of a profile's sections."""
    return _encode(_Orders(ORDERS.version, orders))


def load_orders(text: str, form: Form = ORDERS) -> Mapping[Section, Order]:
    """The orders that `dump_orders` wrote; StateTooNewError."""
    if form.is_newest(text):
        return _orders.decode(text).sections
    lifted = {"v": form.version, **form.read(text)}
    return convert(lifted, _Orders).sections


def dump_ratings(ratings: Mapping[str, str]) -> str:
    """A note's ratings: rating id → level, without a version of its own."""
    return _encode(dict(ratings))


@lru_cache(maxsize=4096)  # few different ones, and thousands of notes
def load_ratings(text: str) -> Mapping[str, str]:
    """The ratings that `dump_ratings` wrote."""
    ratings: dict[str, str] = json.decode(text)
    return ratings


#: What few notes have; the column of all others stays empty.
_DETAILS: Mapping[str, Any] = {
    "links": (),
    "tags": (),
    "context": "",
    "heard": 0,
    "quote": "",
}


def dump_details(note: Note) -> str:
    """What is known of a note besides its words and ratings; often nothing."""
    details = {name: getattr(note, name) for name in _DETAILS}
    told = {name: value for name, value in details.items() if value}
    return _encode(told) if told else ""


def load_details(text: str) -> Mapping[str, Any]:
    """The fields of a note that `dump_details` wrote."""
    details: dict[str, Any] = json.decode(text)
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in details.items()
    }


class _NoteRow(Struct, frozen=True, array_like=True):
    """The columns of a note, in their order."""

    number: int
    section: Section
    prompt: str
    text: str
    message: int | None
    line: int | None
    ratings: str
    for_job: int | None
    reworded_in: int | None
    deleted_at: str | None
    details: str


_rows = json.Decoder(list[_NoteRow])


def load_notes(text: str | None) -> tuple[Note, ...]:
    """The notes of a profile, whose rows are lists in JSON; they come in no order."""
    rows = _rows.decode(text or "[]")
    rows.sort(key=attrgetter("number"))
    return tuple(map(_note, rows))


def _note(row: _NoteRow) -> Note:
    message, line = row.message, row.line
    note = Note(
        row.number,
        row.section,
        row.prompt,
        row.text,
        None if message is None or line is None else Origin(message, line),
        load_ratings(row.ratings),
        row.for_job,
        row.reworded_in,
        None if row.deleted_at is None else moment(row.deleted_at),
    )
    return replace(note, **load_details(row.details)) if row.details else note


def dump_profile_details(profile: Profile) -> str:
    """What is known of a profile besides its notes and orders; often nothing.

    Marks are lists of their values: a profile has one for each of its notes.
    """
    told: dict[str, Any] = {}
    if profile.baselines:
        told["baselines"] = profile.baselines
    if profile.nudged:
        told["nudged"] = dict(profile.nudged)
    return _encode(told) if told else ""


def load_profile_details(text: str) -> Mapping[str, Any]:
    """The fields of a profile that `dump_profile_details` wrote."""
    if not text:
        return {}
    details: dict[str, Any] = json.decode(text)
    return {
        "baselines": tuple(
            tuple(Mark(note, Section(section), *rest) for note, section, *rest in marks)
            for marks in details.get("baselines", ())
        ),
        "nudged": {
            Section(section): note
            for section, note in details.get("nudged", {}).items()
        },
    }
