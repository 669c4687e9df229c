"""One transaction, as seen by whoever works in it."""

from __future__ import annotations

from storage.chats import Chats
from storage.errands import Errands
from storage.files import Files
from storage.forgetting import Forgetting
from storage.inbox import Inbox
from storage.keeping import Keeping
from storage.outbox import Outbox
from storage.sessions import Sessions


class UnitOfWork(Inbox, Chats, Sessions, Outbox, Errands, Files, Keeping, Forgetting):
    """All that can be read and written; kept together, or not at all."""
