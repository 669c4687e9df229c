"""What people send besides texts, photos and files, as the Bot API describes it."""

from bot.playground.model import Json

PIXELS = {"width": 320, "height": 240}


def _file(name: str) -> Json:
    return {
        "file_id": f"file-{name}",
        "file_unique_id": f"unique-{name}",
        "file_size": 2048,
    }


def sticker() -> Json:
    """Describe a plain sticker."""
    looks = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**_file("sticker"), **looks, "type": "regular", "emoji": "👍"}}


def voice() -> Json:
    """Describe a voice message of three seconds."""
    return {"voice": {**_file("voice"), "duration": 3, "mime_type": "audio/ogg"}}


def video() -> Json:
    """Describe a video of five seconds."""
    return {"video": {**_file("video"), **PIXELS, "duration": 5}}


def location() -> Json:
    """Describe a place."""
    return {"location": {"latitude": 52.52, "longitude": 13.405}}


def contact(name: str) -> Json:
    """Describe somebody's phone number."""
    return {"contact": {"phone_number": "+4930123456", "first_name": name}}
