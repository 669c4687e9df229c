"""The canvas as pictures and files in the chat, and profiles that come back in."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from bot.bootstrap import RunningBot, running_bot
from bot.exports import keeping
from bot.exports.data import profile_from
from bot.exports.formats import Format, Sheet
from bot.exports.worker import TookTooLongError, TooMuchError, Workshop
from bot.playground import Fault, Message, Person, Simulator, refuse, reset
from tests import databases
from tests.bot.conftest import settings_for
from tests.bot.founders import CAFES, SHORT, begins, finishes
from tests.bot.processes import bot_process
from tests.waiting import until

SENDS = ("sendPhoto", "sendDocument", "sendMediaGroup")
#: US Letter on its side, in points.
LETTER = (792, 612)

JSON_NAME = "Owners-of-independent-cafés-canvas.json"


async def arrives(ada: Person, kind: str, count: int = 1) -> list[Message]:
    """Wait until so many messages of a kind are there; the newest come first."""

    def find() -> list[Message] | None:
        newest = [m for m in ada.chat.newest_first() if m.kind == kind and m.from_bot]
        return newest if len(newest) >= count else None

    found = await ada._world.found(find, 60)
    assert found, f"no {count} of {kind} in:\n{ada._world}"
    return found


def name_of(message: Message) -> str:
    return str(message.content["document"]["file_name"])


# --- out ------------------------------------------------------------------------------


async def test_the_picture_comes_by_itself_and_files_at_a_tap(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, CAFES)
    [picture] = await arrives(ada, "photo")
    assert "Owners of independent cafés" in picture.text
    assert "5 jobs · 5 pains · 5 gains" in picture.text
    assert picture.content["photo"][-1]["width"] == 1280
    assert [b.label for b in picture.buttons] == [
        *("📄 PDF", "🖼 PNG", "📊 XLSX", "⋯ More")
    ]

    toast = await ada.taps("📊 XLSX", on=picture)
    assert "I am making it" in toast.text
    [table] = await arrives(ada, "document")
    assert name_of(table) == "Owners-of-independent-cafés-canvas.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(await ada.downloads(table)))
    cells = {cell.value for page in book for row in page for cell in row}
    assert {note for notes in CAFES.jobs for note in notes} <= cells


async def test_nothing_is_made_twice_while_nothing_changes(
    sim: Simulator, bot: RunningBot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Format] = []
    make = Workshop.make

    async def counted(
        self: Workshop, sheet: Sheet, formats: Sequence[Format]
    ) -> dict[Format, bytes]:
        made.extend(formats)
        return await make(self, sheet, formats)

    monkeypatch.setattr(Workshop, "make", counted)
    await finishes(ada, SHORT)
    [picture] = await arrives(ada, "photo")
    await ada.taps("🖼 PNG", on=picture)  # the same bytes as a file
    [png] = await arrives(ada, "document")
    assert (await ada.downloads(png)).startswith(b"\x89PNG")
    for count in (2, 3):
        await ada.taps("📄 PDF", on=picture)
        await arrives(ada, "document", count)
        await sim.settled()
    assert made == [Format.PNG, Format.PDF]

    await ada.sends("/edit")
    await ada.taps("Jobs")
    await ada.taps("Add")
    await ada.sends("pay the rent")
    await ada.sees("pay the rent")
    await ada.taps("📄 PDF", on=picture)
    await arrives(ada, "document", 4)
    assert made == [Format.PNG, Format.PDF, Format.PDF]


async def test_several_files_come_as_an_album(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await arrives(ada, "photo")
    await ada.sends("/export")
    await ada.sees("What shall I make of")
    await ada.taps("⋯ More")
    await ada.taps("together")
    album = await arrives(ada, "document", 3)
    assert {name_of(m).rpartition(".")[2] for m in album} == {"pdf", "png", "xlsx"}
    assert len({m.content["media_group_id"] for m in album}) == 1


async def test_who_takes_nothing_away_goes_on_where_they_were(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("/export")
    await ada.taps("⋯ More")
    await ada.taps("Go on with the questions")
    await ada.sends("order beans")
    await ada.sees("✓ order beans")


async def test_a_double_tap_brings_one_file(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("/export")
    card = await ada.sees("What shall I make of")
    toasts = await asyncio.gather(
        ada.taps("📊 XLSX", on=card), ada.taps("📊 XLSX", on=card)
    )
    assert ["I am making it" in toast.text for toast in toasts] == [True, True]
    await arrives(ada, "document")
    await sim.settled()
    assert sim.ledger.accepted("sendDocument") == 1


async def test_a_file_in_the_middle_of_an_interview_leaves_the_question_open_below(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("order beans")
    await ada.sees("✓ order beans")
    await ada.sends("/export")
    await ada.taps("📊 XLSX")
    await arrives(ada, "document")
    await sim.settled()
    assert "✓ order beans" in ada.last.text
    await ada.taps("Next")
    await ada.sees("Which problems")


async def test_a_drawing_that_takes_too_long_is_said_and_can_be_tried_again(
    sim: Simulator, bot: RunningBot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_: object) -> dict[Format, bytes]:
        raise TookTooLongError("not done in 20 seconds")

    await begins(ada)
    await ada.sends("/export")
    await ada.taps("⋯ More")
    with monkeypatch.context() as patched:
        patched.setattr(Workshop, "make", hangs)
        await ada.taps("PDF for US Letter paper")
        await ada.sees("I could not draw “Owners of independent cafés” just now")
    await ada.taps("Try again")
    [page] = await arrives(ada, "document")
    assert name_of(page) == "Owners-of-independent-cafés-canvas-us-letter.pdf"
    with pdfplumber.open(io.BytesIO(await ada.downloads(page))) as document:
        assert (document.pages[0].width, document.pages[0].height) == LETTER


async def test_what_is_too_much_to_draw_is_offered_as_a_spreadsheet(
    sim: Simulator, bot: RunningBot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R05."""

    async def refuses(*_: object) -> dict[Format, bytes]:
        raise TooMuchError("601 notes")

    await begins(ada)
    await ada.sends("/export")
    with monkeypatch.context() as patched:
        patched.setattr(Workshop, "make", refuses)
        await ada.taps("📄 PDF")
        await ada.sees("than I can draw. A spreadsheet holds all of it.")
    await ada.taps("📊 XLSX")
    await arrives(ada, "document")


