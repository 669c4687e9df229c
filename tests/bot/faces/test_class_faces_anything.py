"""Whatever a class does, all its cards can be sent, and every button does something."""

from __future__ import annotations

from hypothesis import settings
from hypothesis.stateful import invariant

from conversations.exercise.desk import Screen
from conversations.exercise.setup import Names
from conversations.exercise.states import State
from tests.bot.faces.seen import Faces, Seen
from tests.conversations.classroom import ONE_SHEET, Person
from tests.conversations.test_exercise_anything import AClassDoesAnything

#: Everybody's name begins so, and nothing else does.
NAMES = ("Pupil·", "Amy·", "Tom Teacher")


class EveryCardOfAClass(AClassDoesAnything):
    """The same life, seen through Telegram."""

    @invariant()
    def every_card_can_be_sent(self) -> None:
        faces = Faces(self.room)
        everywhere = [*self.consoles(faces)]
        if self.room.state is not State.SETTING_UP:
            everywhere += [faces.group(team) for team in range(3)]
        for person in self.people():
            card = faces.card(person)
            faces.check_nothing_is_offered_in_vain(card, person)
            everywhere += [card, faces.notes(person)]
        if self.room.exercise.setup.names is Names.ANONYMOUS:
            words = " ".join(each.text + "".join(each.labels) for each in everywhere)
            assert not any(name in words for name in NAMES)

    def consoles(self, faces: Faces) -> list[Seen]:
        """Every screen, with a note where one is named."""
        note = next(iter(self.room.exercise.notes), 0)
        host = Person(self.room, self.room.exercise.host, "the host")
        shown = []
        for screen in Screen:
            console = faces.console(screen, 1, note, {3: ONE_SHEET})
            faces.check_nothing_is_offered_in_vain(console, host)
            shown.append(console)
        return shown

    def people(self) -> list[Person]:
        return [
            Person(self.room, each.person, each.name)
            for each in self.room.exercise.present
        ]


EveryCardOfAClass.TestCase.settings = settings(
    max_examples=6, stateful_step_count=30, deadline=None
)
TestEveryCardOfAClass = EveryCardOfAClass.TestCase
