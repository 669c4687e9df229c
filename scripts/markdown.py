"""Pieces that the documents drawn from the code are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def summary(thing: type) -> str:
    """The first paragraph of a docstring, on one line."""
    paragraph = (thing.__doc__ or "").split("\n\n")[0]
    return " ".join(paragraph.split())


def short(event: type[object]) -> str:
    """An event as an arrow names it: NextTapped is Next."""
    name = event.__name__
    for ending in ("Tapped", "Chosen", "Sent"):
        name = name.removesuffix(ending)
    return name


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a table."""
    for row in (heads, ("---",) * len(heads), *rows):
        yield f"| {' | '.join(row)} |"
