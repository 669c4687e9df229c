"""What all that is written as TOML has in common: what does not fit is refused."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A part of it: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def check_same(difference: Collection[str], what: str) -> None:
    """Refuse ids that the structure has and the words do not, or the other way.

    Raises:
        ValueError: there are some.

    """
    if difference:
        raise ValueError(f"structure and words differ in {what}: {sorted(difference)}")
