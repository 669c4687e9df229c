"""The one way a call is refused: an error code and Telegram's words for it."""

from collections.abc import Mapping


class ApiError(Exception):
    """The Bot API refused the call."""

    def __init__(
        self,
        code: int,
        description: str,
        parameters: Mapping[str, int] | None = None,
    ) -> None:
        """Keep what the envelope of the answer needs."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(message: str) -> ApiError:
    """Word a 400 as Telegram does: server constants and sentences keep their case."""
    return ApiError(400, f"Bad Request: {message}")


def forbidden(message: str) -> ApiError:
    """Word a 403."""
    return ApiError(403, f"Forbidden: {message}")


def conflict(message: str) -> ApiError:
    """Word a 409."""
    return ApiError(409, f"Conflict: {message}")
