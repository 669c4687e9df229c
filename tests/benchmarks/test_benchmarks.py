"""The measurement itself: it runs, and it would notice a bot that errs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.founders import Interviewed, Shown, WrongAnswerError

ROOT = Path(__file__).resolve().parents[2]
START = '{"inline_keyboard": [[{"text": "▶ Start", "callback_data": "B:1"}]]}'


@pytest.fixture
def founder() -> Interviewed:
    """A founder who has been greeted, and has tapped Start."""
    founder = Interviewed(1)
    founder.acts()
    founder.sees(Shown(2, "👋 Hello", START))
    founder.acts()
    return founder


def test_a_quick_measurement_shows_the_bot_beside_its_peers(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks", "--quick"),
            *("--founders", "5", "--json", str(figures)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    bots = json.loads(figures.read_text(encoding="utf-8"))["bots"]
    assert [bot["bot"] for bot in bots] == [
        "this bot",
        "echo, PTB's default",
        "echo, our transport",
    ]
    assert all(bot["rounds"][0]["updates"] > 0 for bot in bots)
    assert all(bot["bot"] in ended.stdout for bot in bots)


def test_a_founder_taps_the_buttons_that_the_bot_shows(founder: Interviewed) -> None:
    assert founder.card is not None
    assert founder.card.button("▶ Start") == "B:1"
    with pytest.raises(WrongAnswerError):
        founder.card.button("▶ Next")


def test_a_question_out_of_order_ends_the_measurement(founder: Interviewed) -> None:
    with pytest.raises(WrongAnswerError):
        founder.sees(Shown(2, "How bad is each?", START))


def test_an_old_card_that_keeps_its_buttons_ends_the_measurement(
    founder: Interviewed,
) -> None:
    assert founder.sees(Shown(3, founder.expected, START))
    assert not founder.sees(Shown(2, "👋 Hello", ""))
    with pytest.raises(WrongAnswerError):
        founder.sees(Shown(2, "👋 Hello", START))
