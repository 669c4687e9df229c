"""Two profiles side by side: what each has at the top, and what both share."""

from __future__ import annotations

from msgspec import Struct

from conversations.canvas import Canvas, CanvasItem, CanvasSection
from conversations.coaching import are_alike
from conversations.profile import Section
from conversations.ranking import TOP


class SectionPair(Struct, frozen=True):
    """A section of both profiles; `shared` are pairs of notes that may say the same."""

    section: Section
    left: CanvasSection
    right: CanvasSection
    shared: tuple[tuple[CanvasItem, CanvasItem], ...]


class Comparison(Struct, frozen=True):
    """Two canvases; `shared_tops` counts what stands in the top three of both."""

    left: Canvas
    right: Canvas
    sections: tuple[SectionPair, ...]

    @property
    def is_ranked(self) -> bool:
        """Whether something was put in order in both profiles."""
        return all(
            any(section.top for section in canvas.sections)
            for canvas in (self.left, self.right)
        )

    @property
    def shared_tops(self) -> int:
        """How many shared notes both profiles have among their first three."""
        return sum(
            _is_top(one) and _is_top(other)
            for pair in self.sections
            for one, other in pair.shared
        )


def _is_top(item: CanvasItem) -> bool:
    return item.rank is not None and item.rank <= TOP


def comparison_of(left: Canvas, right: Canvas) -> Comparison:
    """The two canvases, section by section."""
    pairs = zip(left.sections, right.sections, strict=True)
    return Comparison(
        left,
        right,
        tuple(
            SectionPair(one.section, one, other, _shared(one, other))
            for one, other in pairs
        ),
    )


def _shared(
    left: CanvasSection, right: CanvasSection
) -> tuple[tuple[CanvasItem, CanvasItem], ...]:
    """Each note of the left with the first of the right that may say the same."""
    free = list(right.items)
    shared = []
    for item in left.items:
        alike = next((other for other in free if _same(item.text, other.text)), None)
        if alike is not None:
            free.remove(alike)
            shared.append((item, alike))
    return tuple(shared)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or are_alike(one, other)
