"""Methods that send photos and files, and one that lets the bot download them."""

from bot.playground.errors import bad_request
from bot.playground.files import LARGEST_DOWNLOAD
from bot.playground.methods.sending import Draft, posted
from bot.playground.model import Json
from bot.playground.spec import Params
from bot.playground.text import formatted_caption
from bot.playground.uploads import ATTACHED, Upload
from bot.playground.world import World

FEWEST_IN_ALBUM = 2
MOST_IN_ALBUM = 10


def send_photo(world: World, params: Params) -> Json:
    """Send a photo."""
    [message] = posted(world, params, [_draft(world, "photo", params["photo"], params)])
    return message


def send_document(world: World, params: Params) -> Json:
    """Send a file."""
    draft = _draft(world, "document", params["document"], params)
    [message] = posted(world, params, [draft])
    return message


def send_media_group(world: World, params: Params) -> list[Json]:
    """Send an album: photos, or files."""
    items = params["media"]
    if len(items) < FEWEST_IN_ALBUM:
        raise bad_request("there are not enough messages to send as an album")
    if len(items) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    if len({item["type"] for item in items}) > 1:
        raise bad_request("document can't be mixed with other media types")
    drafts = [_draft(world, item["type"], item["media"], item) for item in items]
    album = {"media_group_id": str(world.new_album_id())}
    for draft in drafts:
        draft.content.update(album)
    return posted(world, params, drafts)


def get_file(world: World, params: Params) -> Json:
    """Let the bot download a file, for an hour."""
    file = world.files.find(params["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.as_json(), "file_path": world.files.link(file)}


def _draft(world: World, kind: str, value: Upload | str, words: Params) -> Draft:
    if isinstance(value, str) and value.startswith(ATTACHED):
        raise bad_request("can't parse InputMedia: media not found")
    text, entities = formatted_caption(words)
    file = world.files.sent(kind, value)
    return Draft(kind, text, tuple(entities), file.content)
