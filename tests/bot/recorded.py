"""Conversations that are kept as recordings, for the player of the demo's page."""

from __future__ import annotations

import json
import os
from pathlib import Path

from bot import recordings
from bot.playground import Person, Simulator


def is_recorded(sim: Simulator, person: Person, name: str, title: str) -> None:
    """Hold the chat against the recording, or write it with UPDATE_TRANSCRIPTS=1."""
    recording = sim.recording(person, title)
    steps = ",\n".join(_json(step) for step in recording.pop("steps"))
    text = f'{_json(recording)[:-1]}, "steps": [\n{steps}\n]}}\n'
    path = Path(recordings.__file__).with_name(f"{name}.json")
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
