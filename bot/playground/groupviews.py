"""How the page is told of groups: who is in, which topics there are, what was done."""

from bot.playground.groups import Group
from bot.playground.membership import Standing
from bot.playground.model import Json, Message
from bot.playground.reading import ReadMarks


def group_shown(group: Group, marks: ReadMarks) -> Json:
    """Render what a group has beyond any chat."""
    standings = group.standings.values()
    return {
        "upgraded_to": group.upgraded_to,
        "hears_all": group.hears_all,
        "standings": [_standing(standing) for standing in standings if standing.is_in],
        "topics": [
            {
                "id": topic.id,
                "name": topic.name,
                "is_closed": topic.is_closed,
                "unread": marks.unread_by_all(group, topic.id),
            }
            for topic in group.topics.values()
        ],
    }


def face_shown(message: Message) -> Json:
    """Render who seems to write: a group or channel, if she writes in its name."""
    face = message.content.get("sender_chat")
    shown = {"id": message.sender.id, "name": message.sender.name}
    if face:
        shown = {"id": face["id"], "name": face["title"]}
    return {**shown, "is_bot": message.from_bot}


def _standing(standing: Standing) -> Json:
    return {
        "id": standing.user.id,
        "name": standing.user.name,
        "status": standing.status,
        "is_anonymous": standing.is_anonymous,
    }
