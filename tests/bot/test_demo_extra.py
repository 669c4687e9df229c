"""The bot itself runs without what only the demo needs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WITHOUT = "import sys; sys.modules['aiohttp'] = None; "


def run_without(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_the_bot_imports_nothing_of_it() -> None:
    done = run_without("import bot.bootstrap, bot.web.server, bot.exports.command")
    assert done.stderr == ""


def test_the_demo_says_how_to_get_it() -> None:
    done = run_without("from bot.cli import main; sys.exit(main(['demo']))")
    assert (done.returncode, done.stdout) == (2, "")
    assert "customer-profile-bot[demo]" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_names_a_port_that_cannot_be() -> None:
    done = run_without("from bot.cli import main; main(['demo', '--port', '65536'])")
    assert (done.returncode, done.stdout) == (2, "")
    assert "up to 65535" in done.stderr
