"""The ids and lines of text that a guide is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{1,40}$")]
Level = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,40}$")]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=600)]
