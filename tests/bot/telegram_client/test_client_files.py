"""What the client sends as files, and what it fetches."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clock import SystemClock
from bot.outgoing import (
    Accepted,
    Attachment,
    Button,
    Outcome,
    Outgoing,
    Refused,
    Stored,
)
from bot.playground import Person, Simulator
from bot.playground.writers import PICTURE
from bot.telegram.client import TelegramClient


class Shelf:
    """Files by their keys."""

    def __init__(self) -> None:
        self.files: dict[str, Stored] = {}

    async def file(self, key: str, *, photo: bool) -> Stored | None:
        return self.files.get(key)

    def put(self, key: str, content: bytes) -> None:
        self.files[key] = Stored(None, content)

    def sent(self, key: str, outcome: Outcome) -> None:
        assert isinstance(outcome, Accepted)
        (telegram,) = outcome.files
        self.files[key] = Stored(telegram, None)


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(limits=None) as simulator:
        yield simulator


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.put("png", PICTURE)
    shelf.put("pdf", b"%PDF-")
    return shelf


@pytest.fixture
async def client(sim: Simulator, shelf: Shelf) -> AsyncIterator[TelegramClient]:
    async with TelegramClient(sim.token, sim.url, SystemClock(), shelf) as client:
        yield client


@pytest.fixture
async def ada(sim: Simulator) -> Person:
    ada = sim.person("Ada")
    await ada.sends("/start")
    return ada


def message(*keys: str, text: str = "<b>Yours</b>", photo: bool = False) -> Outgoing:
    files = tuple(Attachment(key, f"canvas.{key}") for key in keys)
    return Outgoing(text, files=files, photo=photo)


async def test_a_photo_goes_as_bytes_once_and_then_by_its_id(
    client: TelegramClient, shelf: Shelf, ada: Person
) -> None:
    shown = Outgoing(
        "<b>Yours</b>",
        keyboard=((Button("More", "m"),),),
        files=(Attachment("png", "canvas.png"),),
        photo=True,
    )
    shelf.sent("png", await client.post(ada.id, shown))
    first = ada.last
    await client.post(ada.id, shown)
    assert (first.kind, first.text) == ("photo", "Yours")
    assert [button.label for button in first.buttons] == ["More"]
    assert ada.last.content == first.content
    assert ada.last.id != first.id


async def test_a_file_keeps_its_name_in_any_script(
    client: TelegramClient, ada: Person
) -> None:
    name = "cafés-साइकिल-canvas.pdf"
    await client.post(ada.id, Outgoing("", files=(Attachment("pdf", name),)))
    assert ada.last.content["document"]["file_name"] == name
    assert await ada.downloads(ada.last) == b"%PDF-"


async def test_an_album_is_one_call_and_its_newest_message_counts(
    client: TelegramClient, ada: Person
) -> None:
    outcome = await client.post(ada.id, message("pdf", "png"))
    assert isinstance(outcome, Accepted)
    assert outcome.message == ada.last.id
    assert len(set(outcome.files)) == 2
    pdf, png = [m for m in ada.chat.messages if m.from_bot]
    assert [m.text for m in (pdf, png)] == ["", "Yours"]
    assert pdf.content["media_group_id"] == png.content["media_group_id"]


async def test_words_whose_html_was_refused_go_without(
    client: TelegramClient, ada: Person
) -> None:
    await client.post(ada.id, message("pdf", text="<b>a & b</b>"), plain=True)
    assert ada.last.text == "a & b"


async def test_a_file_that_is_gone_or_wrong_is_refused(
    client: TelegramClient, shelf: Shelf, ada: Person
) -> None:
    shelf.files["dropped"] = Stored(None, None)
    shelf.files["foreign"] = Stored("BQACAgI-not-ours", None)
    for key in ("never", "dropped", "foreign"):
        assert isinstance(await client.post(ada.id, message(key)), Refused)
    assert isinstance(await client.post(ada.id, message("pdf", photo=True)), Refused)


async def test_a_download_is_whole_or_stops_soon_after_its_limit(
    client: TelegramClient, ada: Person
) -> None:
    sent = await ada.sends_document(name="a.json", data=b"x" * 300_000)
    file = sent.content["document"]["file_id"]
    assert await client.download(file, 300_000) == b"x" * 300_000
    some = await client.download(file, 1000)
    assert some is not None
    assert 1000 < len(some) < 200_000


async def test_what_telegram_does_not_have_cannot_be_had(
    client: TelegramClient, ada: Person
) -> None:
    assert await client.download("BQACAgI-not-ours", 1000) is None
