"""Whatever a class did: what is taken away holds what one may see, and nothing else."""

from __future__ import annotations

import json

from hypothesis import settings

from bot.exports.classes.data import json_of
from bot.exports.classes.plain import pages_of, plain
from bot.exports.classes.sheet import ClassSheet
from bot.exports.classes.table import csv_of
from bot.exports.classes.text import markdown_of
from bot.exports.plain import SCREEN
from bot.exports.text import escaped
from conversations.exercise.report import report
from conversations.exercise.setup import Names
from conversations.exercise.sight import Facilitators, Member, Room, Viewer, sight
from tests.conversations.test_exercise_anything import SOMEBODY
from tests.conversations.test_exercise_votes_anything import AClassVotes
from tests.exports.lessons import DAY
from tests.exports.test_formats import lines_of


class AClassIsTakenAway(AClassVotes):
    """The same class; at its end everybody takes it away."""

    def teardown(self) -> None:
        exercise = self.room.exercise
        viewers: list[Viewer] = [Facilitators(), Room()]
        viewers += [Room(team) for team in range(1, exercise.setup.teams + 1)]
        viewers += [Member(person.number) for person in self.everybody]
        for viewer in viewers:
            self.is_right_for(viewer)

    def is_right_for(self, viewer: Viewer) -> None:
        exercise, library = self.room.exercise, self.room.library
        setup = exercise.setup
        sheet = ClassSheet(
            report(exercise, library, viewer),
            library.guides[setup.guide, setup.guide_version],
            "Class 3b",
            DAY,
        )
        data, table = json_of(sheet).decode(), csv_of(sheet)
        drawn = json.dumps(plain(sheet, pages_of(sheet), SCREEN), ensure_ascii=False)
        text = markdown_of(sheet).decode()
        self.names_nobody(viewer, data, table.decode(), drawn, text)
        seen = sight(exercise, viewer)
        wanted = {note.text for note in seen}
        assert {note["text"] for note in json.loads(data)["notes"]} == wanted
        assert len(lines_of(table)) == len(sheet.report.notes) + 1
        assert len(sheet.report.notes) >= len(seen)
        shown = [
            i for one in sheet.canvas.sheets for s in one.sections for i in s.items
        ]
        assert all(escaped(item.text) in text for item in shown)

    def names_nobody(self, viewer: Viewer, *files: str) -> None:
        """Nobody's number ever, and no name but where names are allowed."""
        names = self.room.exercise.setup.names
        is_teacher = isinstance(viewer, Facilitators)
        may_name = names is Names.SHOWN or (names.is_named and is_teacher)
        for file in files:
            assert not SOMEBODY.search(file)
            assert may_name or not ("Pupil·" in file or "·Admin·" in file)


TestAClassIsTakenAway = AClassIsTakenAway.TestCase
TestAClassIsTakenAway.settings = settings(max_examples=20, stateful_step_count=25)
