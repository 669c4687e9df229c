"""Methods about the bot itself: who it is, its commands and descriptions."""

from bot.playground.model import Json
from bot.playground.profile import DEFAULT_SCOPE
from bot.playground.spec import Params
from bot.playground.world import World


def get_me(world: World, _: Params) -> Json:
    """Introduce the bot."""
    return {
        **world.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": world.hears_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, params: Params) -> bool:
    """Replace the commands of a scope and language."""
    world.profile.set_commands(*_place(params), params["commands"])
    world.changed(None)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Read the commands of a scope and language."""
    return world.profile.commands_of(*_place(params))


def delete_my_commands(world: World, params: Params) -> bool:
    """Remove the commands of a scope and language."""
    world.profile.set_commands(*_place(params), [])
    world.changed(None)
    return True


def set_my_description(world: World, params: Params) -> bool:
    """Replace what an empty chat shows, 0 to 512 characters."""
    text = params.get("description", "")
    world.profile.description.set(_language(params), text, "BOT_DESCRIPTION_TOO_LONG")
    world.changed(None)
    return True


def get_my_description(world: World, params: Params) -> Json:
    """Read what an empty chat shows."""
    return {"description": world.profile.description.get(_language(params))}


def set_my_short_description(world: World, params: Params) -> bool:
    """Replace what the profile shows, 0 to 120 characters."""
    text = params.get("short_description", "")
    about = world.profile.short_description
    about.set(_language(params), text, "BOT_SHORT_DESCRIPTION_TOO_LONG")
    world.changed(None)
    return True


def get_my_short_description(world: World, params: Params) -> Json:
    """Read what the profile shows."""
    text = world.profile.short_description.get(_language(params))
    return {"short_description": text}


def _place(params: Params) -> tuple[Json, str]:
    return params.get("scope", DEFAULT_SCOPE), _language(params)


def _language(params: Params) -> str:
    code: str = params.get("language_code", "")
    return code
