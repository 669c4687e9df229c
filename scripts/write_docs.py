"""Write docs/states.md from the interview's table of transitions.

`--check` only says whether the document is current (exit code 1 when it is not).
"""

from __future__ import annotations

import inspect
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from conversations.interview import events as e
from conversations.interview.states import EVERYWHERE, TRANSITIONS, Place, State

TARGET = Path(__file__).parent.parent / "docs" / "states.md"

INTRODUCTION = """\
# The states of an interview

This page is drawn from the one table of transitions, `TRANSITIONS` in
`conversations/interview/states.py`; `make docs` writes it anew and a test holds it
against the table.

An interview is always in one state. An event that stands in the state's row leads to
one of the states named there; which one, the guide decides and what there is to ask. An
event that does not stand there changes nothing and is answered kindly. Events that work
everywhere come last. The picture leaves out arrows that lead back to where they come
from; "the open question" is whatever state the interview was in.
"""

#: States beside the interview; a text leads from them into it.
_BESIDE = (State.IDLE, State.RENAMING)

_MEANINGS = {
    State.IDLE: "No question is open: nothing was begun, or it rests.",
    State.RENAMING: "The next message is a profile's new name.",
    **{
        place.name: (inspect.getdoc(place) or "").partition("\n\n")[0]
        for place in get_args(Place)
    },
}


def name_of(event: type[e.Event]) -> str:
    """An event as people speak of it: NextTapped is "Next tapped"."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in event.__name__)
    return words.strip().capitalize()


def document() -> str:
    """The whole page."""
    parts = [INTRODUCTION, *_diagram(), *_table(), *_everywhere()]
    return "\n".join(parts)


def _diagram() -> Iterable[str]:
    arrows: dict[tuple[State, State], list[str]] = defaultdict(list)
    for state, row in TRANSITIONS.items():
        for event, targets in row.items() if state not in _BESIDE else ():
            for target in State:
                if target in targets and target is not state:
                    arrows[state, target].append(name_of(event))
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    [*] --> idle"
    yield '    state "the open question" as open'
    for state in _BESIDE:
        yield f"    {state} --> open: {name_of(e.TextSent)}"
    for (source, target), names in arrows.items():
        yield f"    {source} --> {target}: {', '.join(names)}"
    yield "```\n"


def _table() -> Iterable[str]:
    yield "| state | meaning | event | leads to |"
    yield "|---|---|---|---|"
    for state in State:
        for place, (event, targets) in enumerate(TRANSITIONS[state].items()):
            first = (f"**{state}**", _MEANINGS[state]) if place == 0 else ("", "")
            leads = ", ".join(target for target in State if target in targets)
            yield f"| {first[0]} | {first[1]} | {name_of(event)} | {leads} |"
    yield ""


def _everywhere() -> Iterable[str]:
    yield "## In every state\n"
    yield "| event | leads to |"
    yield "|---|---|"
    for event, targets in EVERYWHERE.items():
        leads = "stays where it was"
        if targets is not None:
            leads += ", or " + ", ".join(state for state in State if state in targets)
        yield f"| {name_of(event)} | {leads} |"
    yield ""


def main() -> int:
    """Write the page, or check it."""
    fresh = document()
    if "--check" in sys.argv:
        return 0 if TARGET.is_file() and TARGET.read_text() == fresh else 1
    TARGET.write_text(fresh)
    return 0


if __name__ == "__main__":
    sys.exit(main())
