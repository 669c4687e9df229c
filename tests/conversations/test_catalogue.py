"""All that the five methods ask, in one place, against all the guides we ship."""

from __future__ import annotations

from bot.packaged import PACKAGED_GUIDES
from conversations.guides.model import Guide, load_guide
from tests.conversations.sample_guides import shipped_texts

#: The beginnings of the ids of a method, each with what follows in its guide.
METHODS = {
    "priority": """
        prio.segment pick
        prio.jobs tasks problems needs viewpoint
        prio.pains before during after
        prio.gains required expected surprising
        prio.rank frequency outcome severity order
        prio.reflection surprises
    """,
    "worksheet": """
        ws.segment types pick describe
        ws.jobs most_important steps with_others tasks emotional feel
        ws.pains awake feel_bad failing_offers mistakes barriers
        ws.gains want_most savings easier social looking_for
        ws.rank impact
        ws.reflection surprises
    """,
    "canvas": """
        vpc.segment pick
        vpc.jobs functional social emotional needs buyer cocreator transferrer
        vpc.pains costly feel_bad underperforming difficulties social risks awake
        vpc.pains mistakes barriers
        vpc.gains easier social looking_for dreams measures adoption
        vpc.rank significance context intensity relevance relievers creators
        vpc.products list jobs buyer cocreator transferrer kind
        vpc.relievers savings feel_better fix difficulties social risks sleep
        vpc.relievers mistakes barriers
        vpc.creators looking_for dreams outcomes adoption
        vpc.fit link
    """,
    "course": """
        course.segment pick
        course.jobs life_goals functional social emotional
        course.jobs.maslow physiological safety belonging esteem self_actualisation
        course.pains obstacles risks outcomes
        course.gains required expected desired unexpected
        course.rank order
        course.proposition relevancy benefit difference
    """,
    "segment": """
        seg name base geographic demographic psychographic behavioural separate
        seg.separate compared_with
        seg.value warmup elements
    """,
}


def asked_by(guide: Guide) -> set[str]:
    """Every id of a guide that something is asked under."""
    sections = guide.structure.every_section
    prompts = {prompt.id for section in sections for prompt in section.prompts}
    return prompts | set(guide.words.ratings)


def test_every_guide_asks_all_that_its_method_asks() -> None:
    asked = {
        name: asked_by(load_guide(*shipped_texts(name))) for name in PACKAGED_GUIDES
    }
    missing = {
        f"{name}: {start}.{end}"
        for name, lines in METHODS.items()
        for start, *ends in map(str.split, lines.strip().splitlines())
        for end in ends
        if f"{start}.{end}" not in asked.get(name, ())
    }

    assert set(asked) == set(METHODS)
    assert missing == set()
