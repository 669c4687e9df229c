"""The measure of a turn plays a whole interview, and its parts are all of it."""

from __future__ import annotations

import pytest

from benchmarks.turns import measured, talker


def test_a_founder_is_played_to_the_end_and_each_part_is_measured() -> None:
    spent = measured(talker(), founders=1)

    assert spent["advance"] > 0
    assert spent["view"] > 0
    parts = spent["advance"] + spent["view"] + spent["face"]
    assert parts == pytest.approx(spent["all"])
