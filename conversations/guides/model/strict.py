"""What all of a guide has in common: ids, lines of text, and no unknown keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{1,40}$")]
Level = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,40}$")]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=600)]


class Strict(BaseModel):
    """Part of a guide: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
