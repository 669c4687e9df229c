"""Logging: ids and facts, never people's words and never the token.

Tracebacks keep their places but lose the exception's own message, which may
quote what a person wrote; the token is taken out of every finished line.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType

#: Libraries that would log whole updates or addresses at DEBUG, and those that log
#: every statement or each start at INFO.
_TALKATIVE = {
    "telegram": logging.INFO,
    "aiosqlite": logging.INFO,
    "alembic": logging.INFO,
    "alembic.runtime.plugins": logging.WARNING,
    "aiohttp": logging.INFO,
    "asyncio": logging.INFO,
    "uvicorn": logging.WARNING,
    "sqlalchemy": logging.WARNING,
}

ExcInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


class DiscreetFormatter(logging.Formatter):
    """Formats a record without secrets and without exception messages."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """One record, with every secret replaced."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "<secret>")
        return line

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (logging's name)
        """The places of a traceback and the kind of error, without its words."""
        kind, _, trace = ei
        frames = "".join(traceback.format_tb(trace)) if trace else ""
        return f"{frames}{kind.__name__ if kind else 'no error'}"


def set_up_logging(level: str, secrets: Iterable[str]) -> None:
    """Log to standard error at this level; talkative libraries say less."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DiscreetFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in _TALKATIVE.items():
        logging.getLogger(name).setLevel(max(least, logging.getLogger().level))
