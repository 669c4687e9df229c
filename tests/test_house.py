"""The house itself: locks, set-up, import contracts, catalogues, settings."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from bot.recordings import recordings
from bot.settings import Pace, Settings, Webhook
from scripts.take_pictures import EXCERPTS, NAME, step_with

ROOT = Path(__file__).parent.parent


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("lock", sorted(p.name for p in ROOT.glob("*.lock")))
def test_a_lock_has_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert re.findall(r"://|--(?:extra-)?index|--find-links|--trusted", text) == []
    packages = re.findall(
        r"^([a-z0-9-]+)==.*?(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL
    )
    unhashed = [
        block
        for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
        if "==" in block and "--hash=sha256:" not in block
    ]
    assert len(packages) > 2
    assert unhashed == []


@pytest.mark.parametrize("larger", ["requirements-demo.lock", "requirements-dev.lock"])
def test_the_runtime_lock_is_part_of_the_others(larger: str) -> None:
    assert pins("requirements.lock") - pins(larger) == set()


def test_what_demo_and_run_install_stays_when_tests_add_theirs() -> None:
    assert pins("requirements-demo.lock") - pins("requirements-dev.lock") == set()


def test_who_only_runs_the_bot_gets_no_tools() -> None:
    """A browser's driver, a type checker and a database server are 500 MB."""
    wanted = pins("requirements.lock") | pins("requirements-build.lock")
    more = {pin.partition("==")[0] for pin in pins("requirements-demo.lock") - wanted}
    assert "aiohttp" in more
    assert len(more) < 10, more


def pins(lock: str) -> set[str]:
    text = (ROOT / lock).read_text()
    return set(re.findall(r"^[a-z0-9-]+==\S+", text, re.MULTILINE))


def test_the_import_contracts_hold() -> None:
    result = run(Path(sys.executable).parent / "lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout
    assert "6 kept, 0 broken" in result.stdout


def test_an_environment_is_made_even_without_ensurepip(tmp_path: Path) -> None:
    without_ensurepip = (
        "import runpy, sys; sys.modules['ensurepip'] = None; "
        "sys.argv = ['bootstrap_venv.py', sys.argv[1]]; "
        "runpy.run_path('scripts/bootstrap_venv.py', run_name='__main__')"
    )
    made = run(sys.executable, "-c", without_ensurepip, tmp_path / "venv")
    assert made.returncode == 0, made.stderr
    pip = run(tmp_path / "venv" / "bin" / "python", "-m", "pip", "--version")
    assert pip.stdout.startswith("pip ")


def test_the_message_catalogue_is_current() -> None:
    result = run(sys.executable, "scripts/extract_messages.py", "--check")
    assert result.returncode == 0, "run `make docs`"


def test_every_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "settings.md").read_text()
    groups: dict[str, type[BaseSettings]] = {"pace": Pace, "webhook": Webhook}
    names = [name for name in Settings.model_fields if name not in groups]
    for group, fields in groups.items():
        names += [f"{group}_{name}" for name in fields.model_fields]
    assert [name for name in names if f"`{name.upper()}`" not in documented] == []


def dockerfile(instruction: str, *, last_stage: bool = False) -> list[str]:
    """What stands behind an instruction, each time; broken lines are joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    stages = re.split(r"^(?=FROM )", text, flags=re.MULTILINE)
    text = stages[-1] if last_stage else text
    return re.findall(rf"^{instruction}\s+(.+)$", text, re.MULTILINE)


def copied_into_the_image() -> set[str]:
    """What the Dockerfile takes from the checkout."""
    lines = [line for line in dockerfile("COPY") if not line.startswith("--from")]
    return {source for line in lines for source in line.split()[:-1]}


def test_the_image_is_given_what_it_copies_and_nothing_else() -> None:
    everything, *patterns = (ROOT / ".dockerignore").read_text().split()
    let_through = {line[1:] for line in patterns if line.startswith("!")}
    assert everything == "*"
    assert let_through == copied_into_the_image()
    assert [name for name in let_through if not (ROOT / name).exists()] == []


def test_the_image_is_given_all_that_the_wheel_is_made_from() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    needed = {"pyproject.toml", project["project"]["readme"], *wheel}
    assert needed | set(project["project"]["license-files"]) <= copied_into_the_image()


def test_the_image_installs_by_hash_or_without_a_network() -> None:
    commands = [part for line in dockerfile("RUN") for part in line.split("&&")]
    fetching = [c for c in commands if re.search(r"\bpip\b.*\b(install|wheel)\b", c)]
    unsafe = [c for c in fetching if not re.search("--require-hashes|--no-index", c)]
    assert len(fetching) >= 4
    assert unsafe == []


def test_the_image_runs_as_a_numbered_user_who_is_not_root() -> None:
    users = dockerfile("USER", last_stage=True)
    assert int(users[-1]) > 0  # a name would tell an orchestrator nothing


def test_the_recorded_interview_still_says_what_the_animation_shows() -> None:
    steps, at = recordings()[NAME]["steps"], 0
    for text in (text for excerpt in EXCERPTS for text in excerpt):
        at = step_with(steps, text, at)


def pages() -> list[Path]:
    """What people read: the page of the project, and those for everyone."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_leads_to_what_there_is_and_says_what_its_pictures_show(
    page: Path,
) -> None:
    links = re.findall(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)", page.read_text())
    local = [link for link in links if "://" not in link[2] and link[2][0] != "#"]
    missing = [
        to for _, _, to in local if not (page.parent / to.split("#")[0]).exists()
    ]
    assert missing == []
    assert [
        to for mark, words, to in local if mark and len(words) < len("a picture")
    ] == []


def test_the_readme_says_what_each_library_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [re.split(r"[\[<>=~! ]", each)[0] for each in project["dependencies"]]
    readme = (ROOT / "README.md").read_text().casefold()
    table = "".join(line for line in readme.splitlines() if line.startswith("| "))
    assert [name for name in named if name.casefold() not in table] == []
