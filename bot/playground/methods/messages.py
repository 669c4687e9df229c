"""Methods that write, change and remove messages."""

from msgspec.structs import replace

from bot.playground import changes
from bot.playground.errors import bad_request
from bot.playground.groups import Group
from bot.playground.methods.access import (
    joined_chat,
    message_to,
    message_to_delete,
    message_to_edit,
    need_right,
    open_chat,
    topic_in,
)
from bot.playground.methods.sending import Draft, keyboard_in, posted
from bot.playground.model import Chat, Happening, Json, Message
from bot.playground.spec import Params
from bot.playground.text import formatted_caption, formatted_text
from bot.playground.world import World

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
# Bot API, ReactionTypeEmoji: what a bot may react with.
REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 "
    "❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 "
    "😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
MAY_NOT_PIN = "not enough rights to manage pinned messages in the chat"
MOST_DELETED = 100


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    text, entities = formatted_text(params, too_long="message is too long")
    preview = params.get("link_preview_options")
    draft = Draft("text", text, tuple(entities), link_preview=preview)
    [message] = posted(world, params, [draft])
    return message


def send_chat_action(world: World, params: Params) -> bool:
    """Show for five seconds that the bot is typing, or sending something."""
    chat = open_chat(world, params)
    topic_in(chat, params)
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.typists.start(chat.id, world.bot, params["action"])
    world.changed(None)
    return True


def edit_message_text(world: World, params: Params) -> Json:
    """Change a text; a keyboard that is not given again goes away."""
    chat = open_chat(world, params)
    message = message_to_edit(chat, params)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    text, entities = formatted_text(params, too_long="MESSAGE_TOO_LONG")
    edited = replace(
        message,
        text=text,
        entities=tuple(entities),
        markup=keyboard_in(chat, params),
        link_preview=params.get("link_preview_options"),
    )
    return _show_edited(world, chat, message, edited)


def edit_message_caption(world: World, params: Params) -> Json:
    """Change the words under a photo or file; a keyboard not given again goes away."""
    chat = open_chat(world, params)
    message = message_to_edit(chat, params)
    if message.kind == "text":
        raise bad_request("there is no caption in the message to edit")
    text, entities = formatted_caption(params)
    edited = replace(
        message,
        text=text,
        entities=tuple(entities),
        markup=keyboard_in(chat, params),
    )
    return _show_edited(world, chat, message, edited)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Change the keyboard only; one that is not given goes away."""
    chat = open_chat(world, params)
    message = message_to_edit(chat, params)
    markup = keyboard_in(chat, params)
    return _show_edited(world, chat, message, replace(message, markup=markup))


def _show_edited(world: World, chat: Chat, old: Message, new: Message) -> Json:
    world.pace(chat)
    if new == old:
        raise bad_request(NOT_MODIFIED)
    return world.render(world.edit(old, new))


def delete_message(world: World, params: Params) -> bool:
    """Take one message away."""
    chat = joined_chat(world, params)
    world.delete(message_to_delete(world, chat, params), world.bot)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Take up to 100 messages away; those already gone are skipped."""
    chat = joined_chat(world, params)
    numbers = params["message_ids"]
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    for number in filter(chat.get, numbers):
        message = message_to_delete(world, chat, {"message_id": number})
        world.delete(message, world.bot)
    return True


def pin_chat_message(world: World, params: Params) -> bool:
    """Keep a message at the top of the chat."""
    chat = open_chat(world, params)
    _must_manage_pins(world, chat)
    changes.pin(world, chat, world.bot, message_to("pin", chat, params))
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """Take a message off the top, the latest one unless it is named."""
    chat = open_chat(world, params)
    _must_manage_pins(world, chat)
    number = params.get("message_id", chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.changed(chat)
    return True


def _must_manage_pins(world: World, chat: Chat) -> None:
    if isinstance(chat, Group):
        need_right(world, chat, "can_pin_messages", MAY_NOT_PIN)


def set_message_reaction(world: World, params: Params) -> bool:
    """React to a message with one emoji, or with none."""
    chat = open_chat(world, params)
    message = message_to("react", chat, params)
    reactions = params.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = "".join(reaction.get("emoji", "?") for reaction in reactions)
    emoji = emoji.replace("\ufe0f", "")  # some clients add this variation selector
    if emoji and emoji not in REACTIONS.split():
        raise bad_request("REACTION_INVALID")
    chat.react(message.id, world.bot.id, emoji)
    world.tell(chat, Happening("reacts", world.bot, message, words=emoji))
    return True
