"""Which notes may say the same thing. It only proposes: people decide."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

#: From here on (of 100) two notes are worth asking about, in whatever order of words.
SAME_WORDS = 80

#: From here on (of 100) a note that another one contains is; it needs two words for it.
CONTAINED = 95


def alike(texts: Mapping[int, str]) -> tuple[tuple[int, int], ...]:
    """The pairs of keys whose texts look alike, the most alike first.

    In a pair the smaller key comes first.
    """
    plain = {key: default_process(text) for key, text in texts.items()}
    worded = sorted(key for key, text in plain.items() if text)
    found = []
    for one, other in combinations(worded, 2):
        likeness = _likeness(plain[one], plain[other])
        if likeness:
            found.append((-likeness, one, other))
    return tuple((one, other) for _, one, other in sorted(found))


def _likeness(one: str, other: str) -> float:
    """How alike two plain texts are (of 100); 0 when that is not worth asking."""
    same = fuzz.token_sort_ratio(one, other, score_cutoff=SAME_WORDS)
    if same or min(one.count(" "), other.count(" ")) == 0:
        return same
    return fuzz.token_set_ratio(one, other, score_cutoff=CONTAINED)
