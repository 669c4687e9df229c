"""Conversations that are kept as recordings, for the player of the demo's page."""

from __future__ import annotations

import base64
import json
import os
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot import recordings
from bot.playground import Person, Simulator

#: What photos are kept at: enough for a phone.
PHOTO_SIZE = (1000, 1000)
COLOURS = 128


def is_recorded(sim: Simulator, person: Person, name: str, title: str) -> None:
    """Hold the chat against the recording, or write it with UPDATE_TRANSCRIPTS=1.

    Photos are written only: they look a little different on each machine.
    """
    recording = sim.recording(person, title)
    path = Path(recordings.__file__).with_name(f"{name}.json")
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        photos = _photos(sim, person)
        steps = ",\n".join(_json(step) for step in recording["steps"])
        head = _json({"title": title, "person": person.id, "photos": photos})
        text = f'{head[:-1]}, "steps": [\n{steps}\n]}}\n'
        path.write_text(text, encoding="utf-8")
    kept = json.loads(path.read_text(encoding="utf-8"))
    photos = kept.pop("photos")
    assert kept == recording
    assert list(photos) == list(_photos(sim, person))


def _photos(sim: Simulator, person: Person) -> dict[str, str]:
    """Take the photos of a chat, small, by the numbers of their messages."""
    photos = [one for one in person.chat.messages if one.kind == "photo"]
    files = {str(one.id): sim.world.files.of(one) for one in photos}
    return {number: _small(file.data) for number, file in files.items() if file}


def _small(photo: bytes) -> str:
    image = Image.open(BytesIO(photo)).convert("RGB")
    image.thumbnail(PHOTO_SIZE)
    kept = BytesIO()
    few = image.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(kept, "PNG", optimize=True)
    return base64.b64encode(kept.getvalue()).decode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
