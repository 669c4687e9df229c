"""The errands of a class: its files, and the poster that invites to it.

Each file is for one message and is made anew every time: whoever looks at it sees the
class as it is, and nothing of it stays behind.
"""

from __future__ import annotations

import asyncio
from functools import partial

from bot.arrivals import Arrival
from bot.clock import Clock
from bot.deeds import ClassFiles, NoClassFiles, Tapped
from bot.errands import Errand, ExportClass, InviteClass, MadeFile, Result
from bot.exports.classes.sheet import ClassSheet
from bot.exports.formats import Poster
from bot.exports.names import class_file_name
from bot.exports.worker import NotMadeError, TooMuchError, Workshop
from bot.exports.worker_process import Makeable
from conversations.exercise.desk import FilesWanted, MyCanvasWanted, PosterWanted
from conversations.exercise.events import Deed
from conversations.exercise.report import report
from conversations.exercise.sight import Facilitators, Member, Room
from conversations.formats import Format
from conversations.guides.library import Library
from conversations.interview.events import File
from storage import ExerciseRow, Storage, exercise_of

_Wish = ExportClass | InviteClass


class ClassExporter:
    """Makes what a class takes away; see `bot.errands.Doer`."""

    action = "upload_document"

    def __init__(
        self, storage: Storage, library: Library, workshop: Workshop, clock: Clock
    ) -> None:
        self._storage = storage
        self._library = library
        self._workshop = workshop
        self._clock = clock

    async def do(self, errand: Errand) -> Result:
        """Make the files from the exercise as it is now."""
        wish = errand.wish
        if not isinstance(wish, _Wish):
            raise TypeError("not about a class")
        row = await exercise_of(self._storage, wish.exercise)
        if row is None:
            return Result(self.failure(wish))
        if isinstance(wish, InviteClass):
            of: Makeable = self._poster(wish, row)
            formats: tuple[Format, ...] = (Format.PNG,)
            name = partial(class_file_name, row.title)
        else:
            of = await asyncio.to_thread(self._sheet, wish, row)
            formats = wish.formats
            about = of.canvas.segment or row.title
            name = partial(class_file_name, about, paper=wish.paper)
        try:
            made = await self._workshop.make(of, formats)
        except NotMadeError as error:
            return Result(_none(wish, too_much=isinstance(error, TooMuchError)))
        keys = {kind: f"class {errand.id} {kind}" for kind in formats}
        files = tuple(File(keys[kind], name(kind)) for kind in formats)
        brought = ClassFiles(
            conversation=errand.conversation,
            files=files,
            canvas=of.canvas if isinstance(of, ClassSheet) else None,
            picture=isinstance(wish, InviteClass) or wish.picture,
            pinned=_is_for_group(wish),
        )
        return Result(
            (Arrival(0, "", deed=brought),),
            tuple(MadeFile(keys[kind], made[kind]) for kind in formats),
        )

    def failure(self, wish: _Wish) -> tuple[Arrival, ...]:
        """Files could not be made."""
        return _none(wish, too_much=False)

    def _sheet(self, wish: ExportClass, row: ExerciseRow) -> ClassSheet:
        setup = row.exercise.setup
        return ClassSheet(
            report=report(row.exercise, self._library, wish.viewer),
            guide=self._library.guides[setup.guide, setup.guide_version],
            title=row.title,
            on=self._clock.now().date(),
            paper=wish.paper,
        )

    def _poster(self, wish: InviteClass, row: ExerciseRow) -> Poster:
        setup = row.exercise.setup
        guide = self._library.guides[setup.guide, setup.guide_version]
        today = self._clock.now().date()
        return Poster(row.title, wish.link, guide.words.language, today)


def _is_for_group(wish: _Wish) -> bool:
    """Whether a group is to look at it from now on."""
    if isinstance(wish, InviteClass):
        return False
    return wish.picture and isinstance(wish.viewer, Room)


def _none(wish: _Wish, *, too_much: bool) -> tuple[Arrival, ...]:
    event = _instead(wish, too_much=too_much)
    tap = None if event is None else Tapped(wish.exercise, event)
    return (Arrival(0, "", deed=NoClassFiles(wish.conversation, too_much, tap)),)


def _instead(wish: _Wish, *, too_much: bool) -> Deed | None:
    """What to ask for then, in the name of whoever taps: a table, or the same again.

    Nobody can ask for a picture in a group; the teacher's console has it, too.
    """
    match wish:
        case ExportClass(viewer=Facilitators()) if too_much:
            return FilesWanted(0, Format.XLSX)
        case ExportClass(viewer=Facilitators(), formats=(only,), paper=paper):
            return FilesWanted(0, only, paper)
        case ExportClass(viewer=Member()) if not too_much:
            return MyCanvasWanted(0)
        case InviteClass():
            return PosterWanted(0)
        case _:
            return None
