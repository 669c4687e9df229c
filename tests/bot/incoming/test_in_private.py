"""Private updates about exercises; all others stay what they are to interviews."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.deeds import Began, Followed, Tapped, Who
from bot.links import Link, Links, Purpose
from bot.playground import Person, SteppedClock
from bot.telegram.classes.buttons import encode
from bot.telegram.incoming import Reader
from conversations.exercise import events as x
from conversations.interview import events as e
from conversations.interview.effects import Notice
from tests.bot.incoming.conftest import Heard, raw_tap, unnumbered

LINK = Link(Purpose.JOIN, 7, 2)


async def test_who_writes_is_known(
    clock: SteppedClock, tom: Person, heard: Heard
) -> None:
    sent = await tom.sends("order beans")
    at = clock.now().replace(microsecond=0)
    written = Arrival(
        0,
        "",
        chat=tom.id,
        who=Who(tom.id, "Tom Teacher"),
        event=e.TextSent("order beans", sent.id),
        message=sent.id,
        written=at,
    )
    assert heard() == [written]
    clock.advance(seconds=60)
    await tom.edits(sent, "order tea")
    [edited] = heard()
    assert edited == replace(
        written,
        event=e.TextEdited("order tea", sent.id),
        message=0,
        written=clock.now().replace(microsecond=0),
    )


async def test_a_link_of_ours_is_followed(
    tom: Person, heard: Heard, links: Links
) -> None:
    await tom.starts(links.code(LINK))
    [arrival] = heard()
    assert (arrival.deed, arrival.event) == (Followed(LINK), None)
    assert (arrival.chat, arrival.who) == (tom.id, Who(tom.id, "Tom Teacher"))


@pytest.mark.parametrize("damage", [slice(-1), slice(8), slice(4)])
async def test_a_damaged_link_is_known_for_one(
    tom: Person, heard: Heard, links: Links, damage: slice
) -> None:
    await tom.starts(links.code(LINK)[damage])
    [arrival] = heard()
    assert (arrival.deed, arrival.event) == (Followed(None), None)


async def test_a_link_of_another_bot_leads_nowhere(tom: Person, heard: Heard) -> None:
    await tom.starts(Links("another secret", "playground_bot").code(LINK))
    [arrival] = heard()
    assert arrival.deed == Followed(None)


@pytest.mark.parametrize("payload", ["", "abc-DEF_1", "exercise", "newsletter-7"])
async def test_other_payloads_are_start(
    tom: Person, heard: Heard, payload: str
) -> None:
    await tom.starts(payload)
    [arrival] = heard()
    assert arrival.deed is None
    assert arrival.event == e.Commanded(e.Command.START, payload)


@pytest.mark.parametrize("text", ["/exercise", "/Exercises now", "/exercise@a_bot"])
async def test_exercise_in_private(tom: Person, heard: Heard, text: str) -> None:
    await tom.sends(text)
    [arrival] = heard()
    assert (arrival.deed, arrival.event, arrival.place) == (Began(), None, None)
    assert (arrival.chat, arrival.who) == (tom.id, Who(tom.id, "Tom Teacher"))


async def test_a_caption_is_no_command(tom: Person, heard: Heard) -> None:
    await tom.sends_photo("/exercise")
    [arrival] = heard()
    assert isinstance(arrival.event, e.TextSent)
    assert arrival.deed is None


def private_tap(person: Person, data: str, of: Person) -> dict[str, object]:
    there = {"message_id": 5, "date": 1_800_000_000, "chat": of.chat.as_json()}
    return raw_tap(person, there, data)


def test_a_button_of_an_exercise(tom: Person, read: Reader) -> None:
    data = encode(Tapped(7, x.StarTapped(0, 3, starred=True)))
    assert unnumbered(read(private_tap(tom, data, tom))) == Arrival(
        0,
        "",
        chat=tom.id,
        who=Who(tom.id, "Tom Teacher"),
        deed=Tapped(7, x.StarTapped(tom.id, 3, starred=True)),
        tap="7",
    )


def test_a_button_of_the_interview_stays_one(tom: Person, read: Reader) -> None:
    arrival = read(private_tap(tom, "L:2", tom))
    assert (arrival.event, arrival.deed) == (e.ProfilesTapped(2), None)
    assert arrival.refused is None


def test_a_button_of_somebody_else_s_chat(
    tom: Person, mia: Person, read: Reader
) -> None:
    data = encode(Tapped(7, x.MineTapped(0)))
    assert unnumbered(read(private_tap(mia, data, tom))) == Arrival(
        0, "", tap="7", refused=Notice.NOT_YOURS
    )


def test_what_is_nobody_s_button(tom: Person, read: Reader) -> None:
    arrival = read(private_tap(tom, "e:7:!", tom))
    assert (arrival.event, arrival.deed) == (None, None)
    assert arrival.refused is Notice.STALE


async def test_blocking_and_letting_in(tom: Person, heard: Heard) -> None:
    await tom.blocks()
    await tom.unblocks()
    blocked, back = heard()
    assert (blocked.reachable, blocked.event) == (False, None)
    assert (back.reachable, back.event) == (True, e.Returned())
    assert blocked.who == back.who == Who(tom.id, "Tom Teacher")


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("  Tom \n Tiny ", "", "Tom Tiny"),
        ("\ud83d\x00T", "\u0007om", "T om"),
        ("x" * 64, "y" * 64, "x" * 64 + " " + "y" * 14 + "…"),
        ("\x00", "", ""),
    ],
)
def test_names_are_one_short_clean_line(
    tom: Person, read: Reader, first: str, last: str, name: str
) -> None:
    sender = {"id": tom.id, "is_bot": False, "first_name": first, "last_name": last}
    message = {
        "message_id": 3,
        "date": 1_800_000_000,
        "chat": tom.chat.as_json(),
        "from": sender,
        "text": "hi",
    }
    assert read({"update_id": 1, "message": message}).who == Who(tom.id, name)
