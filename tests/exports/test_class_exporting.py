"""The errands of a class: read as it is now, made beside the bot, brought once."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from bot.deeds import ClassFiles, NoClassFiles, Tapped
from bot.errands import (
    Errand,
    ExportClass,
    InviteClass,
    Result,
    dump_wish,
    load_wish,
)
from bot.exports.classes.exporting import ClassExporter
from bot.exports.worker import TooMuchError, WorkerDiedError, Workshop
from bot.telegram.classes.buttons import decode
from bot.telegram.classes.files import files_message, no_files_message
from bot.wording import Wording
from conversations.exercise.desk import FilesWanted, MyCanvasWanted
from conversations.exercise.sight import Facilitators, Member, Room, Viewer
from conversations.formats import Format, Paper
from storage import Storage, open_storage
from tests.conversations.classroom import Classroom
from tests.exports.lessons import held
from tests.exports.test_class_formats import DOTS, WRITERS
from tests.storage.examples import BOT, NOW

#: The conversation that wants the files, and the number of the exercise.
HERE, LINK = 77, "https://t.me/SomeBot?start=j1-1-abcdefghijklmnopqrstuv"


class Today:
    def now(self) -> datetime:
        return NOW


@pytest.fixture(scope="module")
def room() -> Classroom:
    return held(WRITERS, DOTS)


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    storage = await open_storage(database)
    yield storage
    await storage.close()


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    workshop = Workshop()
    yield workshop
    await workshop.close()


@pytest.fixture
def exporter(storage: Storage, workshop: Workshop, room: Classroom) -> ClassExporter:
    return ClassExporter(storage, room.library, workshop, Today())


@pytest.fixture
async def exercise(storage: Storage, room: Classroom) -> int:
    places = await storage.transact(lambda uow: uow.places(BOT, {(-1001, 0)}))
    (place,) = places.values()
    return await storage.transact(
        lambda uow: uow.begin_exercise(place.id, "7b / spring", room.exercise, NOW)
    )


def deed_of(result: Result) -> ClassFiles | NoClassFiles:
    assert isinstance(result.event, tuple)
    (arrival,) = result.event
    assert isinstance(arrival.deed, ClassFiles | NoClassFiles)
    return arrival.deed


def errand(wish: ExportClass | InviteClass) -> Errand:
    return Errand(5, HERE, 1001, wish)


@pytest.mark.parametrize("viewer", [Facilitators(), Room(), Room(3), Member(70002)])
def test_an_errand_is_kept_with_whom_it_is_for(viewer: Viewer) -> None:
    wish = ExportClass(HERE, 1, (Format.PDF,), viewer, paper=Paper.LETTER)
    assert load_wish(*dump_wish(wish)) == wish


async def test_a_class_is_made_as_it_is_now_and_brought_to_who_asked(
    exporter: ClassExporter, exercise: int
) -> None:
    wish = ExportClass(HERE, exercise, (Format.CSV, Format.PNG), Facilitators())
    result = await exporter.do(errand(wish))
    made = deed_of(result)
    assert isinstance(made, ClassFiles)
    assert [file.name for file in made.files] == [
        *("café-owners-class.csv", "café-owners-class.png")
    ]
    contents = {file.key: file.content for file in result.files}
    assert contents.keys() == {file.key for file in made.files}
    assert b"order beans" in contents[made.files[0].key]
    assert (made.conversation, made.picture, made.pinned) == (HERE, False, False)
    assert {file.profile for file in result.files} == {None}  # for one message


async def test_the_picture_for_a_group_is_pinned_and_says_how_much_there_is(
    exporter: ClassExporter, exercise: int
) -> None:
    wish = ExportClass(HERE, exercise, (Format.PNG,), Room(), picture=True)
    made = deed_of(await exporter.do(errand(wish)))
    assert isinstance(made, ClassFiles)
    message = files_message(Wording(), made)
    assert (message.photo, message.pinned) == (True, True)
    assert message.text == "<b>café owners</b>\n5 notes from 2 people"


async def test_the_poster_is_shown_with_what_it_is_for(
    exporter: ClassExporter, exercise: int
) -> None:
    result = await exporter.do(errand(InviteClass(HERE, exercise, LINK)))
    made = deed_of(result)
    assert isinstance(made, ClassFiles)
    assert made.files[0].name == "7b-spring-class.png"
    assert Image.open(io.BytesIO(result.files[0].content)).size == (1920, 1080)
    message = files_message(Wording(), made)
    assert (message.photo, message.pinned) == (True, False)
    assert message.text.startswith("<b>Show this on the wall.</b>")


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(
    ("error", "said", "label", "instead"),
    [
        (
            WorkerDiedError("twice"),
            "please ask for it once more",
            "🔁 Try again",
            FilesWanted(0, Format.PDF, Paper.LETTER),
        ),
        (
            TooMuchError("3001 notes"),
            "Ask for the spreadsheet",
            "📊 Spreadsheet",
            FilesWanted(0, Format.XLSX),
        ),
    ],
)
async def test_what_cannot_be_made_is_said(
    exporter: ClassExporter,
    exercise: int,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    said: str,
    label: str,
    instead: FilesWanted,
) -> None:
    async def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(Workshop, "make", fails)
    wish = ExportClass(
        HERE, exercise, (Format.PDF,), Facilitators(), paper=Paper.LETTER
    )
    deed = deed_of(await exporter.do(errand(wish)))
    assert isinstance(deed, NoClassFiles)
    message = no_files_message(Wording(), deed)
    assert said in message.text
    [[button]] = message.keyboard
    assert button.label == label
    assert decode(button.data) == Tapped(exercise, instead)


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(
    ("viewer", "too_much", "instead"),
    [
        (Member(70002), False, MyCanvasWanted(0)),
        (Member(70002), True, None),
        (Room(), False, None),
    ],
)
async def test_who_cannot_ask_for_anything_else_gets_no_button(
    exporter: ClassExporter,
    exercise: int,
    monkeypatch: pytest.MonkeyPatch,
    viewer: Viewer,
    too_much: bool,
    instead: MyCanvasWanted | None,
) -> None:
    async def fails(*_: object) -> None:
        raise TooMuchError("3001 notes") if too_much else WorkerDiedError("twice")

    monkeypatch.setattr(Workshop, "make", fails)
    wish = ExportClass(HERE, exercise, (Format.PNG,), viewer, picture=True)
    deed = deed_of(await exporter.do(errand(wish)))
    tap = None if instead is None else Tapped(exercise, instead)
    assert deed == NoClassFiles(HERE, too_much, tap)
    assert len(no_files_message(Wording(), deed).keyboard) == (tap is not None)


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_of_a_class_that_is_gone_there_is_nothing(
    exporter: ClassExporter, tmp_path: Path
) -> None:
    wish = ExportClass(HERE, 404, (Format.PDF,), Facilitators())
    assert isinstance(deed_of(await exporter.do(errand(wish))), NoClassFiles)
