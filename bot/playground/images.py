"""What the first bytes of a picture tell: its kind and its size in pixels."""

import struct

from msgspec import Struct

# A JPEG's frame, which holds the size; the markers between are no frames.
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Image(Struct, frozen=True):
    """A picture: its media type and its size in pixels."""

    mime: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        """Give the end of its file's name."""
        return self.mime.removeprefix("image/").replace("jpeg", "jpg")


def image_in(data: bytes) -> Image | None:
    """Read the head of a PNG, JPEG, GIF or WebP; None for anything else."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return Image("image/png", *struct.unpack(">II", data[16:24]))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return Image("image/gif", *struct.unpack("<HH", data[6:10]))
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        pass  # it ends too early
    return None


def _jpeg(data: bytes) -> Image:
    """Walk from marker to marker until one opens a frame."""
    at = 2
    while data[at + 1] not in FRAMES:
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        at += 2 + length
    height, width = struct.unpack(">HH", data[at + 5 : at + 9])
    return Image("image/jpeg", width, height)


def _webp(data: bytes) -> Image:
    """Look into the first chunk: extended, lossless or lossy."""
    kind = data[12:16]
    if kind == b"VP8X":
        across, down = data[24:27] + b"\0", data[27:30] + b"\0"
        width, height = struct.unpack("<II", across + down)
        return Image("image/webp", width + 1, height + 1)
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", data[21:25])
        return Image("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack("<HH", data[26:30])
    return Image("image/webp", width & 0x3FFF, height & 0x3FFF)
