"""Applies to exercises what a batch has for them."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bot.batch import Batch
from bot.classes.classroom import Steward, Visit
from bot.classes.doings import take
from bot.classes.groups import greet, tell_trouble
from bot.classes.hour import Hour
from bot.classes.looking_up import look_up
from bot.classes.people import People
from bot.classes.polls import Polls
from bot.classes.quizzes import polled
from bot.classes.settling import keep, settle
from bot.classes.showing import Viewer
from bot.classes.work import Work
from conversations.exercise import events as x
from storage import UnitOfWork


class Classes(Struct, frozen=True):
    """The engine of exercises, for one bot."""

    steward: Steward
    viewer: Viewer
    bot: int

    def apply(self, uow: UnitOfWork, work: Work, batch: Batch, now: datetime) -> None:
        """Apply it all, and leave in the batch what is to be sent and kept."""
        people, polls = People(uow, batch), Polls(uow)
        hour = Hour(self.steward, self.viewer, self.bot, uow, batch, now, people, polls)
        look_up(hour, work)
        for report in work.polls:
            polled(hour, report)
        for arrival in work.arrivals:
            take(hour, arrival)
        greet(hour, work.arrivals)
        for due in work.due:
            hour.visit(due.exercise, Visit(due.event))
        for person in work.forgotten:
            for exercise in uow.exercises_with({person}):
                hour.visit(exercise, Visit(x.Forgotten(person)))
        for conversation, trouble in work.troubles:
            tell_trouble(hour, conversation, trouble)
        settle(hour)
        keep(hour)
