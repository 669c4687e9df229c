"""The documents that are written by a script are those the code would write."""

from __future__ import annotations

from conversations.interview.states import TRANSITIONS, State
from scripts.write_docs import TARGET, document, name_of


def test_the_page_of_states_is_current() -> None:
    assert TARGET.read_text() == document(), "run `make docs`"


def test_the_page_names_every_state_and_every_event_of_the_table() -> None:
    page = TARGET.read_text()
    events = {event for row in TRANSITIONS.values() for event in row}
    assert [state for state in State if f"**{state}**" not in page] == []
    assert [event for event in events if name_of(event) not in page] == []
