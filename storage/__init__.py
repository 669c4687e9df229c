"""Keeps everything, in bulk, on SQLite or PostgreSQL."""

from storage.engine import Storage, open_storage
from storage.errors import (
    DatabaseDamagedError,
    DatabaseInUseError,
    DatabaseUrlError,
    StateTooNewError,
    StorageAwayError,
    StorageError,
    ValueRefusedError,
)
from storage.rows import (
    ConversationRow,
    GuideRow,
    NewRow,
    OutboxRow,
    PurgeCount,
    SlotRow,
)
from storage.unit_of_work import UnitOfWork

__all__ = [
    "ConversationRow",
    "DatabaseDamagedError",
    "DatabaseInUseError",
    "DatabaseUrlError",
    "GuideRow",
    "NewRow",
    "OutboxRow",
    "PurgeCount",
    "SlotRow",
    "StateTooNewError",
    "Storage",
    "StorageAwayError",
    "StorageError",
    "UnitOfWork",
    "ValueRefusedError",
    "open_storage",
]
