"""What calls carry, and what their answers say: JSON, and forms for files.

JSON is several times cheaper to write than a form that holds JSON.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from mimetypes import guess_type
from typing import Any

import msgspec

from bot.telegram.http.client import Content
from bot.telegram.http.errors import GarbledError


class Upload(msgspec.Struct, frozen=True):
    """A file that goes along with parameters."""

    name: str
    data: bytes


def as_json(value: Any) -> Content:
    """Parameters as JSON; lone surrogates become question marks.

    One of them must not make a message unsendable for ever.
    """
    try:
        data = _encode(value)
    except UnicodeEncodeError:
        data = json.dumps(value, ensure_ascii=False).encode(errors="replace")
    return Content("application/json", data)


def from_json(payload: bytes) -> Any:
    """What an answer says; raises GarbledError if it is not JSON.

    The standard library has a second look: a lone surrogate, which it lets pass, must
    not hide all updates of its batch.
    """
    try:
        return _decode(payload)
    except ValueError:
        try:
            return json.loads(payload)
        except ValueError:
            raise GarbledError("The answer is not JSON") from None
    except RecursionError:
        raise GarbledError("The answer is too deep") from None


def as_form(parameters: Mapping[str, Any], files: Mapping[str, Upload]) -> Content:
    """Parameters with files, each under the name by which parameters speak of it.

    A file's name of letters of any script goes as it is.
    """
    boundary = secrets.token_hex(16)
    begin = f'--{boundary}\r\nContent-Disposition: form-data; name="'
    parts: list[bytes] = []
    for name, value in parameters.items():
        parts += (f'{begin}{name}"\r\n\r\n'.encode(), _as_text(value), b"\r\n")
    for name, file in files.items():
        kind, _ = guess_type(file.name)
        head = (
            f'{begin}{name}"; filename="{file.name.translate(_QUOTED)}"\r\n'
            f"Content-Type: {kind or 'application/octet-stream'}\r\n\r\n"
        )
        parts += (head.encode(errors="replace"), file.data, b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return Content(f"multipart/form-data; boundary={boundary}", b"".join(parts))


def _as_text(value: Any) -> bytes:
    """A parameter as a field of a form."""
    if isinstance(value, str):
        return value.encode(errors="replace")
    return as_json(value).data


def _plain(value: Any) -> str:
    """A text of a kind of its own (escaped, say) as a plain one."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(type(value).__name__)


# What cannot stand in the name of a file in a form, as browsers write it.
_QUOTED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})

_encode = msgspec.json.Encoder(enc_hook=_plain).encode
_decode = msgspec.json.Decoder().decode
