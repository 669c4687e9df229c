"""In which line an update waits for its webhook.

Telegram delivers one update of a line after the other and all lines side by side:
messages wait in line per chat, reactions too, votes per poll, taps per person, the
bot's membership per chat, that of others per person. So nothing says whether a person's
tap or her text arrives first.
"""

from bot.playground.model import Json

Line = tuple[str, int]


def line_of(update: Json) -> Line:
    """Name the line; an update of any other shape waits for nobody."""
    match update:
        case {"message": {"chat": {"id": int(chat)}}}:
            return "messages", chat
        case {"edited_message": {"chat": {"id": int(chat)}}}:
            return "messages", chat
        case {"callback_query": {"from": {"id": int(person)}}}:
            return "taps", person
        case {"my_chat_member": {"chat": {"id": int(chat)}}}:
            return "membership", chat
        case {"chat_member": {"new_chat_member": {"user": {"id": int(person)}}}}:
            return "members", person
        case {"message_reaction": {"chat": {"id": int(chat)}}}:
            return "reactions", chat
        case {"poll": {"id": str(poll)}} | {"poll_answer": {"poll_id": str(poll)}}:
            return "polls", int(poll)
    return "alone", update["update_id"]
