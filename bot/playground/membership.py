"""What somebody is in a group: owner, administrator, member, mute, or not there."""

from msgspec import Struct

from bot.playground.model import Json, User

# Bot API, ChatMemberAdministrator; can_manage_topics exists in supergroups only.
RIGHTS = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_pin_messages",
        "can_manage_topics",
        "can_manage_tags",
        "can_send_welcome_messages",
    }
)


# Bot API, ChatPermissions: what a member may do where nobody took it away.
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


class Standing(Struct, frozen=True):
    """One user's place in a group; `status` is one of the Bot API's for ChatMember."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False
    title: str = ""

    @property
    def is_in(self) -> bool:
        """Tell whether she is in the group now."""
        return self.status not in ("left", "kicked")

    @property
    def is_administrator(self) -> bool:
        """Tell whether she has more rights than a member; the owner has, too."""
        return self.status in ("creator", "administrator")

    @property
    def is_mute(self) -> bool:
        """Tell whether she may only read."""
        return self.status == "restricted"

    def may(self, right: str) -> bool:
        """Tell whether she has an administrator's right; the owner has all."""
        return self.status == "creator" or right in self.rights

    def as_json(self, *, is_supergroup: bool) -> Json:
        """Render a Bot API `ChatMember`, in a supergroup or in another chat."""
        member: Json = {"user": self.user.as_json(), "status": self.status}
        if self.is_administrator:
            member["is_anonymous"] = self.is_anonymous
            if self.title:
                member["custom_title"] = self.title
        if self.status == "administrator":
            member["can_be_edited"] = False  # this bot can promote nobody
            there_are = RIGHTS if is_supergroup else RIGHTS - {"can_manage_topics"}
            member |= {right: right in self.rights for right in sorted(there_are)}
        if self.status == "restricted":
            member |= {"is_member": True, **dict.fromkeys(PERMISSIONS, False)}
        if self.status in ("restricted", "kicked"):
            member["until_date"] = 0
        return member
