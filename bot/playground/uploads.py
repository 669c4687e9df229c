"""Files that come with a call, in parts of its form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.errors import bad_request

ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the client sent it: the name it gave, and the bytes."""

    name: str
    data: bytes = field(repr=False)

    def __str__(self) -> str:
        """Say what it is without what is in it."""
        return f"{self.name} ({len(self.data)} bytes)"


def placed(params: dict[str, Any], uploads: Mapping[str, Upload]) -> dict[str, Any]:
    """Put uploads where the parameters of a call name them with `attach://`.

    Raises:
        ApiError: 400, for an upload that nothing names.

    """
    unused = dict(uploads)

    def place(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: place(part) for name, part in value.items()}
        if isinstance(value, list):
            return [place(part) for part in value]
        if isinstance(value, str) and value.startswith(ATTACHED):
            name = value.removeprefix(ATTACHED)
            unused.pop(name, None)
            return uploads.get(name, value)
        return value

    params = place(params) if uploads else params
    for name in unused:
        raise bad_request(f'nothing names the uploaded file "{name}"')
    return params
