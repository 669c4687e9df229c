"""Photos, files and albums: sent by both sides, sent again, downloaded, refused."""

import base64
import json
import struct
import zlib
from collections.abc import Callable, Coroutine
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from PIL import Image
from telegram import Bot, InputMediaDocument, InputMediaPhoto

from bot.playground import FloodLimits, Person, Simulator, SteppedClock
from bot.playground.files import LARGEST_DOWNLOAD, LARGEST_PHOTO
from bot.playground.images import image_in
from bot.playground.limits import FloodControl

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]
Form = Callable[..., Coroutine[Any, Any, tuple[int, str]]]


def bad(words: str) -> tuple[int, str]:
    return 400, f"Bad Request: {words}"


def picture(width: int = 40, height: int = 30, kind: str = "PNG") -> bytes:
    """Draw a plain picture."""
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind)
    return file.getvalue()


def head_of_png(width: int, height: int) -> bytes:
    """Write the head of a picture that is too large to draw in a test."""
    content = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    check = struct.pack(">I", zlib.crc32(content))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + content + check


@pytest.fixture
def form(sim: Simulator, http: aiohttp.ClientSession) -> Form:
    """Call a method with a form in which bytes are files; give status and words."""

    async def call(method: str, **fields: Any) -> tuple[int, str]:
        data = aiohttp.FormData()
        for name, value in fields.items():
            if isinstance(value, bytes):
                data.add_field(name, BytesIO(value), filename=f"{name}.bin")
            else:
                data.add_field(name, value if name != "chat_id" else str(value))
        async with http.post(f"/bot{sim.token}/{method}", data=data) as response:
            answer = await response.json()
        return response.status, answer.get("description", "")

    return call


async def test_the_library_sends_photos_files_and_albums_and_downloads_them(
    sim: Simulator, ada: Person
) -> None:
    """python-telegram-bot understands all of it, and sends a file again by its id."""
    calls, files = f"{sim.url}/bot", f"{sim.url}/file/bot"
    async with Bot(sim.token, base_url=calls, base_file_url=files) as bot:
        photo = await bot.send_photo(ada.id, picture(), "<b>Hi</b>", parse_mode="HTML")
        again = await bot.send_photo(ada.id, photo.photo[-1].file_id)
        file = await bot.send_document(ada.id, b"a,b", filename="canvas.csv")
        album = await bot.send_media_group(
            ada.id,
            [InputMediaPhoto(picture(), "one"), InputMediaPhoto(photo.photo[-1])],
        )
        texts = await bot.send_media_group(
            ada.id,
            [InputMediaDocument(b"1", filename="1.txt"), InputMediaDocument(b"2")],
        )
        await photo.edit_caption("Bye")
        assert file.document is not None
        got = await (await file.document.get_file()).download_as_bytearray()

    size = photo.photo[-1]
    assert (size.width, size.height, size.file_size) == (40, 30, len(picture()))
    assert photo.caption_html == "<b>Hi</b>"
    assert again.photo == photo.photo
    assert (file.document.file_name, file.document.mime_type) == (
        "canvas.csv",
        "text/csv",
    )
    assert len({message.media_group_id for message in album}) == 1
    assert [message.caption for message in album] == ["one", None]
    assert texts[0].media_group_id not in (None, album[0].media_group_id)
    assert bytes(got) == b"a,b"
    assert await ada.downloads(ada.chat.messages[1]) == picture()
    assert sim.transcript(ada).splitlines()[1:] == [
        "Bot: (photo) Hi",
        "Bot: (photo)",
        "Bot: (document canvas.csv)",
        "Bot: (photo) one",
        "Bot: (photo)",
        "Bot: (document 1.txt)",
        "Bot: (document application.octet-stream)",
        "Bot (edits): (photo) Bye",
    ]


