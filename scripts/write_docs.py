"""Write the documents that are drawn from the code.

Usage: python scripts/write_docs.py [--check]

With --check nothing is written; the exit status is 1 when a document is out of date.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from bot.exports.classes.data import ClassFile
from bot.exports.data import ProfileFile
from conversations.interview import events as e
from conversations.interview.states import EVERYWHERE, TRANSITIONS, Place, State
from scripts.exercise_document import exercise_document
from scripts.markdown import short, summary, table

DOCS = Path(__file__).parent.parent / "docs"

Row = tuple[State, type[e.Event], Collection[State]]
Arrows = Mapping[tuple[str, str], list[str]]

INTRODUCTION = """\
# The interview's states

A private conversation is always in one of the states below. Something happens (a
person writes, taps a button or gives a command), and the conversation answers and goes
to the next state, or stays where it is. Whatever is not listed for a state changes
nothing: an old button gets a short hint, and nobody can break an interview by tapping.
The questions come from a guide, a file of data; where Next and Back lead depends on
what the guide asks and on which notes there are to rate or to order, so an event may
lead to several states.

This page is drawn from the one table in `conversations/interview/states.py` by
`make docs`; a test fails when it is out of date.
"""

AROUND = """\
## Around an interview

One interview at a time is in hand. Leaving it keeps everything, and coming back opens
the same question. Waiting for a profile's new name, for other words, for further notes
or for a word to look up lies over the interview: any tap or command puts it away.
"""

WITHIN = """\
## Through an interview

The way forward. What stays in its state is left out here, as are **Back**, which
returns along the way one came, and **Later**, which leads from every question to
*idle*; the tables below have them all.
"""

STATES = """\
## State by state

*Itself* is the state it was in. Every event may also change nothing, if what it asks
for has been done already or cannot be done.
"""

ANYWHERE = """\
## In every state

Commands and the buttons of the menu count whatever question is open.
"""

#: What the states mean that are no place inside an interview.
_OUTSIDE = {
    State.IDLE: "No question is open: nothing was begun yet, or one takes a break.",
    State.RENAMING: "The next message is the new name of a profile.",
    State.FIXING: "The next message is the new wording of a note.",
    State.LOOKING_UP: "The next message is a word to look up.",
    State.ADDING: "The lines of the next message are notes of a section.",
    State.QUOTING: "The next message is what a customer said about a note.",
    State.SITUATING: "The next message says in which situation a job is done.",
}


def meaning_of(state: State) -> str:
    """What a state means, in the words of its place's docstring."""
    places = {place.name: place for place in get_args(Place)}
    return _OUTSIDE[state] if state in _OUTSIDE else summary(places[state])


def _rows() -> Iterator[Row]:
    """All that the table allows, the events of every state included."""
    for state, row in TRANSITIONS.items():
        for event, reached in row.items():
            yield state, event, reached
        for event, everywhere in EVERYWHERE.items():
            yield state, event, everywhere or ()


# --- diagrams ------------------------------------------------------------------------


def _arrows(rows: Iterable[Row], group: Callable[[State], str]) -> Arrows:
    """From and to with the events between them; what stays in a group has no arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for state, event, reached in rows:
        for target in _sorted(reached):
            ends = group(state), group(target)
            names = arrows.setdefault(ends, [])
            if ends[0] != ends[1] and short(event) not in names:
                names.append(short(event))
    return {ends: names for ends, names in arrows.items() if names}


def _sorted(states: Collection[State]) -> list[State]:
    return sorted(states, key=list(State).index)


def _diagram(start: str, arrows: Arrows) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {start}"
    for (source, target), names in arrows.items():
        yield f"    {source} --> {target}: {', '.join(names)}"
    yield "```"


def _around(state: State) -> str:
    return state.value if state in _OUTSIDE else "interview"


def _forward() -> Iterator[Row]:
    """What leads on inside an interview."""
    for state, row in TRANSITIONS.items():
        if state in _OUTSIDE:
            continue
        for event, reached in row.items():
            if event not in (e.BackTapped, e.LaterTapped):
                yield state, event, reached


# --- tables --------------------------------------------------------------------------


def _event_cells(event: type[e.Event]) -> tuple[str, str]:
    return f"**{short(event)}**", summary(event)


def _targets(reached: AbstractSet[State], itself: State | None = None) -> str:
    others = [f"*{state}*" for state in _sorted(reached) if state is not itself]
    return ", ".join(["itself"] * (itself in reached) + others)


def _state_section(state: State) -> Iterator[str]:
    row = TRANSITIONS[state]
    yield f"### {state}"
    yield ""
    yield meaning_of(state)
    yield ""
    yield from table(
        ("Event", "What happened", "Leads to"),
        (
            (*_event_cells(event), _targets(reached, state))
            for event, reached in row.items()
        ),
    )
    yield ""


def _everywhere() -> Iterator[str]:
    yield from table(
        ("Event", "What happened", "May lead to"),
        (
            (*_event_cells(event), _targets(reached) if reached else "where it was")
            for event, reached in EVERYWHERE.items()
        ),
    )


def states_document() -> str:
    """The text of docs/states.md."""
    lines = [INTRODUCTION, AROUND]
    lines += _diagram("idle", _arrows(_rows(), _around))
    lines += ["", WITHIN]
    lines += _diagram("asking", _arrows(_forward(), lambda state: state.value))
    lines += ["", STATES]
    for state in State:
        lines += _state_section(state)
    lines += [ANYWHERE, *_everywhere()]
    return "\n".join(lines) + "\n"


def profile_schema() -> str:
    """The text of docs/profile.schema.json: what a data file holds."""
    return _schema(ProfileFile)


def class_schema() -> str:
    """The text of docs/exercise.schema.json: what a data file of a class holds."""
    return _schema(ClassFile)


def _schema(model: type[BaseModel]) -> str:
    schema = model.model_json_schema()
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | schema, indent=2, ensure_ascii=False) + "\n"


#: Each document in docs/ and what writes it.
DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "states.md": states_document,
    "exercise.md": exercise_document,
    "profile.schema.json": profile_schema,
    "exercise.schema.json": class_schema,
}


def stale(docs: Path = DOCS) -> list[Path]:
    """The documents that are missing or differ from what the code says."""
    paths = [(docs / name, written) for name, written in DOCUMENTS.items()]
    return [
        path
        for path, written in paths
        if not path.exists() or path.read_text("utf-8") != written()
    ]


def main(arguments: list[str], docs: Path = DOCS) -> int:
    """Write what is out of date, or only say so; the result is the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    outdated = stale(docs)
    for path in outdated:
        print(f"{path.name} is out of date" if check else f"wrote {path.name}")
        if not check:
            path.write_text(DOCUMENTS[path.name](), "utf-8")
    return 1 if check and outdated else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
