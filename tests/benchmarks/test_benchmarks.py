"""The measurement itself: it runs, and it would notice a bot that errs."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.aims import Line, verdicts
from benchmarks.entrants import OUR_ECHO, OURS, USUAL, Entrant, Load
from benchmarks.founders import Echoed, Interviewed, Shown, WrongAnswerError
from benchmarks.measuring import Figures
from benchmarks.pictures import AT_ONCE, measured
from benchmarks.pictures import report as report_of_pictures
from benchmarks.report import report
from benchmarks.seats import Seats
from benchmarks.stored import write_stored

ROOT = Path(__file__).resolve().parents[2]
START = '{"inline_keyboard": [[{"text": "▶ Start", "callback_data": "B:1"}]]}'


def quick(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A measurement of a moment, of these entrants."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--only", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )


def line(entrant: Entrant, load: Load, *updates: float) -> Line:
    """Figures of which only the updates a second matter."""
    return Line(
        entrant, load, tuple(Figures(u, 1, 1, 0, 1, 1, 1, 1, 0, 0) for u in updates)
    )


@pytest.fixture
def founder() -> Interviewed:
    """A founder who has been greeted, and has tapped Start."""
    founder = Interviewed(1)
    founder.acts()
    founder.sees(Shown(2, "👋 Hello", START))
    founder.acts()
    return founder


def test_a_quick_measurement_shows_the_bot_beside_its_peers(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    ended = quick("ours", "webhook", "pickle", "--json", str(file))
    assert ended.returncode == 0, ended.stderr
    figures = json.loads(file.read_text(encoding="utf-8"))
    assert {bot["bot"] for bot in figures["bots"]} == {
        "this bot",
        "this bot, webhook",
        "ConversationHandler, pickle",
    }
    assert {bot["load"] for bot in figures["bots"]} == {"5", "100/s"}
    assert all(bot["rounds"][0]["updates"] > 0 for bot in figures["bots"])
    # Each reply is a call: more of them than calls would come from after the window.
    assert all(bot["rounds"][0]["calls"] >= 1 for bot in figures["bots"])
    assert all(bot["bot"] in ended.stdout for bot in figures["bots"])
    assert figures["not measured"] == {}


def test_people_are_given_finished_profiles_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "stored.sqlite3"
    asyncio.run(write_stored(40, file))
    with closing(sqlite3.connect(file)) as connection:
        [(people,)] = connection.execute(
            "SELECT count(DISTINCT conversation_id) FROM profiles JOIN notes USING "
            "(conversation_id) WHERE finished_at IS NOT NULL"
        )
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    assert people == 40
    assert broken == []


def test_a_peer_that_cannot_be_had_is_named_with_the_reason() -> None:
    missing = {"aiogram, Redis": "there is no redis-server"}
    words = report([line(OURS, USUAL, 900)], missing)
    assert "not measured: aiogram, Redis: there is no redis-server" in words


def test_an_aim_is_met_by_the_median_of_its_rounds() -> None:
    lines = [line(OURS, USUAL, 70, 50, 65), line(OUR_ECHO, USUAL, 100, 100, 100)]
    [verdict] = [v for v in verdicts(lines) if v.values]
    assert verdict.median == pytest.approx(0.65)
    assert verdict.is_met
    [row] = [r for r in report(lines, {}).splitlines() if "echo on our transport" in r]
    assert row.endswith("  met")


async def test_the_measure_of_pictures_tells_both_kinds_of_window_apart() -> None:
    """It ends with an error when a picture comes where none should, or too few do."""
    kinds = await measured(rounds=1, seconds=0.5, load=Load(5, rate=50))
    assert [kind.name for kind in kinds] == ["alone", "beside"]
    assert all(kind.acted > AT_ONCE and kind.replies for kind in kinds)
    kinds[0].windows = [(1.0, 5.0), (2.0, 6.0), (1.5, 10.0)]
    kinds[1].windows = [(2.0, 6.5), (2.5, 50.0), (2.0, 12.0)]
    for kind in kinds:
        kind.replies = 1234
    assert list(report_of_pictures(*kinds)) == [
        "alone: p50 1.5 (1.0-2.0) ms, p99 6.0 (5.0-10.0) ms (1,234 replies)",
        "beside: p50 2.0 (2.0-2.5) ms, p99 12.0 (6.5-50.0) ms (1,234 replies)",
        "with 10 pictures at once p99 is 1.30 (1.20-8.33) times; aim: 1.2: not met",
    ]


@pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores",
)
def test_a_bot_has_another_core_than_the_load_that_starts_it() -> None:
    kept = subprocess.run(
        [sys.executable, "-c", _KEPT_TO], cwd=ROOT, capture_output=True, text=True
    )
    assert kept.stdout.split() == ["{0}", "{1}"], kept.stderr


_KEPT_TO = """
import os
from benchmarks.contest import settle_in
from benchmarks.machine import LOAD_CORE, keep_to
keep_to(LOAD_CORE)
print(os.sched_getaffinity(0))
settle_in()
print(os.sched_getaffinity(0))
"""


async def test_in_open_loop_people_act_whether_the_bot_answers_or_not() -> None:
    acted: asyncio.Queue[int] = asyncio.Queue()
    seats = Seats(3, Echoed, lambda founder, _: acted.put_nowait(founder.chat))
    seats.at_rate(10_000)
    assert len({await acted.get() for _ in range(3)}) == 3
    seats.allow(lambda _: 0)
    assert seats.unanswered() == 3
    assert acted.empty()  # nobody acts twice without an answer


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
