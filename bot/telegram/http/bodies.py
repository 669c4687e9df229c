"""What calls carry, and what their answers say: JSON, and forms for files.

JSON is several times cheaper to write than a form that holds JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx
import msgspec

from bot.telegram.http.client import Content
from bot.telegram.http.errors import GarbledError


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


def as_form(fields: Mapping[str, str], files: Mapping[str, Any]) -> Content:
    """Texts and files (name, bytes, media type), as the library sends them itself.

    A file's name of letters of any script goes as it is.
    """
    form = httpx.Request("POST", "http://form", data=fields, files=files)
    return Content(form.headers["Content-Type"], form.read())


def _plain(value: Any) -> str:
    """A text of a kind of its own (escaped, say) as a plain one."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(type(value).__name__)


_encode = msgspec.json.Encoder(enc_hook=_plain).encode
_decode = msgspec.json.Decoder().decode
