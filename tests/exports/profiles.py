"""Profiles to take away: ordinary ones, hostile ones, and any there can be."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from msgspec.structs import replace

from bot.exports.formats import Sheet
from conversations import ranking
from conversations.canvas import example_profile
from conversations.guides.model import Guide
from conversations.profile import Basis, Note, Order, Profile, Section
from tests.conversations.sample_guides import priority, worksheet

DAY = date(2026, 11, 26)

#: What must stay text wherever it lands.
HOSTILE = (
    '=HYPERLINK("http://127.0.0.1:9/","win")',
    "@SUM(A1:A9)",
    "+1+1",
    "-5",
    "\t=1+1",
    "https://127.0.0.1:9/picture.png",
    "0042",
    "# no heading",
    "- no bullet",
    "1. no number",
    "**no weight** <b>nor here</b> | no cell | `no code` $no$ [no](http://x) ~~no~~",
    "@ada is no mention",
    "_x0041_ stays",
    "שלום \u202eعربي\u202c 👩🏽‍🚀",
    'say "hello", twice',
)


def sheet_of(profile: Profile, guide: Guide | None = None) -> Sheet:
    guide = guide or priority()
    return Sheet(profile, guide, DAY)


def example() -> Profile:
    """The guide's own example, with evidence, a situation and a quote."""
    profile = example_profile(priority())
    job = profile.of_section(Section.JOBS)[0]
    told = replace(
        job, heard=3, quote="I do it at 5 a.m.", context="before the doors open"
    )
    return replace(
        profile.with_note(told), finished_at=datetime(2026, 1, 2, tzinfo=UTC)
    )


def hostile() -> Profile:
    """Every hostile text as a job, as the segment, and as what a customer said."""
    notes = tuple(
        Note(n, Section.JOBS, "prio.jobs.tasks", text, quote=text, context=text)
        for n, text in enumerate(HOSTILE, 1)
    )
    ranked = tuple(note.number for note in notes)
    return Profile(
        1,
        "priority",
        priority().version,
        name="=cmd|' /C calc'!A0 & <b>&P",
        notes=notes,
        orders={Section.JOBS: Order(Basis.PICKED, ranked=ranked)},
        next_note=len(notes) + 1,
    )


#: Texts as people write them: what cannot be stored was cleaned away before.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n"),
    min_size=1,
    max_size=60,
)


@st.composite
def notes_of(draw: st.DrawFn, guide: Guide, number: int) -> Note:
    prompt = draw(st.sampled_from(sorted(guide.home_of)))
    section = guide.home_of[prompt]
    scales = {rating.id: rating.scale for rating in guide.ratings_of(section)}
    rated = draw(st.sets(st.sampled_from(sorted(scales)))) if scales else set()
    levels = guide.structure.scales
    return Note(
        number,
        section,
        prompt,
        draw(texts),
        ratings={
            rating: draw(st.sampled_from(levels[scales[rating]].levels))
            for rating in sorted(rated)
        },
        for_job=draw(st.none() | st.integers(1, 9)),
        links=tuple(draw(st.lists(st.integers(1, 9), max_size=3))),
        tags=tuple(draw(st.lists(st.sampled_from(("digital", "own")), max_size=2))),
        context=draw(st.just("") | texts),
        heard=draw(st.integers(0, 40)),
        quote=draw(st.just("") | texts),
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any profile that an interview may lead to, as it leaves the bot."""
    guide = draw(st.sampled_from((priority(), worksheet())))
    numbers = draw(st.sets(st.integers(1, 40), max_size=8))
    notes = tuple(draw(notes_of(guide, number)) for number in sorted(numbers))
    profile = Profile(
        0,
        guide.id,
        guide.version,
        name=draw(st.just("") | texts),
        named_by_hand=draw(st.booleans()),
        notes=notes,
        next_note=draw(st.integers(41, 50)),
        finished_at=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
    )
    for section in {note.section for note in notes}:
        here = [note.number for note in profile.of_section(section)]
        ranked = draw(st.permutations(here))
        order = Order(
            draw(st.sampled_from(Basis)),
            ranked=tuple(ranked[: draw(st.integers(1, len(here)))]),
            settled=tuple(draw(st.permutations(here))),
        )
        profile = profile.with_order(section, order)
        order = ranking.ranked(profile, section, guide)
        profile = profile.with_order(section, order)
    return profile
