"""The figures as a table for people, and as JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.contest import OUR_ECHO, OURS, Entrant
from benchmarks.measuring import Figures


@dataclass(frozen=True, slots=True)
class Line:
    """A bot under so many founders, with the figures of each round."""

    entrant: Entrant
    founders: int
    rounds: tuple[Figures, ...]


_COLUMNS: tuple[tuple[str, str, Callable[[Figures], float]], ...] = (
    ("updates/s", ",.0f", lambda figures: figures.updates),
    ("CPU us/update", ",.0f", lambda figures: figures.cpu),
    ("calls/update", ".2f", lambda figures: figures.calls),
    ("p50 ms", ",.0f", lambda figures: figures.p50),
    ("p99 ms", ",.0f", lambda figures: figures.p99),
    ("RSS MiB", ",.0f", lambda figures: figures.rss),
    ("core", ".2f", lambda figures: figures.core),
)


def table(lines: Sequence[Line]) -> str:
    """Every line, then how we compare; median (least-most) over the rounds."""
    rows = [["bot", "founders", *(name for name, _, _ in _COLUMNS)]]
    for line in lines:
        cells = [
            _spread([pick(figures) for figures in line.rounds], form)
            for _, form, pick in _COLUMNS
        ]
        rows.append([line.entrant.name, f"{line.founders:,}", *cells])
    return "\n".join([*_aligned(rows), "", *_comparisons(lines), *_remarks(lines)])


def _spread(values: Sequence[float], form: str) -> str:
    median = format(statistics.median(values), form)
    least, most = format(min(values), form), format(max(values), form)
    return median if least == most else f"{median} ({least}-{most})"


def _aligned(rows: list[list[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [
            cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)
        ]
        yield "  ".join([first.ljust(widths[0]), *cells])


def _comparisons(lines: Sequence[Line]) -> Iterable[str]:
    """Ours to each peer under the same load, and to the default at its best."""
    ours = [line for line in lines if line.entrant is OURS]
    peers = [line for line in lines if line.entrant is not OURS]
    best = min(peers, key=lambda line: (line.entrant is OUR_ECHO, line.founders))
    for line in ours:
        for peer in peers:
            if peer.founders == line.founders or peer is best:
                yield _comparison(line, peer)


def _comparison(ours: Line, peer: Line) -> str:
    pairs = list(zip(ours.rounds, peer.rounds, strict=True))
    faster = _spread([us.updates / them.updates for us, them in pairs], ".2f")
    dearer = _spread([us.cpu / them.cpu for us, them in pairs], ".2f")
    return (
        f"{ours.founders:,} founders: {faster} times the updates/s and {dearer} times "
        f"the CPU of {peer.entrant.name} with {peer.founders:,}"
    )


def _remarks(lines: Sequence[Line]) -> Iterable[str]:
    load = max(figures.load for line in lines for figures in line.rounds)
    yield f"the load generator took at most {load:.2f} of its core"
    for line in lines:
        lost = sum(figures.lost for figures in line.rounds)
        if lost:
            yield f"{line.entrant.name} with {line.founders:,}: {lost} replies lost"


def as_json(lines: Sequence[Line], machine: str) -> str:
    """Every figure of every round."""
    bots = [
        {
            "bot": line.entrant.name,
            "founders": line.founders,
            "rounds": [figures.as_json() for figures in line.rounds],
        }
        for line in lines
    ]
    return json.dumps({"machine": machine, "bots": bots}, indent=2)
