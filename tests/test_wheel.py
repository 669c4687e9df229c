"""The wheel carries all it needs: it runs from elsewhere, without the checkout."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.playground import Simulator

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds; its dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-index", "--no-deps"]
    build = [*pip, "wheel", *offline, "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(list(map(str, build)), check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    install = [*pip, "install", *offline, "--target", folder / "site", wheel]
    subprocess.run(list(map(str, install)), check=True, capture_output=True)
    return folder / "site"


async def test_the_wheel_runs_outside_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    async with Simulator(limits=None) as sim:
        bot = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(installed),
                "TELEGRAM_BOT_TOKEN": sim.token,
                "API_BASE_URL": sim.url,
            },
        )
        try:
            ada = sim.person("Ada")
            await ada.sends("/start")
            await ada.taps("Start", timeout=30)
            await ada.sees("Who is your customer?")
        finally:
            bot.terminate()
            code = await asyncio.wait_for(bot.wait(), 15)
        assert code == 0
    assert (tmp_path / "data" / "bot.sqlite3").is_file()


def test_the_wheel_is_what_runs_there(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import bot, storage; print(bot.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(installed))


def files_of(folder: Path) -> set[str]:
    """All files of the packages in a folder, but for what Python makes of them."""
    found = (path for package in PACKAGES for path in (folder / package).rglob("*"))
    return {
        str(path.relative_to(folder))
        for path in found
        if path.is_file() and path.parent.name != "__pycache__"
    }


def test_the_wheel_carries_every_file_of_the_packages(installed: Path) -> None:
    kinds = {Path(name).suffix for name in files_of(ROOT)}
    assert kinds >= {".py", ".toml", ".pot", ".json", ".html", ".css", ".js", ".svg"}
    assert kinds >= {".typ", ".ttf", ".txt"}
    assert files_of(installed) == files_of(ROOT)


def test_the_wheel_holds_the_packages_that_the_contracts_name() -> None:
    assert PROJECT["tool"]["importlinter"]["root_packages"] == PACKAGES