async def test_what_a_person_sends_is_downloaded_by_the_bot_for_an_hour(
    sim: Simulator,
    http: aiohttp.ClientSession,
    api: Api,
    refused: Refused,
    ada: Person,
    clock: SteppedClock,
) -> None:
    await ada.sends_document("mine", "profile.json", data=b"{}")
    await ada.sends_photo("my dog", data=picture(kind="JPEG"))
    await ada.sends_document(name="long.txt", data=b"x" * (LARGEST_DOWNLOAD + 1))
    *_, file, photo, large = [u["message"] for u in await api("getUpdates")]
    number = file["document"]["file_id"]

    assert file["document"]["file_name"] == "profile.json"
    assert file["document"]["mime_type"] == "application/json"
    assert file["caption"] == "mine"
    assert photo["photo"][-1]["width"] == 40
    large_id = large["document"]["file_id"]
    assert await refused("getFile", file_id=large_id) == bad("file is too big")
    assert await refused("getFile", file_id="x") == bad("invalid file_id")

    async def fetched(path: str, token: str = sim.token) -> tuple[int, bytes]:
        async with http.get(f"/file/bot{token}/{path}") as response:
            return response.status, await response.read()

    path = (await api("getFile", file_id=number))["file_path"]
    assert await fetched(path) == (200, b"{}")
    assert (await fetched(path, token="42:WRONG"))[0] == 401
    clock.advance(hours=1)
    assert (await fetched(path))[0] == 404
    assert (await fetched("documents/file_99.txt"))[0] == 404


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_size_of_a_picture_is_read_from_its_head(kind: str) -> None:
    data = picture(321, 123, kind)
    image = image_in(data)

    assert image is not None
    assert (image.width, image.height) == (321, 123)
    assert image.mime == f"image/{kind.lower()}"
    assert image_in(data[:8]) is None


@pytest.mark.parametrize(("lossless", "alpha"), [(True, 255), (False, 9)])
def test_the_size_of_any_webp_is_read(lossless: bool, alpha: int) -> None:
    file = BytesIO()
    drawn = Image.new("RGBA", (70, 20), (9, 9, 9, alpha))
    drawn.save(file, "WEBP", lossless=lossless)
    image = image_in(file.getvalue())

    assert image is not None
    assert (image.width, image.height) == (70, 20)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (head_of_png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (head_of_png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (
            b"\x89PNG".ljust(LARGEST_PHOTO + 1),
            (
                "file of size 10485761 bytes is too big for a photo; "
                "the maximum size is 10485760 bytes"
            ),
        ),
        (b"", "file must be non-empty"),
    ],
)
async def test_a_photo_must_be_one(
    form: Form, ada: Person, data: bytes, words: str
) -> None:
    assert await form("sendPhoto", chat_id=ada.id, photo=data) == bad(words)
    with pytest.raises(AssertionError, match=words):
        await ada.sends_photo(data=data)


async def test_files_are_named_by_ids_or_come_with_the_call(
    form: Form, refused: Refused, api: Api, ada: Person
) -> None:
    to = {"chat_id": ada.id}
    assert await form("sendDocument", **to, document="attach://it", it=b"x") == (
        200,
        "",
    )
    sent = await form("sendPhoto", **to, photo=picture(), more=b"x")
    assert sent == bad('nothing names the uploaded file "more"')
    file_id = ada.last.content["document"]["file_id"]
    await api("sendDocument", **to, document=file_id)

    for method, field, value, words in (
        ("sendPhoto", "photo", file_id, "can't use file of type Document as Photo"),
        ("sendPhoto", "photo", "x", "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", "caption", "x", "there is no photo in the request"),
        ("sendDocument", "caption", "x", "there is no document in the request"),
        (
            "sendDocument",
            "document",
            "attach://no",
            "can't parse InputMedia: media not found",
        ),
        (
            "sendDocument",
            "document",
            5,
            'parameter "document" must be of type InputFile, String',
        ),
    ):
        assert await refused(method, **to, **{field: value}) == bad(words)


