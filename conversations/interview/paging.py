"""Pages of long cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from conversations.interview import views as v

#: How many notes a card lists at once, one button each.
LISTED_AT_ONCE = 8

T = TypeVar("T")


def pages_of(count: int, page: int, size: int = LISTED_AT_ONCE) -> v.Pages:
    """The page shown, kept within what there is."""
    pages = max(1, -(-count // size))
    return v.Pages(min(max(page, 0), pages - 1), pages)


def on_page(
    page: v.Pages, items: Sequence[T], size: int = LISTED_AT_ONCE
) -> Sequence[T]:
    """The items that a page shows."""
    return items[page.page * size : (page.page + 1) * size]
