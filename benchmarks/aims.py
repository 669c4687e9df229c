"""What we aim at, and whether it is met: ratios of figures of the same rounds."""

from __future__ import annotations

import operator
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import entrants as e
from benchmarks.measuring import Figures

#: An entrant under a load.
Case = tuple[e.Entrant, e.Load]
Pick = Callable[[Figures], float]


@dataclass(frozen=True, slots=True)
class Line:
    """An entrant under a load, with the figures of each round."""

    entrant: e.Entrant
    load: e.Load
    rounds: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure of ours, or its ratio to that of `beside`, and its bound."""

    words: str
    pick: Pick
    ours: Case
    beside: Case | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out of an aim, round by round; nothing if it was not measured."""

    aim: Aim
    values: tuple[float, ...]

    @property
    def median(self) -> float | None:
        """The value that counts."""
        return statistics.median(self.values) if self.values else None

    @property
    def is_met(self) -> bool | None:
        """Whether the median is within the bound."""
        if self.median is None:
            return None
        least, most = self.aim.least, self.aim.most
        return (least is None or self.median >= least) and (
            most is None or self.median <= most
        )

    def as_json(self) -> dict[str, Any]:
        """The verdict by name."""
        return {
            "aim": self.aim.words,
            "least": self.aim.least,
            "most": self.aim.most,
            "values": self.values,
            "met": self.is_met,
        }


_speed: Pick = operator.attrgetter("updates")
_peak: Pick = operator.attrgetter("peak")
_p50: Pick = operator.attrgetter("p50")
_p99: Pick = operator.attrgetter("p99")
_OURS = (e.OURS, e.USUAL)

AIMS = (
    Aim(
        "updates/s to PTB echo on its default transport at its best",
        *(_speed, _OURS, (e.DEFAULT_ECHO, e.FEW)),
        least=3,
    ),
    Aim(
        "updates/s to PTB echo on our transport",
        *(_speed, _OURS, (e.OUR_ECHO, e.USUAL)),
        least=0.6,
    ),
    Aim(
        "updates/s to aiogram + Redis",
        *(_speed, _OURS, (e.ON_REDIS, e.USUAL)),
        least=3.5,
    ),
    Aim(
        "updates/s to ConversationHandler + PicklePersistence (1 s)",
        *(_speed, _OURS, (e.PICKLED, e.USUAL)),
        least=5,
    ),
    Aim(
        "updates/s on PostgreSQL to SQLite",
        *(_speed, (e.OURS_ON_POSTGRESQL, e.USUAL), _OURS),
        least=0.9,
    ),
    Aim(
        "updates/s with 5,000 founders to 200",
        *(_speed, (e.OURS, e.CROWD), _OURS),
        least=0.9,
    ),
    Aim(
        "updates/s with 100,000 stored profiles to none",
        *(_speed, (e.OURS_WITH_STORED, e.USUAL), _OURS),
        least=0.95,
    ),
    Aim("peak MiB with 1,000 founders", _peak, (e.OURS, e.MANY), most=110),
    Aim("p50 ms at 100 updates/s", _p50, (e.OURS, e.STEADY), most=8),
    Aim(
        "p99 at 100 updates/s to aiogram + Redis",
        *(_p99, (e.OURS, e.STEADY), (e.ON_REDIS, e.STEADY)),
        most=1,
    ),
)


def verdicts(lines: Sequence[Line]) -> Iterator[Verdict]:
    """What became of each aim."""
    rounds = {(line.entrant, line.load): line.rounds for line in lines}
    for aim in AIMS:
        ours = [aim.pick(figures) for figures in rounds.get(aim.ours, ())]
        if aim.beside is None:
            yield Verdict(aim, tuple(ours))
            continue
        theirs = [aim.pick(figures) for figures in rounds.get(aim.beside, ())]
        ratios = (us / them for us, them in zip(ours, theirs, strict=False))
        yield Verdict(aim, tuple(ratios))