async def test_captions_have_their_own_rules(
    refused: Refused, api: Api, ada: Person
) -> None:
    await ada.sends_photo()
    photo = ada.chat.messages[-1].content["photo"][-1]["file_id"]
    to: dict[str, Any] = {"chat_id": ada.id}
    long = await refused("sendPhoto", **to, photo=photo, caption="x" * 1025)
    mark = {"type": "bold", "offset": 0, "length": 1}
    sent = await api(
        "sendPhoto", **to, photo=photo, caption="🙂" * 1024, caption_entities=[mark]
    )
    text = await api("sendMessage", **to, text="x")
    at_photo = {**to, "message_id": sent["message_id"]}
    at_text = {**to, "message_id": text["message_id"]}

    assert long == bad("message caption is too long")
    assert (len(sent["caption"]), sent["caption_entities"]) == (1024, [mark])
    for method, place, words in (
        ("editMessageText", at_photo, {"text": "x"}),
        ("editMessageCaption", at_text, {"caption": "x"}),
    ):
        name = next(iter(words))
        answer = await refused(method, **place, **words)
        assert answer == bad(f"there is no {name} in the message to edit")
    edited = await api("editMessageCaption", **at_photo)
    assert "caption" not in edited


async def test_an_album_has_two_to_ten_of_a_kind(
    form: Form, refused: Refused, api: Api, ada: Person
) -> None:
    await ada.sends_photo()
    photo = ada.chat.messages[-1].content["photo"][-1]["file_id"]
    one: dict[str, Any] = {"type": "photo", "media": photo}
    file = {"type": "document", "media": photo}
    lost = {"type": "photo", "media": "attach://lost"}
    for media, words in (
        ([one], "there are not enough messages to send as an album"),
        ([one] * 11, "too many messages to send as an album"),
        ([one, file], "document can't be mixed with other media types"),
        ([one, lost], "can't parse InputMedia: media not found"),
        (
            [one, {"type": "video", "media": photo}],
            (
                'parameter "media[1]" must be of type InputMediaDocument, '
                "InputMediaPhoto"
            ),
        ),
    ):
        answer = await refused("sendMediaGroup", chat_id=ada.id, media=media)
        assert answer == bad(words)
    new = {"type": "photo", "media": "attach://new"}
    sent = await form(
        "sendMediaGroup",
        chat_id=ada.id,
        media=json.dumps([one, new]),
        new=picture(),
    )
    assert sent == (200, "")
    assert ada.bot_messages == 2


def test_an_album_counts_as_many_messages() -> None:
    flood = FloodControl(FloodLimits())
    flood.take(-1, is_group=True, messages=10, now=0.0)
    flood.take(-1, is_group=True, messages=8, now=5.0)
    with pytest.raises(Exception, match="retry after 50"):
        flood.take(-1, is_group=True, messages=3, now=10.0)
    flood.take(-1, is_group=True, messages=2, now=10.0)
    flood.take(2, is_group=False, messages=10, now=99.0)
    flood.take(2, is_group=False, messages=10, now=99.0)
    with pytest.raises(Exception, match="retry after 5"):
        flood.take(2, is_group=False, messages=5, now=99.0)


async def test_a_muted_bot_may_not_send_files(
    refused: Refused, form: Form, sim: Simulator, ada: Person
) -> None:
    group = sim.group("Class 3b", ada, kind="supergroup")
    await ada.mutes(sim.bot, in_=group)
    for method, name, what in (
        ("sendPhoto", "photo", "photos"),
        ("sendDocument", "document", "documents"),
    ):
        answer = await form(method, **{"chat_id": group.id, name: picture()})
        assert answer == bad(f"not enough rights to send {what} to the chat")


async def test_a_request_of_more_than_50_mb_is_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.playground.simulator.LARGEST_REQUEST", 1000)
    async with Simulator() as sim, aiohttp.ClientSession(sim.url) as http:
        data = aiohttp.FormData({"chat_id": "1"})
        data.add_field("document", b"x" * 2000, filename="x")
        async with http.post(f"/bot{sim.token}/sendDocument", data=data) as response:
            answer = await response.json()

    assert (response.status, answer["description"]) == (413, "Request Entity Too Large")


