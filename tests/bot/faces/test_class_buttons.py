"""Buttons of exercises read back as what they stand for, in no more than 64 bytes."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from bot.deeds import Began, Tapped, TookTemplate
from bot.telegram import callback_data
from bot.telegram.classes.buttons import decode, encode
from conversations.exercise import desk
from conversations.exercise import events as e
from conversations.exercise.desk import Awaits, Screen
from conversations.exercise.setup import LESSONS, Names, Pace, Vote, Way, Work
from conversations.formats import Format, Paper
from conversations.interview import events as interview
from conversations.profile import Section

#: What people write or what a messenger tells, and what has a button of another kind.
NO_BUTTON = {
    *(e.Answered, e.AnswerEdited, e.RoomNoteAdded),
    *(e.TopicLinked, e.TemplateChosen, e.QuizAnswered),
}
KINDS = [
    *(kind for kind in e.EVENTS if issubclass(kind, e.Deed) and kind not in NO_BUTTON),
    *(
        kind
        for kind in vars(desk).values()
        if isinstance(kind, type) and issubclass(kind, e.Deed) and kind is not e.Deed
    ),
]
numbers = st.integers(0, 10**12 - 1)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    int: numbers,
    int | None: st.sampled_from([*LESSONS, None]),
    str: st.sampled_from(["priority", "a_guide_with_the_longest_name_of_them_al"]),
    bool: st.booleans(),
    Vote: st.builds(Vote, st.sampled_from(Way), st.integers(1, 10)),
    **{
        each: st.sampled_from(each)
        for each in (Section, Names, Pace, Work, Screen, Awaits, Format, Paper)
    },
}
UNSAID: dict[str, Any] = {"person": 0, "name": "", "topic": None, "text": ""}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=15)
@given(data=st.data())
def test_every_deed_fits_its_button_and_reads_back(
    kind: type[e.Deed], data: st.DataObject
) -> None:
    hints = get_type_hints(kind)
    values = {
        each.name: UNSAID[each.name]
        if each.name in UNSAID
        else data.draw(VALUES[hints[each.name]])
        for each in fields(kind)
    }
    deed = Tapped(data.draw(numbers), kind(**values))
    written = encode(deed)

    assert decode(written) == deed
    assert len(written.encode()) <= 64


@given(exercise=numbers, template=numbers)
def test_a_template_is_named_by_its_number(exercise: int, template: int) -> None:
    took = TookTemplate(exercise, template)

    assert decode(encode(took)) == took


def test_whoever_has_no_name_sets_it_up_by_a_button() -> None:
    assert encode(Began()) == "eb"
    assert decode("eb") == Began()


def test_no_two_kinds_share_a_code() -> None:
    written = {encode(Tapped(1, kind(**_some(kind)))).split(":")[2] for kind in KINDS}

    assert len(written) == len(KINDS)


def _some(kind: type[e.Deed]) -> dict[str, Any]:
    some: dict[Any, Any] = {int: 1, int | None: None, str: "priority", bool: True}
    some |= {Section: Section.JOBS, Names: Names.SHOWN, Pace: Pace.PROMPTS}
    some |= {
        Format: Format.PDF,
        Paper: Paper.A4,
        Work: Work.OWN,
        Screen: Screen.HOME,
        Awaits: Awaits.SEGMENT,
    }
    some[Vote] = Vote()
    hints = get_type_hints(kind)
    return {
        each.name: UNSAID.get(each.name, some.get(hints[each.name]))
        for each in fields(kind)
    }


@pytest.mark.parametrize(
    "data",
    [
        *("", "e", "e:", "e:7", "e:7:", "ea", "e:b", "eb:7"),
        *("e:7:n", "e:7:n:", "e:7:n:x", "e:7:n:1:2", "e:x:n:1", "e:٣:n:1"),
        *("e:7:w:1:2", "e:7:w:1:True", "e:7:M:", "e:7:P:quick", "e:7:l:attic:0:0"),
        *("e:7:T", "e:7:T:x", "e:7:T:1:2", "e:7:J:1", "e:1234567890123:J"),
        *(
            "e:7:G:../up",
            "e:7:G:",
            "e:7:vc:dots",
            "e:7:vc:dots-x",
            "e:7:nothing:1",
            "E:7:n:1",
        ),
    ],
)
def test_data_that_only_looks_like_ours_is_nothing(data: str) -> None:
    assert decode(data) is None


@given(st.text(max_size=64) | st.text("e:0123456789nbTJlw", max_size=20))
def test_data_of_anybody_is_a_deed_or_nothing(data: str) -> None:
    assert isinstance(decode(data), Tapped | TookTemplate | Began | None)


def test_buttons_of_interviews_and_of_exercises_are_told_apart() -> None:
    edit = callback_data.encode(interview.EditTapped(3))

    assert decode(edit) is None
    assert callback_data.decode(encode(Tapped(3, e.OpenTapped(0)))) is None
    assert callback_data.decode("eb") is None
