"""The files in the simulated Telegram: photos and documents, under the bot's ids.

Telegram makes a JPEG of every photo; here it stays what it was.
"""

import mimetypes
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.clock import Clock
from bot.playground.errors import ApiError, bad_request
from bot.playground.images import Image, image_in
from bot.playground.model import Json, Message
from bot.playground.uploads import Upload

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
MOST_PIXELS_AROUND = 10_000  # width and height together
MOST_STRETCHED = 20
LINK_LIVES = timedelta(hours=1)
# Real ids are that long, so that narrow columns are found; they tell the kind.
ID_LENGTH = 72
ID_BEGINS = {"photo": "AgACAgI", "document": "BQACAgI"}
WRONG_FILE = "wrong file identifier/HTTP URL specified"


@dataclass(frozen=True, slots=True)
class File:
    """One stored file; `image` is None unless it is a photo."""

    number: int
    kind: str
    name: str
    mime: str
    data: bytes = field(repr=False)
    image: Image | None = None

    @property
    def id(self) -> str:
        """Give the `file_id` by which the bot names it."""
        tail = f"{self.number:06d}"
        return ID_BEGINS[self.kind].ljust(ID_LENGTH - len(tail), "A") + tail

    @property
    def path(self) -> str:
        """Give the `file_path` under which the bot downloads it."""
        end = self.image.extension if self.image else self.name.rpartition(".")[2]
        return f"{self.kind}s/file_{self.number}.{end or 'bin'}"

    @property
    def content(self) -> Json:
        """Give the field of a Bot API `Message`; photos have one size here."""
        if self.image:
            size = {"width": self.image.width, "height": self.image.height}
            return {"photo": [{**self.as_json(), **size}]}
        name = {"file_name": self.name} if self.name else {}
        return {"document": {**self.as_json(), **name, "mime_type": self.mime}}

    def as_json(self) -> Json:
        """Render what a Bot API `File` and its kin have in common."""
        return {
            "file_id": self.id,
            "file_unique_id": f"AQAD{self.number:011d}",
            "file_size": len(self.data),
        }


class Files:
    """All files, by the ids the bot gets to know them by."""

    def __init__(self, clock: Clock) -> None:
        """Start with none."""
        self._clock = clock
        self._files: list[File] = []
        self._links: dict[str, tuple[File, datetime]] = {}

    def add_photo(self, data: bytes) -> File:
        """Keep a photo, or refuse it as `photo_in` does."""
        image = photo_in(data)
        return self._add("photo", "", image.mime, data, image)

    def add_document(self, data: bytes, name: str) -> File:
        """Keep a file with a name, of which Telegram takes the last part.

        Raises:
            ApiError: 400 for an empty one, 413 for one above 50 MB.

        """
        _must_fit(data)
        name = re.split(r"[/\\]", name)[-1]
        mime, _ = mimetypes.guess_type(name)
        return self._add("document", name, mime or "application/octet-stream", data)

    def sent(self, kind: str, value: Upload | str) -> File:
        """Find the file of a call, or keep it if it comes with the call.

        Args:
            kind: `photo` or `document`.
            value: an upload, or the id of a file that is there; addresses of the web
                are not played.

        Raises:
            ApiError: 400, for an id of nothing or of another kind.

        """
        if isinstance(value, Upload):
            if kind == "photo":
                return self.add_photo(value.data)
            return self.add_document(value.data, value.name)
        file = self.find(value)
        if file is None:
            raise bad_request(WRONG_FILE)
        if file.kind != kind:
            names = f"{file.kind.capitalize()} as {kind.capitalize()}"
            raise bad_request(f"can't use file of type {names}")
        return file

    def find(self, file_id: str) -> File | None:
        """Find a file by its id."""
        return next((file for file in self._files if file.id == file_id), None)

    def numbered(self, number: int) -> File | None:
        """Find a file by its number."""
        return self._files[number] if number < len(self._files) else None

    def of(self, message: Message) -> File | None:
        """Find the file that a message shows."""
        if message.kind not in ID_BEGINS:
            return None
        content = message.content[message.kind]
        size = content[-1] if message.kind == "photo" else content
        return self.find(size["file_id"])

    def link(self, file: File) -> str:
        """Let the bot download a file for an hour; give its path."""
        self._links[file.path] = file, self._clock.now() + LINK_LIVES
        return file.path

    def at(self, path: str) -> File | None:
        """Find a file by a path that was given out in the last hour."""
        file, until = self._links.get(path, (None, self._clock.now()))
        return file if until > self._clock.now() else None

    def _add(
        self,
        kind: str,
        name: str,
        mime: str,
        data: bytes,
        image: Image | None = None,
    ) -> File:
        file = File(len(self._files), kind, name, mime, data, image)
        self._files.append(file)
        return file


def photo_in(data: bytes) -> Image:
    """Read what may be a photo.

    Raises:
        ApiError: 400, for what is no picture, too large or too stretched.

    """
    _must_fit(data)
    if len(data) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; "
            f"the maximum size is {LARGEST_PHOTO} bytes"
        )
    image = image_in(data)
    if image is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    short, long = sorted((image.width, image.height))
    if short + long > MOST_PIXELS_AROUND or long > MOST_STRETCHED * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return image


def _must_fit(data: bytes) -> None:
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
