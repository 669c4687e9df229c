"""Updates of groups as the simulator makes them: who did what, and where."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.deeds import (
    Began,
    BotStands,
    LeftGroup,
    Moved,
    Place,
    Replied,
    Rewrote,
    Standing,
    Tapped,
    TeamPlaced,
    TookTemplate,
    Who,
)
from bot.playground import Group, Person, Simulator, SteppedClock
from bot.playground.groups import ANONYMOUS
from bot.playground.topic_changes import open_topic
from bot.telegram.classes.buttons import encode
from bot.telegram.incoming import Reader
from conversations.exercise import events as x
from conversations.interview.effects import Notice
from tests.bot.incoming.conftest import Heard, Posts, raw_tap, taps, unnumbered

NOTHING = Arrival(0, "")

JOIN = encode(Tapped(7, x.Joined(0, "")))
NEXT = encode(Tapped(7, x.NextTapped(0, 2)))
TEMPLATE = encode(TookTemplate(7, 3))
SET_UP = encode(Began())
BUTTONS = {"Join": JOIN, "Next": NEXT, "As before": TEMPLATE, "Set it up": SET_UP}


def who(person: Person) -> Who:
    return Who(person.id, person.name)


# --- commands -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "/exercise@playground_bot",
        "/Exercise@Playground_Bot",
        "/exercises@playground_bot please",
        "/exercise",
        "/start@playground_bot exercise",
    ],
)
async def test_exercise_begins_one(
    clock: SteppedClock,
    tom: Person,
    group: Group,
    heard: Heard,
    posts: Posts,
    text: str,
) -> None:
    posts(group)  # a bare command reaches the bot that wrote last
    sent = await tom.sends(text, to=group)
    [arrival] = heard()
    assert arrival == Arrival(
        0,
        "",
        place=Place(group.id, title="Class 3b"),
        who=Who(tom.id, "Tom Teacher"),
        deed=Began(),
        message=sent.id,
        written=clock.now().replace(microsecond=0),
    )


async def test_the_link_that_adds_the_bot_begins_one(
    sim: Simulator, tom: Person, heard: Heard
) -> None:
    group = sim.group("New class", tom, with_bot=False)
    await tom.starts_in(group, "exercise")
    *_, arrival = heard()
    assert arrival.deed == Began()
    assert arrival.place == Place(group.id, title="New class")


@pytest.mark.parametrize(
    "text",
    [
        "/exercise@another_bot",
        "/start@another_bot exercise",
        "/start@playground_bot",
        "/start@playground_bot something",
        "/frobnicate@playground_bot",
        "@playground_bot /exercise",
        "exercise",
        "/",
        "/@playground_bot",
    ],
)
async def test_other_words_begin_nothing(
    sim: Simulator, tom: Person, group: Group, heard: Heard, text: str
) -> None:
    await tom.promotes(sim.bot, in_=group)
    heard()
    await tom.sends(text, to=group)
    assert heard() == [NOTHING]


# --- who is nobody --------------------------------------------------------------------


async def test_an_anonymous_administrator_is_nobody(
    tom: Person, group: Group, heard: Heard, posts: Posts
) -> None:
    card = posts(group, buttons=BUTTONS)
    await tom.promotes(tom, in_=group, is_anonymous=True)
    await tom.sends("/exercise", to=group)
    await tom.sends("a note", to=group, reply_to=card)
    began, replied = [arrival for arrival in heard() if arrival.deed]
    assert (began.who, began.deed) == (None, Began())
    assert (replied.who, type(replied.deed)) == (None, Replied)
    await taps(tom, "Set it up", card)
    [tapped] = heard()
    assert (tapped.who, tapped.deed) == (who(tom), Began())


async def test_a_channel_is_nobody(
    sim: Simulator, mia: Person, group: Group, heard: Heard, posts: Posts
) -> None:
    channel = sim.channel("Mia's notes", group)
    card = posts(group)
    await mia.sends("/exercise@playground_bot", to=group, as_=channel)
    await mia.sends("a note", to=group, as_=channel, reply_to=card)
    assert [(a.who, type(a.deed)) for a in heard()] == [(None, Began), (None, Replied)]


async def test_posts_of_a_linked_channel_are_none_of_our_business(
    sim: Simulator, tom: Person, group: Group, heard: Heard
) -> None:
    channel = sim.channel("School news", group)
    await tom.promotes(sim.bot, in_=group)
    heard()
    await tom.posts("No lessons today", in_=channel)
    assert heard() == [NOTHING]


# --- buttons --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "event"),
    [
        ("Next", x.NextTapped(0, 2)),
        ("Join", x.Joined(0, "Mia")),
    ],
)
async def test_a_button_is_tapped_by_somebody(
    mia: Person,
    group: Group,
    heard: Heard,
    posts: Posts,
    label: str,
    event: x.Deed,
) -> None:
    await taps(mia, label, posts(group, buttons=BUTTONS))
    [arrival] = heard()
    assert arrival.tap is not None
    assert replace(arrival, tap=None) == Arrival(
        0,
        "",
        place=Place(group.id, title="Class 3b"),
        who=who(mia),
        deed=Tapped(7, replace(event, person=mia.id)),
    )


async def test_a_template_is_taken(
    mia: Person, group: Group, heard: Heard, posts: Posts
) -> None:
    await taps(mia, "As before", posts(group, buttons=BUTTONS))
    [arrival] = heard()
    assert (arrival.who, arrival.deed) == (who(mia), TookTemplate(7, 3))


async def test_who_joins_in_a_topic_joins_there(
    sim: Simulator, mia: Person, forum: Group, heard: Heard, posts: Posts
) -> None:
    topic = open_topic(sim.world, forum, sim.bot, "Team 1")
    await taps(mia, "Join", posts(forum, topic=topic, buttons=BUTTONS))
    *_, arrival = heard()
    assert arrival.place == Place(forum.id, topic.id, "School")
    assert arrival.deed == Tapped(7, x.Joined(mia.id, "Mia", topic.id))


async def test_a_button_of_a_deleted_message_counts_in_its_group(
    sim: Simulator, mia: Person, group: Group, heard: Heard, posts: Posts
) -> None:
    card = posts(group, buttons=BUTTONS)
    sim.world.delete(card, sim.bot)
    await taps(mia, "Join", card)
    [arrival] = heard()
    assert arrival.place == Place(group.id, title="Class 3b")
    assert arrival.deed == Tapped(7, x.Joined(mia.id, "Mia"))


@pytest.mark.parametrize("data", ["n:1:1:0", "e:7", "e:7:!:1", "", "🙂", "eb:1"])
async def test_other_buttons_are_answered_and_lead_to_nothing(
    mia: Person, group: Group, read: Reader, posts: Posts, data: str
) -> None:
    there = {"message_id": 5, "date": 1_800_000_000, "chat": group.as_json()}
    arrival = unnumbered(read(raw_tap(mia, there, data)))
    assert arrival == Arrival(0, "", tap="7", refused=Notice.STALE)


# --- replies --------------------------------------------------------------------------


async def test_a_reply_to_a_card_is_heard(
    clock: SteppedClock, mia: Person, group: Group, heard: Heard, posts: Posts
) -> None:
    card = posts(group)
    said = await mia.sends("beans\narrive stale \x00", to=group, reply_to=card)
    [arrival] = heard()
    assert arrival == Arrival(
        0,
        "",
        place=Place(group.id, title="Class 3b"),
        who=who(mia),
        deed=Replied("beans\narrive stale", said.id, card.id),
        message=said.id,
        written=clock.now().replace(microsecond=0),
    )


async def test_a_changed_reply_is_heard_with_the_time_of_the_change(
    clock: SteppedClock, mia: Person, group: Group, heard: Heard, posts: Posts
) -> None:
    said = await mia.sends("beans", to=group, reply_to=posts(group))
    heard()
    clock.advance(seconds=90)
    await mia.edits(said, "stale beans")
    [arrival] = heard()
    assert arrival == Arrival(
        0,
        "",
        place=Place(group.id, title="Class 3b"),
        who=who(mia),
        deed=Rewrote("stale beans", said.id),
        written=clock.now().replace(microsecond=0),
    )


async def test_team_names_the_topic_it_is_sent_in(
    sim: Simulator, tom: Person, forum: Group, heard: Heard
) -> None:
    topic = open_topic(sim.world, forum, sim.bot, "  The  Reds ")
    await tom.sends("/team@playground_bot", to=forum, topic=topic)
    [*_, arrival] = heard()
    assert arrival.place == Place(forum.id, topic.id, "School")
    assert arrival.deed == TeamPlaced("The Reds")
    await tom.sends("/team@another_bot", to=forum, topic=topic)
    await tom.sends("/team@playground_bot", to=forum)
    assert [each.deed for each in heard()][-1:] == [TeamPlaced("")]


async def test_a_reply_in_a_topic_is_in_that_topic(
    sim: Simulator, mia: Person, forum: Group, heard: Heard, posts: Posts
) -> None:
    topic = open_topic(sim.world, forum, sim.bot, "Team 1")
    card = posts(forum, topic=topic)
    said = await mia.sends("beans", to=forum, reply_to=card)
    *_, arrival = heard()
    assert arrival.place == Place(forum.id, topic.id, "School")
    assert arrival.deed == Replied("beans", said.id, card.id)


async def test_what_is_said_in_a_topic_that_the_bot_opened_replies_to_nothing(
    sim: Simulator, mia: Person, forum: Group, heard: Heard
) -> None:
    topic = open_topic(sim.world, forum, sim.bot, "Team 1")
    said = await mia.sends("hello all", to=forum, topic=topic)
    await mia.edits(said, "hello everybody")
    assert heard() == [NOTHING] * 3


async def test_a_reply_in_general_is_in_no_topic(
    mia: Person, forum: Group, heard: Heard, posts: Posts
) -> None:
    card = posts(forum)
    said = await mia.sends("beans", to=forum, reply_to=card)
    [arrival] = heard()
    assert arrival.place == Place(forum.id, title="School")
    assert said.thread  # a thread that is none to send to
    assert arrival.deed == Replied("beans", said.id, card.id)


async def test_a_caption_is_a_reply_and_a_sticker_is_none(
    mia: Person, group: Group, posts: Posts, read: Reader
) -> None:
    card = posts(group)
    reply = {
        "message_id": 9,
        "date": 1_800_000_000,
        "from": mia.user.as_json(),
        "chat": group.as_json(),
        "reply_to_message": {
            "message_id": card.id,
            "date": 1_800_000_000,
            "from": card.sender.as_json(),
            "chat": group.as_json(),
        },
    }
    photo = {"update_id": 1, "message": {**reply, "photo": [], "caption": "like this"}}
    assert read(photo).deed == Replied("like this", 9, card.id)
    sticker = {"update_id": 1, "message": {**reply, "sticker": {}}}
    assert unnumbered(read(sticker)) == NOTHING
    command = {"update_id": 1, "message": {**reply, "text": "/help"}}
    assert unnumbered(read(command)) == NOTHING


async def test_what_people_say_to_each_other_leads_to_nothing(
    sim: Simulator, tom: Person, mia: Person, group: Group, heard: Heard
) -> None:
    await tom.promotes(sim.bot, in_=group)
    heard()
    said = await tom.sends("Who has the key?", to=group)
    answer = await mia.sends("Me", to=group, reply_to=said)
    await mia.edits(answer, "I have it")
    await mia.sends("@playground_bot hello", to=group)
    await mia.sends_photo("a photo", to=group)
    await mia.sends_sticker(to=group)
    await mia.sends_poll(to=group)
    await tom.renames(group, "Class 4b")
    await tom.pins(said)
    assert heard() == [NOTHING] * 9


# --- the group itself -----------------------------------------------------------------


async def test_who_leaves_has_left(
    sim: Simulator, tom: Person, mia: Person, group: Group, heard: Heard
) -> None:
    ned = sim.person("Ned")
    await ned.joins(group)
    assert heard() == [NOTHING]
    await mia.leaves(group)
    await tom.removes(ned, from_=group)
    left = replace(NOTHING, place=Place(group.id, title="Class 3b"), deed=LeftGroup())
    assert heard() == [replace(left, who=who(mia)), replace(left, who=who(ned))]


async def test_a_bot_that_is_an_administrator_is_told_of_it_twice(
    sim: Simulator, tom: Person, mia: Person, group: Group, heard: Heard
) -> None:
    await tom.promotes(sim.bot, in_=group)
    await tom.mutes(mia, in_=group)
    heard()
    await tom.unmutes(mia, in_=group)
    assert heard() == [NOTHING]
    await mia.leaves(group)
    deeds = [(arrival.who, arrival.deed) for arrival in heard()]
    assert deeds == [(who(mia), LeftGroup())] * 2


async def test_other_bots_leave_unnoticed(group: Group, read: Reader) -> None:
    robot = {"id": 99, "is_bot": True, "first_name": "Robot"}
    gone = {
        "message_id": 9,
        "date": 1_800_000_000,
        "from": robot,
        "chat": group.as_json(),
        "left_chat_member": robot,
    }
    assert unnumbered(read({"update_id": 1, "message": gone})) == NOTHING


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_where_the_bot_stands(
    sim: Simulator, tom: Person, heard: Heard, kind: str
) -> None:
    group = sim.group("Class 3b", tom, kind=kind)
    await tom.removes(sim.bot, from_=group)
    await tom.adds(sim.bot, to=group)
    stands = [arrival for arrival in heard() if arrival.deed]
    assert {(a.place, a.who) for a in stands} == {
        (Place(group.id, title="Class 3b"), Who(tom.id, "Tom Teacher"))
    }
    assert [arrival.deed for arrival in stands] == [
        BotStands(Standing.IN, came=True),
        BotStands(Standing.OUT),
        BotStands(Standing.IN, came=True),
    ]


async def test_the_bot_is_muted_and_unmuted(
    sim: Simulator, tom: Person, group: Group, heard: Heard
) -> None:
    await tom.mutes(sim.bot, in_=group)
    await tom.unmutes(sim.bot, in_=group)
    await tom.promotes(sim.bot, in_=group)
    assert [arrival.deed for arrival in heard()] == [
        BotStands(Standing.MUTED),
        BotStands(Standing.IN),
        BotStands(Standing.IN),
    ]


async def test_restricted_means_muted_only_if_one_may_not_write(
    sim: Simulator, tom: Person, group: Group, read: Reader
) -> None:
    member = {"user": sim.bot.as_json(), "status": "restricted", "is_member": True}
    changed = {"chat": group.as_json(), "from": ANONYMOUS.as_json(), "date": 1}

    def standing(**values: bool) -> Arrival:
        states = {"old_chat_member": member, "new_chat_member": {**member, **values}}
        return read({"update_id": 1, "my_chat_member": {**changed, **states}})

    assert standing(can_send_messages=True).deed == BotStands(Standing.IN)
    assert standing(can_send_messages=False).deed == BotStands(Standing.MUTED)
    assert standing(is_member=False).deed == BotStands(Standing.OUT)
    assert standing().who is None


async def test_both_ends_of_an_upgrade_say_where_the_group_has_gone(
    sim: Simulator, tom: Person, heard: Heard
) -> None:
    group = sim.group("Class 3b", tom)
    heard()
    large = await tom.upgrades(group)
    here, came, there = heard()
    moved = replace(NOTHING, place=Place(group.id), deed=Moved(large.id))
    assert [here, there] == [moved, moved]
    assert (came.place, came.deed) == (
        Place(large.id, title="Class 3b"),
        BotStands(Standing.IN, came=True),
    )
