"""The guides and concepts that come with the bot, and the guides that came before."""

from __future__ import annotations

from importlib.resources import files

from conversations.concepts.model import Glossary, load_glossary
from conversations.guides.library import Library
from conversations.guides.model import load_guide
from storage import GuideRow, Storage, UnitOfWork

#: The guides that come with the bot, and the languages they are written in.
PACKAGED_GUIDES = ("priority", "worksheet", "course", "segment", "canvas")
#: Those whose profiles can be given a value map.
WITH_VALUE_MAP = ("priority", "worksheet", "course", "canvas")
LANGUAGE = "en"


async def library_in(storage: Storage) -> Library:
    """Every version of a guide in use: the packaged ones and those kept before."""
    packaged = [packaged_guide(name) for name in PACKAGED_GUIDES]

    def keep(uow: UnitOfWork) -> list[GuideRow]:
        uow.keep_guides(packaged)
        return uow.guides()

    kept = await storage.transact(keep)
    guides = [load_guide(row.structure, row.words) for row in kept]
    return Library.of(guides, packaged_glossary())


def packaged_glossary() -> Glossary:
    """The concepts that come with the bot."""
    folder = files("conversations.concepts")
    structure = (folder / "concepts.toml").read_text(encoding="utf-8")
    words = (folder / f"concepts.{LANGUAGE}.toml").read_text(encoding="utf-8")
    return load_glossary(structure, words)


def packaged_guide(name: str) -> GuideRow:
    """A guide that comes with the bot, as the two texts it is made from."""
    folder = files("conversations.guides")
    parts = (name, "value_map") if name in WITH_VALUE_MAP else (name,)
    structure, words = (
        "\n".join(
            (folder / f"{part}{end}").read_text(encoding="utf-8") for part in parts
        )
        for end in (".toml", f".{LANGUAGE}.toml")
    )
    version = load_guide(structure, words).version
    return GuideRow(name, version, LANGUAGE, structure, words)