async def test_the_ledger_names_files_without_their_bytes(
    sim: Simulator, http: aiohttp.ClientSession, form: Form, ada: Person
) -> None:
    await form("sendDocument", chat_id=ada.id, document=b"secret")
    async with http.get("/api/backstage") as response:
        [call] = (await response.json())["calls"]

    assert call["params"]["document"] == "document.bin (6 bytes)"


async def test_the_page_may_show_photos_and_only_save_other_files(
    http: aiohttp.ClientSession, form: Form, ada: Person
) -> None:
    evil = "<script>alert(1)</script>"
    await ada.sends_document(name='"x".html', data=evil.encode())
    await ada.sends_photo(data=picture())
    async with http.get(f"/api/chats/{ada.id}") as response:
        _, file, photo = [m["file"] for m in (await response.json())["messages"]]
    headers = {}
    for shown in (file, photo):
        async with http.get(shown["url"]) as response:
            assert len(await response.read()) == shown["size"]
            headers[shown["name"]] = response.headers
    saved, seen = headers.values()

    assert (photo["width"], photo["height"], file["width"]) == (40, 30, None)
    assert saved["Content-Type"] == "application/octet-stream"
    assert saved["Content-Disposition"] == "attachment; filename*=UTF-8''%22x%22.html"
    assert (seen["Content-Type"], seen["Content-Disposition"]) == (
        "image/png",
        "inline",
    )
    assert (
        saved["X-Content-Type-Options"] == seen["X-Content-Type-Options"] == "nosniff"
    )
    async with http.get("/files/none") as response:
        assert response.status == 404


async def test_the_page_hands_in_what_a_person_sends(
    http: aiohttp.ClientSession, ada: Person
) -> None:
    async def sent(name: str, data: bytes | str, caption: str = "") -> Any:
        text = data if isinstance(data, str) else base64.b64encode(data).decode()
        body = {"person": ada.id, "name": name, "data": text, "caption": caption}
        async with http.post(f"/api/chats/{ada.id}/files", json=body) as response:
            return await response.json()

    kinds = [
        (await sent(name, data))["kind"]
        for name, data in (
            ("a.json", b"{}"),
            ("a.png", picture()),
            ("banner.png", head_of_png(9000, 9)),
        )
    ]
    assert kinds == ["document", "photo", "document"]
    assert (await sent("a.png", picture(), " Our shop "))["text"] == "Our shop"
    assert await sent("a.json", b"{}", "x" * 1025) == {
        "error": "a caption has up to 1024 characters"
    }
    assert await sent("a", "?") == {"error": '"data" must be base64'}
    assert await sent("a", b"") == {
        "error": "Ada Lovelace: Bad Request: file must be non-empty"
    }


async def test_what_the_bot_is_doing_is_shown_for_five_seconds(
    http: aiohttp.ClientSession, api: Api, ada: Person, clock: SteppedClock
) -> None:
    async def doing() -> Any:
        async with http.get("/api/state") as response:
            [chat] = (await response.json())["chats"]
        return [who["action"] for who in chat["typing"]]

    act = {"chat_id": ada.id, "action": "upload_document"}
    await api("sendChatAction", **act)
    before = await doing()
    clock.advance(seconds=5)
    after = await doing()
    await api("sendChatAction", **act)
    await api("sendMessage", chat_id=ada.id, text="There")

    assert (before, after, await doing()) == (["upload_document"], [], [])


async def test_a_file_handed_in_lies_in_the_topic_that_is_open(
    http: aiohttp.ClientSession, sim: Simulator, ada: Person
) -> None:
    group = sim.group("Class 3b", ada, kind="supergroup", is_forum=True)
    team = await ada.opens_topic("Team 1", in_=group)
    body = {"person": ada.id, "topic": team.id, "name": "a.txt", "data": "YQ=="}
    async with http.post(f"/api/chats/{group.id}/files", json=body) as response:
        shown = await response.json()

    assert (shown["file"]["name"], shown["topic"]) == ("a.txt", team.id)
