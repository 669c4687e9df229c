"""Lets the page begin a scene and play recordings."""

import base64
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web

from bot.playground.guard import guarded, refusal, text_in
from bot.playground.model import Json
from bot.playground.people import Person
from bot.playground.scenes import Scene, Seat

SHOWN_AT_ONCE = ("title", "person", "steps")  # photos are fetched one by one
Play = Callable[[Scene, Person], Awaitable[Sequence[Seat]]]


class Theatre:
    """The scenes that can be begun, and the recordings that can be watched."""

    def __init__(
        self, scenes: Sequence[Scene], recordings: Mapping[str, Json], play: Play
    ) -> None:
        """Offer scenes, and recordings by name."""
        self._scenes = {scene.name: scene for scene in scenes}
        self._recordings = recordings
        self._play = play

    def add_routes(self, app: web.Application) -> None:
        """Take `/api/recordings/…`."""
        recording = "/api/recordings/{name}"
        app.router.add_get(recording, guarded(self._give))
        app.router.add_get(recording + "/photos/{number}", guarded(self._photo))

    def programme(self) -> Json:
        """List what there is."""
        return {
            "scenes": [scene.as_json() for scene in self._scenes.values()],
            "recordings": [
                {"name": name, "title": recording["title"]}
                for name, recording in self._recordings.items()
            ],
        }

    async def begin(self, body: Json, person: Person) -> Sequence[Seat]:
        """Play the scene that a body names; give what is to be seen then."""
        scene = self._scenes.get(text_in(body, "scene"))
        if scene is None:
            raise refusal(web.HTTPNotFound, "no such scene")
        return await self._play(scene, person)

    async def _give(self, request: web.Request) -> web.Response:
        kept = self._recording(request)
        return web.json_response({name: kept[name] for name in SHOWN_AT_ONCE})

    async def _photo(self, request: web.Request) -> web.Response:
        photos = self._recording(request).get("photos", {})
        photo = photos.get(request.match_info["number"])
        if photo is None:
            raise refusal(web.HTTPNotFound, "no such photo")
        return web.Response(body=base64.b64decode(photo), content_type="image/png")

    def _recording(self, request: web.Request) -> Json:
        recording = self._recordings.get(request.match_info["name"])
        if recording is None:
            raise refusal(web.HTTPNotFound, "no such recording")
        return recording
