"""The list of faults is whole, and the tests it names are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent

#: What has to be listed; a letter says which kind of fault it is.
LISTED = {
    "C": (*range(1, 9), *range(10, 14), 15),
    "N": range(1, 10),
    "T": range(1, 18),
    "D": range(1, 10),
    "U": range(1, 12),
    "K": range(1, 8),
    "Z": range(1, 4),
    "R": (1, 5),
    "M": (2, 3, 4, 9, 10, 11),
}


def rows() -> list[list[str]]:
    """The cells of each fault: id, what goes wrong, what must hold, tests."""
    lines = (ROOT / "docs" / "faults.md").read_text().splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| [A-Z]\d\d \|", line)
    ]


def named() -> set[str]:
    """Every test that is named."""
    return {test for *_, tests in rows() for test in re.findall("`([^`]+)`", tests)}


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text())
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.body if isinstance(node, functions)}


def test_every_fault_is_listed_once_and_in_order() -> None:
    wanted = [
        f"{kind}{number:02}" for kind, numbers in LISTED.items() for number in numbers
    ]
    assert [row[0] for row in rows()] == wanted


def test_every_fault_is_tried_or_says_why_not() -> None:
    silent = [
        row[0]
        for row in rows()
        if not re.fullmatch("`[^`]+`(<br>`[^`]+`)*|not tested: .+", row[-1])
    ]
    assert silent == []
    assert {len(row) for row in rows()} == {4}


def test_every_test_that_is_named_is_there() -> None:
    assert len(named()) > len(rows())
    assert [test for test in sorted(named()) if not is_there(test)] == []


def is_there(test: str) -> bool:
    file, _, name = test.partition("::")
    if not (ROOT / file).exists():
        return False
    return name.startswith("test_") and name in functions_of(file)
