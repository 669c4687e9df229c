"""The data file: what went out comes in again, and nothing else does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.exports.data import FileRefusedError, json_of, profile_from
from conversations.canvas import canvas_of
from conversations.guides.library import Library
from conversations.portable import LARGEST_FILE, Flaw, admitted, portable
from conversations.profile import Note, Origin, Profile, Section
from scripts.write_docs import DOCS
from tests.conversations.sample_guides import priority, worksheet
from tests.exports.profiles import example, hostile, profiles, sheet_of

LIBRARY = Library.of([priority(), worksheet()])


def refusal(content: bytes) -> Flaw:
    with pytest.raises(FileRefusedError) as refused:
        profile_from(content)
    return refused.value.flaw


def file_of(profile: Profile) -> Any:
    return json.loads(json_of(sheet_of(profile, LIBRARY.guide_of(profile))))


def with_change(path: str, value: Any) -> bytes:
    """The example's file with one value another, named by its path."""
    file = file_of(example())
    at: Any = file
    *above, last = path.split(".")
    for name in above:
        at = at[int(name) if name.isdigit() else name]
    at[int(last) if last.isdigit() else last] = value
    return json.dumps(file).encode()


@settings(max_examples=60)
@given(profiles())
def test_a_profile_comes_back_exactly_as_it_left(profile: Profile) -> None:
    profile = replace(profile, name=profile.name[:80])
    content = json_of(sheet_of(profile, LIBRARY.guide_of(profile)))
    assert profile_from(content) == profile
    assert admitted(profile, LIBRARY) == profile


def test_what_only_means_something_in_its_chat_stays_there() -> None:
    living = Note(1, Section.JOBS, "prio.jobs.tasks", "a", Origin(9, 0), reworded_in=8)
    deleted = replace(living, number=2, text="b", deleted_at=datetime.now(UTC))
    profile = Profile(7, "priority", 1, notes=(living, deleted), next_note=3)
    back = profile_from(json_of(sheet_of(replace(profile, archived=True))))
    assert back == portable(profile)
    assert back.notes == (replace(living, origin=None, reworded_in=None),)


def test_a_file_follows_the_schema_in_the_docs() -> None:
    schema = json.loads((DOCS / "profile.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker()
    )
    for profile in (example(), hostile()):
        validator.validate(file_of(profile))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(json.loads(with_change("profile.notes.0.heard", -1)))


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", Flaw.NOT_JSON),
        (b"PK\x03\x04 a zip", Flaw.NOT_JSON),
        (b"\xff\xfe{", Flaw.NOT_JSON),
        (b"null", Flaw.NOT_OURS),
        (b"[1, 2]", Flaw.NOT_OURS),
        (b'{"format": "something-else"}', Flaw.NOT_OURS),
        (b"[" * 100_000 + b"]" * 100_000, Flaw.NOT_JSON),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, Flaw.NOT_JSON),
        (b" " * (LARGEST_FILE + 1), Flaw.TOO_LARGE),
        (b'{"format": "customer-profile", "version": 2, "more": 1}', Flaw.TOO_NEW),
        (b'{"format": "customer-profile", "version": "1"}', Flaw.DAMAGED),
        (b'{"format": "customer-profile", "version": NaN}', Flaw.NOT_JSON),
        (b'{"format": "x", "format": "customer-profile"}', Flaw.NOT_JSON),
        (b'{"format": "customer-profile", "version": ' + b"9" * 9999, Flaw.NOT_JSON),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_what_is_no_profile_is_refused_with_its_reason(
    content: bytes, flaw: Flaw
) -> None:
    assert refusal(content) is flaw


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("surprise", 1),
        ("profile.surprise", 1),
        ("profile.name", "x" * 81),
        ("profile.name", None),
        ("profile.next_note", 10**12),
        ("profile.finished_at", "yesterday"),
        ("profile.finished_at", "2026-01-02T00:00:00"),
        ("profile.notes.0.text", ""),
        ("profile.notes.0.text", "x" * 4097),
        ("profile.notes.0.text", "NUL \0"),
        ("profile.notes.0.text", "half \ud800"),
        ("profile.notes.0.text", 7),
        ("profile.notes.0.number", "1"),
        ("profile.notes.0.number", True),
        ("profile.notes.0.number", 1.5),
        ("profile.notes.0.section", "boss"),
        ("profile.notes.0.heard", -1),
        ("profile.notes.0.links", list(range(1, 400))),
        ("profile.notes.0.tags", ["DROP TABLE notes"]),
        ("profile.orders.jobs.basis", "dice"),
        ("profile.orders.jobs.ranked", ["1"]),
        ("profile.notes", [file_of(example())["profile"]["notes"][0]] * 301),
    ],
)
def test_a_file_with_one_value_out_of_bounds_is_refused(path: str, value: Any) -> None:
    assert refusal(with_change(path, value)) is Flaw.DAMAGED


@pytest.mark.parametrize(
    ("path", "value", "flaw"),
    [
        ("profile.guide", "horoscope", Flaw.GUIDE_UNKNOWN),
        ("profile.guide_version", 99, Flaw.GUIDE_UNKNOWN),
        ("profile.next_note", 1, Flaw.DAMAGED),
        ("profile.notes.1.number", 1, Flaw.DAMAGED),
        ("profile.notes.0.prompt", "prio.jobs.nobody_asked", Flaw.DAMAGED),
        ("profile.notes.0.ratings", {"prio.rank.severity": "mild"}, Flaw.DAMAGED),
        ("profile.notes.0.ratings", {"prio.rank.frequency": "hourly"}, Flaw.DAMAGED),
        ("profile.orders.jobs.ranked", [1, 1], Flaw.DAMAGED),
        ("profile.orders.pains.ranked", [1], Flaw.DAMAGED),
    ],
)
def test_what_no_interview_leads_to_is_refused(
    path: str, value: Any, flaw: Flaw
) -> None:
    profile = profile_from(with_change(path, value))
    assert admitted(profile, LIBRARY) is flaw


@settings(max_examples=80)
@given(st.data())
def test_a_file_with_bytes_changed_is_read_or_refused_but_breaks_nothing(
    data: st.DataObject,
) -> None:
    content = bytearray(json_of(sheet_of(example())))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    try:
        profile = profile_from(bytes(content))
    except FileRefusedError:
        return
    kept = admitted(profile, LIBRARY)
    if isinstance(kept, Profile):
        canvas_of(kept, LIBRARY.guide_of(kept))
