"""A member of groups: comes and goes, brings others and the bot, makes administrators.

Whom she acts on is another person, or the bot (`sim.bot`).
"""

from collections.abc import Iterable

from bot.playground import changes, channels, topic_changes
from bot.playground.channels import Channel
from bot.playground.groups import Group
from bot.playground.membership import RIGHTS, Standing
from bot.playground.model import Message, User
from bot.playground.participants import Participant
from bot.playground.topics import Topic
from bot.playground.writers import Writer, start_payload


class Member(Participant):
    """What a person does about groups."""

    async def joins(self, group: Group) -> None:
        """Come in by a link, unless somebody removed her."""
        self._must_be_gone(self.user, group)
        if group.standing(self.user).status == "kicked" or group.upgraded_to:
            raise AssertionError(f"{self.name} cannot join {group.title}")
        changes.come(self._world, group, self.user, self.user)

    async def leaves(self, group: Group) -> None:
        """Go."""
        self._must_act(group)
        changes.go(self._world, group, self.user, self.user)

    async def adds(self, newcomer: Writer | User, *, to: Group) -> None:
        """Bring somebody in; any member may."""
        self._must_act(to)
        self._must_be_gone(_user(newcomer), to)
        changes.come(self._world, to, self.user, _user(newcomer))

    async def starts_in(self, group: Group, payload: str = "") -> Message:
        """Follow `https://t.me/bot?startgroup=payload`, which adds the bot first."""
        bot = self._world.bot
        if not group.standing(bot).is_in:
            await self.adds(bot, to=group)
        text = f"/start@{bot.username} {start_payload(payload)}"
        return await self.sends(text, to=group)

    async def removes(self, leaver: Writer | User, *, from_: Group) -> None:
        """Throw somebody out, as an administrator."""
        self._needs("can_restrict_members", from_)
        changes.go(self._world, from_, self.user, self._member(leaver, from_).user)

    async def renames(self, group: Group, title: str) -> None:
        """Give the group another title; any member may."""
        self._must_act(group)
        changes.rename(self._world, group, self.user, title)

    async def promotes(
        self,
        somebody: Writer | User,
        *,
        in_: Group,
        rights: Iterable[str] = RIGHTS,
        is_anonymous: bool = False,
        title: str = "",
    ) -> None:
        """Make somebody an administrator, or change what she may do as one.

        The owner can do that to herself, to write as the group; in a basic group
        nobody can.
        """
        self._needs("can_promote_members", in_)
        if is_anonymous and not in_.is_supergroup:
            raise AssertionError(f"nobody writes as {in_.title}: it is a basic group")
        old = self._member(somebody, in_)
        status = "creator" if old.status == "creator" else "administrator"
        new = Standing(old.user, status, frozenset(rights), is_anonymous, title)
        changes.change_standing(self._world, in_, self.user, new)

    async def demotes(self, somebody: Writer | User, *, in_: Group) -> None:
        """Make an administrator a plain member again."""
        self._needs("can_promote_members", in_)
        old = self._member(somebody, in_)
        if old.status != "administrator":
            raise AssertionError(f"{old.user.name} cannot be demoted")
        changes.change_standing(self._world, in_, self.user, Standing(old.user))

    async def mutes(self, somebody: Writer | User, *, in_: Group) -> None:
        """Let somebody only read and tap in a supergroup."""
        self._changes(self._member(somebody, in_), "member", "restricted", in_)

    async def unmutes(self, somebody: Writer | User, *, in_: Group) -> None:
        """Let somebody write again."""
        self._changes(self._member(somebody, in_), "restricted", "member", in_)

    async def upgrades(self, group: Group) -> Group:
        """Make a supergroup of a basic group, as its owner; it gets another id."""
        self._must_act(group)
        if group.is_supergroup or group.standing(self.user).status != "creator":
            raise AssertionError(f"{self.name} cannot upgrade {group.title}")
        return changes.upgrade(self._world, group, self.user)

    async def posts(self, text: str, *, in_: Channel) -> Message:
        """Post in a channel; give the copy that appears in its group."""
        return channels.post(self._world, in_, text)

    async def opens_topic(self, name: str, *, in_: Group) -> Topic:
        """Open a topic in a forum."""
        self._needs("can_manage_topics", in_)
        return topic_changes.open_topic(self._world, in_, self.user, name)

    async def closes_topic(self, topic: Topic, *, in_: Group) -> None:
        """Close a topic: only administrators write in it from now on."""
        self._needs("can_manage_topics", in_)
        topic_changes.set_closed(self._world, in_, self.user, topic, closed=True)

    async def reopens_topic(self, topic: Topic, *, in_: Group) -> None:
        """Let everybody write in a topic again."""
        self._needs("can_manage_topics", in_)
        topic_changes.set_closed(self._world, in_, self.user, topic, closed=False)

    async def deletes_topic(self, topic: Topic, *, in_: Group) -> None:
        """Delete a topic with all its messages."""
        self._needs("can_delete_messages", in_)
        topic_changes.delete_topic(self._world, in_, topic)

    def _changes(self, old: Standing, was: str, becomes: str, group: Group) -> None:
        self._needs("can_restrict_members", group)
        if old.status != was or not group.is_supergroup:
            raise AssertionError(f"{old.user.name} cannot be made {becomes}")
        new = Standing(old.user, becomes)
        changes.change_standing(self._world, group, self.user, new)

    def _must_be_gone(self, user: User, group: Group) -> None:
        if group.standing(user).is_in:
            raise AssertionError(f"{user.name} is in {group.title} already")

    def _member(self, somebody: Writer | User, group: Group) -> Standing:
        standing = group.standing(_user(somebody))
        if not standing.is_in:
            raise AssertionError(f"{standing.user.name} is not in {group.title}")
        return standing


def _user(somebody: Writer | User) -> User:
    return somebody.user if isinstance(somebody, Writer) else somebody
