"""`export` for operators: any profile as files, while the bot has the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.exports.command import NothingToExportError, export, listing
from bot.exports.data import profile_from
from bot.exports.formats import Format, Paper
from bot.packaged import packaged_guide
from conversations.interview import states as s
from conversations.interview.session import Interview, Session
from conversations.portable import portable
from storage import StorageError, open_storage
from tests.exports.profiles import example
from tests.storage.examples import BOT, NOW, with_profile
from tests.transactions import transaction


@pytest.fixture
async def stored(database: str) -> AsyncIterator[str]:
    """The name under which a database has the example; it is open elsewhere."""
    storage = await open_storage(database)
    session = with_profile(Session(), Interview(example(), s.Finished(0), NOW))
    async with transaction(storage) as uow:
        await uow.keep_guides([packaged_guide("priority")])
        row = (await uow.conversations(BOT, [1001]))[1001]
        await uow.save({row.id: Session()}, {row.id: session}, NOW)
    yield f"{row.id}/{example().number}"
    await storage.close()


async def test_a_profile_is_listed_and_written_while_the_bot_has_the_database(
    database: str, stored: str, tmp_path: Path
) -> None:
    lines = (await listing(database)).splitlines()
    notes = len(example().notes)
    assert lines == [f"{stored}\t{example().name}\t(priority, {notes} notes)"]

    paths = await export(database, stored, list(Format), tmp_path, Paper.A4)
    assert [path.suffix for path in paths] == [f".{kind}" for kind in Format]
    written = {path.suffix: path.read_bytes() for path in paths}
    assert written[".pdf"].startswith(b"%PDF-")
    assert written[".png"].startswith(b"\x89PNG")
    assert written[".xlsx"].startswith(b"PK")
    assert profile_from(written[".json"]) == portable(example())


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_what_is_not_there_is_said(
    database: str, stored: str, tmp_path: Path
) -> None:
    for profile, formats, said in (
        ("9/9", ["pdf"], "There is no profile 9/9"),
        ("Ada", ["pdf"], "they are called like 12/1"),
        (stored, ["docx"], "is none of png, pdf, svg, xlsx, csv, md, json"),
    ):
        with pytest.raises(NothingToExportError, match=said):
            await export(database, profile, formats, tmp_path, Paper.A4)
    with pytest.raises(StorageError, match="There is no database"):
        await listing(f"sqlite:///{tmp_path / 'none.sqlite3'}")
    assert not (tmp_path / "none.sqlite3").exists()


def test_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'no.sqlite3'}")
    assert main(["export"]) == 2
    assert "There is no database" in capsys.readouterr().err
    (tmp_path / "no.sqlite3").write_text("A text, and no database at all.")
    assert main(["export"]) == 2
    assert "See that it is there and that DATABASE_URL is right" in (
        capsys.readouterr().err
    )


def test_a_setting_that_will_not_do_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://example.org/")
    monkeypatch.setenv("WEBHOOK_SECRET", "too-short")
    assert main(["export"]) == 2
    said = capsys.readouterr().err
    assert "WEBHOOK_SECRET" in said
    assert "too-short" not in said
