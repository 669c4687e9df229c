"""The figures as a table for people, and as JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.aims import Line, Verdict, verdicts
from benchmarks.measuring import Figures

_COLUMNS: tuple[tuple[str, str, Callable[[Figures], float]], ...] = (
    ("updates/s", ",.0f", lambda figures: figures.updates),
    ("CPU us/update", ",.0f", lambda figures: figures.cpu),
    ("server us", ",.0f", lambda figures: figures.server),
    ("calls", ".2f", lambda figures: figures.calls),
    ("p50 ms", ",.1f", lambda figures: figures.p50),
    ("p99 ms", ",.1f", lambda figures: figures.p99),
    ("peak MiB", ",.0f", lambda figures: figures.peak),
    ("core", ".2f", lambda figures: figures.core),
)


def report(lines: Sequence[Line], missing: Mapping[str, str]) -> str:
    """Every line, then the aims; median (least-most) over the rounds."""
    return "\n".join(
        [
            *_aligned(_table(lines)),
            "",
            *_aligned([_verdict(verdict) for verdict in verdicts(lines)]),
            "",
            *_remarks(lines),
            *(f"not measured: {name}: {why}" for name, why in missing.items()),
        ]
    )


def _table(lines: Sequence[Line]) -> list[list[str]]:
    rows = [["bot", "founders", *(name for name, _, _ in _COLUMNS)]]
    for line in lines:
        cells = [
            _spread([pick(figures) for figures in line.rounds], form)
            for _, form, pick in _COLUMNS
        ]
        rows.append([line.entrant.name, str(line.load), *cells])
    return rows


def _verdict(verdict: Verdict) -> list[str]:
    aim = verdict.aim
    bound = (
        f"aim: at most {aim.most}"
        if aim.least is None
        else f"aim: at least {aim.least}"
    )
    if not verdict.values:
        return [aim.words, "", bound, "not measured"]
    met = "met" if verdict.is_met else "not met"
    return [aim.words, _spread(verdict.values, ".2f"), bound, met]


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


def _remarks(lines: Sequence[Line]) -> Iterable[str]:
    load = max((f.load for line in lines for f in line.rounds), default=0.0)
    yield f"the load generator took at most {load:.2f} of its core"
    for line in lines:
        lost = sum(figures.lost for figures in line.rounds)
        if lost:
            yield f"{line.entrant.name} with {line.load}: {lost} replies lost"


def as_json(lines: Sequence[Line], missing: Mapping[str, str], machine: str) -> str:
    """Every figure of every round."""
    bots = [
        {
            "key": line.entrant.key,
            "bot": line.entrant.name,
            "load": str(line.load),
            "rounds": [figures.as_json() for figures in line.rounds],
        }
        for line in lines
    ]
    aims = [verdict.as_json() for verdict in verdicts(lines)]
    about = {"machine": machine, "not measured": dict(missing)}
    return json.dumps({**about, "bots": bots, "aims": aims}, indent=2)
