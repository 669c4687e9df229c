"""Who is measured, and under which loads: the contest as a table."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from benchmarks.founders import ACTIONS, Echoed, Interviewed, Newcomer, Questioned

#: The environment of peers whose packages the bot does not need; see the Makefile.
PEERS = Path(__file__).resolve().parent.parent / ".venv-bench" / "bin"


class Server(Enum):
    """A server that a bot keeps its state on."""

    POSTGRESQL = "PostgreSQL"
    REDIS = "Redis"


@dataclass(frozen=True, slots=True)
class Entrant:
    """A kind of bot: the module it runs, and who talks to it.

    `key` names it on the command line. `actions` is how many actions its founders
    are spread over at the start. With `stored` it begins with finished profiles.
    """

    key: str
    name: str
    module: tuple[str, ...]
    newcomer: Newcomer
    actions: int = 0
    python: str = sys.executable
    server: Server | None = None
    webhook: bool = False
    stored: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether it is this project's bot, which may lose nothing."""
        return self.module == ("benchmarks.as_installed", "run")


@dataclass(frozen=True, slots=True)
class Load:
    """So many founders, in closed loop or making `rate` updates a second."""

    founders: int
    rate: float = 0

    def newcomer(self, entrant: Entrant) -> Newcomer:
        """Who comes to talk to an entrant.

        In closed loop there are far more interviews than a core can draw, and what is
        not drawn in a window has to be waited for.
        """
        is_flood = not self.rate and entrant.newcomer is Interviewed
        return _mostly_hurried if is_flood else entrant.newcomer

    def __str__(self) -> str:
        return f"{self.rate:,.0f}/s" if self.rate else f"{self.founders:,}"


def _mostly_hurried(chat: int) -> Interviewed:
    """One of eight stays for the picture; others leave, and somebody else comes."""
    return Interviewed(chat, lines=ACTIONS if chat % 8 else None)


OURS = Entrant(
    "ours", "this bot", ("benchmarks.as_installed", "run"), Interviewed, ACTIONS
)
OURS_PUSHED = replace(OURS, key="webhook", name="this bot, webhook", webhook=True)
OURS_ON_POSTGRESQL = replace(
    OURS, key="postgresql", name="this bot, PostgreSQL", server=Server.POSTGRESQL
)
OURS_PUSHED_ON_POSTGRESQL = replace(
    OURS_ON_POSTGRESQL,
    key="webhook-postgresql",
    name="this bot, webhook, PostgreSQL",
    webhook=True,
)
OURS_WITH_STORED = replace(
    OURS, key="stored", name="this bot, many stored", stored=True
)
DEFAULT_ECHO = Entrant(
    "echo", "echo, PTB's default", ("benchmarks.echo", "default"), Echoed
)
OUR_ECHO = Entrant(
    "echo-ours", "echo, our transport", ("benchmarks.echo", "ours"), Echoed
)
PICKLED = Entrant(
    "pickle", "ConversationHandler, pickle", ("benchmarks.pickled",), Questioned
)
ON_REDIS = Entrant(
    "aiogram",
    "aiogram, Redis",
    ("benchmarks.on_redis",),
    Questioned,
    python=str(PEERS / "python"),
    server=Server.REDIS,
)

#: Founders with whom the library's default transport is at its best.
FEW = Load(10)
USUAL = Load(200)
MANY = Load(1000)
CROWD = Load(5000)
#: Open loop: a bot that keeps up has most of these founders at rest.
STEADY = Load(200, rate=100)

#: Each thing that may cost something is varied alone, beside the same peers.
CONTEST: tuple[tuple[Entrant, tuple[Load, ...]], ...] = (
    (OURS, (FEW, USUAL, MANY, CROWD, STEADY)),
    (OURS_PUSHED, (USUAL, MANY, STEADY)),
    (OURS_ON_POSTGRESQL, (FEW, USUAL, MANY, STEADY)),
    (OURS_PUSHED_ON_POSTGRESQL, (USUAL,)),
    (OURS_WITH_STORED, (USUAL, STEADY)),
    (DEFAULT_ECHO, (FEW, USUAL, STEADY)),
    (OUR_ECHO, (FEW, USUAL, MANY, STEADY)),
    (PICKLED, (FEW, USUAL, STEADY)),
    (ON_REDIS, (FEW, USUAL, MANY, STEADY)),
)


def contest(keys: list[str], most: int) -> list[tuple[Entrant, Load]]:
    """The table's rows of these entrants; no load has more than `most` founders."""
    rows = {
        (entrant, replace(load, founders=min(load.founders, most))): None
        for entrant, loads in CONTEST
        for load in loads
        if entrant.key in keys
    }
    return list(rows)
