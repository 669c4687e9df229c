"""/mydata: everything that is kept of a person, as a file that is not kept itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bootstrap import RunningBot, running_bot
from bot.exports import gathering
from bot.playground import Person, Simulator
from tests import databases
from tests.bot.conftest import settings_for
from tests.bot.founders import begins
from tests.bot.test_exports import arrives, name_of


async def test_it_holds_all_her_words_and_nobody_elses(
    sim: Simulator, tmp_path: Path, ada: Person, database: str
) -> None:
    """On either database."""
    async with running_bot(settings_for(sim, tmp_path, database_url=database)) as bot:
        sim.watch(lambda: bot.is_busy)
        bob = sim.person("Bob")
        await begins(bob, "Bob's bakers")
        await begins(ada)
        await ada.sends("find “good” staff\ndo the books")
        await ada.sees("✓ do the books")
        await ada.sends("/mydata")
        [file] = await arrives(ada, "document")
        await sim.settled()
        assert (name_of(file), file.buttons) == ("my-data.json", ())
        assert "everything I keep of you" in file.text
        assert "✓ do the books" in ada.last.text  # the question is below it again

        content = (await ada.downloads(file)).decode()
        kept = json.loads(content)
        assert [row["text"] for row in kept["notes"]] == [
            *("Owners of independent cafés", "find “good” staff", "do the books")
        ]
        assert [row["telegram_id"] for row in kept["chat_aliases"]] == [ada.id]
        assert ("Bob" in content, str(bob.id) in content) == (False, False)
    assert await databases.run(database, "SELECT key FROM files") == []
    assert await databases.run(database, "SELECT id FROM errands") == []


async def test_what_could_not_be_gathered_is_said_and_can_be_asked_for_again(
    sim: Simulator, bot: RunningBot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise RuntimeError("a defect")

    await begins(ada)
    with monkeypatch.context() as patched:
        patched.setattr(gathering, "_written", fails)
        await ada.sends("/mydata")
        await ada.sees("I could not put your data together just now")
    await ada.sends("/mydata")
    await arrives(ada, "document")
