"""Keeps everything, in bulk, on SQLite or PostgreSQL."""

from storage.engine import Storage, open_storage
from storage.errors import (
    CommitInDoubtError,
    DatabaseDamagedError,
    DatabaseInUseError,
    DatabaseUrlError,
    StateTooNewError,
    StorageAwayError,
    StorageError,
    ValueRefusedError,
)
from storage.looking import Look, look_at
from storage.rows import (
    ConversationRow,
    ErrandRow,
    ExerciseHeadline,
    ExerciseRow,
    FileRow,
    GuideRow,
    NewErrand,
    NewFile,
    NewRow,
    NewTimer,
    OutboxRow,
    PurgeCount,
    QuizPoll,
    RoomCard,
    SentFile,
    TimerRow,
)
from storage.snapshots import everything_of, exercise_of, files_of
from storage.unit_of_work import UnitOfWork

__all__ = [
    "CommitInDoubtError",
    "ConversationRow",
    "DatabaseDamagedError",
    "DatabaseInUseError",
    "DatabaseUrlError",
    "ErrandRow",
    "ExerciseHeadline",
    "ExerciseRow",
    "FileRow",
    "GuideRow",
    "Look",
    "NewErrand",
    "NewFile",
    "NewRow",
    "NewTimer",
    "OutboxRow",
    "PurgeCount",
    "QuizPoll",
    "RoomCard",
    "SentFile",
    "StateTooNewError",
    "Storage",
    "StorageAwayError",
    "StorageError",
    "TimerRow",
    "UnitOfWork",
    "ValueRefusedError",
    "everything_of",
    "exercise_of",
    "files_of",
    "look_at",
    "open_storage",
]