async def test_who_deletes_while_a_file_is_made_gets_none(
    sim: Simulator, bot: RunningBot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """U11."""
    begun, deleted = asyncio.Event(), asyncio.Event()
    make = Workshop.make

    async def slow(
        self: Workshop, sheet: Sheet, formats: Sequence[Format]
    ) -> dict[Format, bytes]:
        begun.set()
        await deleted.wait()
        return await make(self, sheet, formats)

    monkeypatch.setattr(Workshop, "make", slow)
    await begins(ada)
    await ada.sends("/export")
    await ada.taps("📊 XLSX")
    await begun.wait()
    await ada.sends("/profiles")
    await ada.taps("Owners of independent")
    await ada.taps("Delete")
    await ada.sees("is deleted")
    deleted.set()
    await sim.settled()
    assert not any(sim.ledger.calls(method) for method in SENDS)


async def test_what_telegram_refuses_is_said_and_made_anew(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    refusal = refuse(400, "Bad Request: wrong file identifier/HTTP URL specified")
    sim.faults.add(Fault(refusal, method="sendDocument", times=1))
    await ada.sends("/export")
    choice = await ada.sees("What shall I make of")
    await ada.taps("📊 XLSX")
    await ada.sees("Telegram did not take the file I made")
    await ada.taps("📊 XLSX", on=choice)
    await arrives(ada, "document")


@pytest.mark.parametrize(
    "segment", ["../../etc/passwd", "CON", "x" * 300, "a\u202egnp.exe"]
)
async def test_a_file_has_a_safe_name(
    sim: Simulator, bot: RunningBot, ada: Person, segment: str
) -> None:
    """M03."""
    await begins(ada, segment)
    await ada.sends("/export")
    await ada.taps("📊 XLSX")
    [file] = await arrives(ada, "document")
    stem, ending = name_of(file).rsplit(".", 1)
    assert stem.endswith("-canvas")
    assert stem.replace("-", "").isalnum()
    assert (len(stem.encode()) < 200, ending) == (True, "xlsx")


# --- killed ---------------------------------------------------------------------------


async def test_a_picture_that_was_asked_for_arrives_after_the_bot_was_killed(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    """C10: before it is made, and between making and sending."""
    async with bot_process(sim, tmp_path) as bot:
        sim.faults.add(Fault(reset(), method="sendPhoto", times=None))
        await ada.sends("/help")
        await ada.sees("/export makes a picture", timeout=60)  # it has started
        await finishes(ada, SHORT)
        await bot.kill()
    async with bot_process(sim, tmp_path) as bot:
        await until(lambda: sim.ledger.calls("sendPhoto"))
        await bot.kill()
    with sqlite3.connect(tmp_path / "bot.sqlite3") as kept:  # made, and only that
        assert kept.execute("SELECT count(*) FROM errands").fetchone() == (0,)
        assert kept.execute("SELECT photo_id FROM files").fetchall() == [(None,)]
    sim.faults.clear()
    async with bot_process(sim, tmp_path):
        [picture] = await arrives(ada, "photo")
        assert (await ada.downloads(picture)).startswith(b"\x89PNG")
        await sim.settled()
        assert len(await arrives(ada, "photo")) == 1


async def test_pictures_that_memory_has_no_room_for_are_drawn_again(
    sim: Simulator, bot: RunningBot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Telegram takes none, later ones push earlier ones out."""
    monkeypatch.setattr(keeping, "ROOM", 1)
    sim.faults.add(Fault(reset(), method="sendPhoto", times=None))
    people = [ada, *map(sim.person, ("Bob", "Cem"))]
    for person in people:
        await finishes(person, SHORT)
    await until(lambda: len(sim.ledger.calls("sendPhoto")) >= len(people))
    sim.faults.clear()
    for person in people:
        [picture] = await arrives(person, "photo")
        assert (await person.downloads(picture)).startswith(b"\x89PNG")
    await sim.settled()
    assert sim.ledger.accepted("sendPhoto") == len(people)


async def test_an_album_that_is_larger_than_the_room_in_memory_comes(
    sim: Simulator, bot: RunningBot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when a part of it was made before: all of it is at hand at once."""
    monkeypatch.setattr(keeping, "ROOM", 1)
    await finishes(ada, SHORT)
    [picture] = await arrives(ada, "photo")
    await ada.taps("⋯ More", on=picture)
    await ada.taps("together")
    album = await arrives(ada, "document", 3)
    assert {name_of(m).rpartition(".")[2] for m in album} == {"pdf", "png", "xlsx"}
    await sim.settled()
    assert len(sim.ledger.calls("sendMediaGroup")) == 1


async def test_a_picture_wanted_as_a_file_is_made_again_as_a_file(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    """It was a picture at first, and is one of several files then."""
    async with running_bot(settings_for(sim, tmp_path)):
        await finishes(ada, SHORT)
        [picture] = await arrives(ada, "photo")
        for method in ("sendDocument", "sendMediaGroup"):
            sim.faults.add(Fault(reset(), method=method, times=None))
        await ada.taps("🖼 PNG", on=picture)
        await until(lambda: sim.ledger.calls("sendDocument"))
    sim.faults.clear()
    async with running_bot(settings_for(sim, tmp_path)):
        [png] = await arrives(ada, "document")
        assert name_of(png).endswith(".png")
        await ada.taps("⋯ More", on=picture)
        sim.faults.add(Fault(reset(), method="sendMediaGroup", times=None))
        await ada.taps("together")
        await until(lambda: sim.ledger.calls("sendMediaGroup"))
    sim.faults.clear()
    async with running_bot(settings_for(sim, tmp_path)):
        album = await arrives(ada, "document", 4)
        kinds = {name_of(m).rpartition(".")[2] for m in album[:3]}
        assert kinds == {"pdf", "png", "xlsx"}


async def test_a_lost_file_of_which_nobody_knows_what_made_it_is_said(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    """It was asked for before the bot was brought up to date."""
    async with running_bot(settings_for(sim, tmp_path)):
        sim.faults.add(Fault(reset(), method="sendDocument", times=None))
        await begins(ada)
        await ada.sends("/export")
        await ada.taps("📊 XLSX")
        await until(lambda: sim.ledger.calls("sendDocument"))
    with sqlite3.connect(tmp_path / "bot.sqlite3") as kept:
        kept.execute("UPDATE files SET kind = ''")
    sim.faults.clear()
    async with running_bot(settings_for(sim, tmp_path)):
        await ada.sees("Your notes are safe: ask for it once more")


# --- in -------------------------------------------------------------------------------


async def test_the_data_file_brings_the_profile_back_exactly(
    sim: Simulator, tmp_path: Path, ada: Person, database: str
) -> None:
    """On either database."""
    async with running_bot(settings_for(sim, tmp_path, database_url=database)) as bot:
        sim.watch(lambda: bot.is_busy)
        await finishes(ada, SHORT)
        picture = (await arrives(ada, "photo"))[0]
        await ada.taps("⋯ More", on=picture)
        await ada.taps("Data")
        [file] = await arrives(ada, "document")
        assert name_of(file) == JSON_NAME
        content = await ada.downloads(file)

        bob = sim.person("Bob")
        await bob.sends_document(name=JSON_NAME, data=content)
        await bob.sees("Everything in your file is back")
        await bob.taps("Take it away")
        await bob.taps("Data")
        [again] = await arrives(bob, "document")
        assert profile_from(await bob.downloads(again)) == profile_from(content)

        await sim.settled()
    rows = await databases.run(database, "SELECT count(*) FROM errands")
    assert [tuple(row) for row in rows] == [(0,)]


async def test_files_that_hold_no_profile_are_refused_kindly_and_change_nothing(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    before = ada.bot_messages
    future = {"format": "customer-profile", "version": 9}
    for number, (data, said) in enumerate(
        [
            (b"{", "something in it is broken"),
            (b'{"a": 1}', "holds no profile of mine"),
            (b"[" * 200_000, "something in it is broken"),
            (json.dumps(future).encode(), "made by a newer version of me"),
            (b'{"format": "customer-profile", "version": 1}', "does not fit together"),
            (b" " * (4 * 2**20 + 1), "larger than any profile of mine"),
        ],
        1,
    ):
        await ada.sends_document(name="profile.json", data=data)
        await ada.sees(said)
        await sim.settled()
        assert ada.bot_messages == before + number
    await ada.sends("order beans")
    await ada.sees("✓ order beans")
