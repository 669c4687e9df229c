"""docs/states.md says what the table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations.interview import events as e
from conversations.interview.states import TRANSITIONS, State
from scripts.write_docs import DOCS, DOCUMENTS, main, meaning_of, stale, states_document

DOCUMENT = (DOCS / "states.md").read_text("utf-8")


def section(heading: str) -> str:
    """What stands below a heading, up to the next one."""
    return DOCUMENT.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]


def test_the_document_is_up_to_date() -> None:
    assert states_document() == DOCUMENT


@pytest.mark.parametrize("state", State)
def test_the_document_explains_every_state(state: State) -> None:
    text = section(f"### {state}")

    assert meaning_of(state) in text
    assert text.count("\n| **") == len(TRANSITIONS[state])


@pytest.mark.parametrize("kind", e.EVENTS, ids=lambda kind: kind.__name__)
def test_the_document_explains_every_event(kind: type[e.Event]) -> None:
    first_line = (kind.__doc__ or "").split("\n")[0]

    assert first_line in DOCUMENT


def test_the_diagrams_name_every_state() -> None:
    around, within = (
        section("## Around an interview"),
        section("## Through an interview"),
    )

    for state in State:
        assert f" {state}" in around + within
    assert "asking --> reviewing: Next" in within
    assert "Back" not in within.split("```mermaid")[1]


def test_check_writes_nothing_and_says_what_is_out_of_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "states.md"
    document.write_text("old", "utf-8")

    assert main(["--check"], tmp_path) == 1
    assert document.read_text("utf-8") == "old"
    said = capsys.readouterr().out.splitlines()
    assert said == [f"{name} is out of date" for name in DOCUMENTS]


def test_writing_makes_the_documents_current(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [f"wrote {n}" for n in DOCUMENTS]
    assert stale(tmp_path) == []
    assert main(["--check"], tmp_path) == 0
