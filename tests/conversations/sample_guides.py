"""Guides to test with: the shipped ones, and others made from them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from bot.packaged import packaged_guide
from conversations.concepts.model import Glossary, load_glossary
from conversations.guides.library import Library
from conversations.guides.model import Guide, load_guide

Change = Callable[[dict[str, Any], dict[str, Any]], None]


def shipped_texts(name: str = "priority") -> tuple[str, str]:
    """The structure and the English words of a guide we ship."""
    shipped = packaged_guide(name)
    return shipped.structure, shipped.words


@cache
def priority() -> Guide:
    return load_guide(*shipped_texts())


@cache
def worksheet() -> Guide:
    return load_guide(*shipped_texts("worksheet"))


@cache
def canvas() -> Guide:
    return load_guide(*shipped_texts("canvas"))


def course() -> Guide:
    return load_guide(*shipped_texts("course"))


@cache
def segment() -> Guide:
    return load_guide(*shipped_texts("segment"))


def changed(change: Change) -> Guide:
    """The shipped guide with something different in its structure or words."""
    structure, words = (tomllib.loads(text) for text in shipped_texts())
    change(structure, words)
    return Guide.model_validate({"structure": structure, "words": words})


def section(structure: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in structure["sections"] if s["id"] == name)
    return found


def _rate_at_the_end(structure: dict[str, Any], words: dict[str, Any]) -> None:
    structure["rate_when"] = "end"


def _second_version(structure: dict[str, Any], words: dict[str, Any]) -> None:
    structure["version"] = 2


def _review_gains(structure: dict[str, Any], words: dict[str, Any]) -> None:
    review = {"id": "test.gains.review", "kind": "review"}
    section(structure, "gains")["prompts"].append(review)
    words["prompts"]["test.gains.review"] = words["prompts"]["prio.jobs.viewpoint"]


def _leave_gains_unordered(structure: dict[str, Any], words: dict[str, Any]) -> None:
    _review_gains(structure, words)
    del section(structure, "gains")["order"]


@cache
def rated_at_the_end() -> Guide:
    return changed(_rate_at_the_end)


@cache
def second_version() -> Guide:
    return changed(_second_version)


@cache
def gains_reviewed() -> Guide:
    return changed(_review_gains)


@cache
def gains_reviewed_but_not_ordered() -> Guide:
    return changed(_leave_gains_unordered)


def every_guide() -> tuple[Guide, ...]:
    return (
        priority(),
        worksheet(),
        canvas(),
        course(),
        segment(),
        rated_at_the_end(),
        gains_reviewed(),
        gains_reviewed_but_not_ordered(),
    )


@cache
def glossary() -> Glossary:
    folder = files("conversations.concepts")
    return load_glossary(
        (folder / "concepts.toml").read_text("utf-8"),
        (folder / "concepts.en.toml").read_text("utf-8"),
    )


def library(*guides: Guide) -> Library:
    return Library.of(guides or (priority(),), glossary())


def around(guide: Guide) -> Library:
    """A library that begins with this guide, with one to go on with if it has any."""
    return library(guide, priority()) if guide.id == "segment" else library(guide)
