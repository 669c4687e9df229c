"""Which notes may say the same thing. It only proposes: people decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

#: From here on (of 100) two notes are worth asking about, in whatever order of words.
SAME_WORDS = 80

#: So is a note of so many words beside one that has all of them.
CONTAINED = 2

Pair = tuple[int, int]


def alike(texts: Mapping[int, str]) -> tuple[Pair, ...]:
    """The pairs of keys whose texts look alike, the most alike first.

    In a pair the smaller key comes first.
    """
    words = {key: sorted(default_process(texts[key]).split()) for key in sorted(texts)}
    keys = [key for key in words if words[key]]
    found = sorted(
        (-likeness, keys[one], keys[other])
        for one, other, likeness in _likenesses([words[key] for key in keys])
    )
    return tuple((one, other) for _, one, other in found)


def _likenesses(words: list[list[str]]) -> Iterator[tuple[int, int, float]]:
    """The places of texts that are alike, by their sorted words, and how much."""
    lines = [" ".join(of_text) for of_text in words]
    sets = [frozenset(of_text) for of_text in words]
    for one, here in enumerate(sets):
        following = one + 1
        same = process.extract(
            lines[one],
            lines[following:],
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=SAME_WORDS,
            limit=None,
        )
        likeness = {following + place: score for _, score, place in same}
        for other in range(following, len(sets)):
            there = sets[other]
            if len(here & there) >= CONTAINED and (here <= there or there <= here):
                likeness.setdefault(other, SAME_WORDS)
        for other, score in likeness.items():
            yield one, other, score
