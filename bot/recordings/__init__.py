"""Conversations that the demo's page can play: a file each, recorded by the tests.

The tests that keep `docs/transcripts` write them too, with UPDATE_TRANSCRIPTS=1.
"""

import json
from importlib import resources
from typing import Any


def recordings() -> dict[str, dict[str, Any]]:
    """Read all of them, by name."""
    files = resources.files(__package__).iterdir()
    return {
        file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(files, key=lambda file: file.name)
        if file.name.endswith(".json")
    }
