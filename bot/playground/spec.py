"""Every parameter of every call, checked against the Bot API's own table.

The one rule: stricter than Telegram. Real Telegram ignores a parameter it does not
know, so a misspelt one passes unnoticed; here it is refused with 400, at every depth of
the call. A parameter that exists but that this simulator does not play is left out of
the table and refused likewise.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from bot.playground.errors import ApiError, bad_request
from bot.playground.uploads import Upload, placed

Params = dict[str, Any]
Check = Callable[[Any, str], Any]
Fields = Mapping[str, Mapping[str, Any]]

# What Telegram says instead of a generic refusal when these are missing.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}
# A form's text is such a value itself; any other is written as JSON.
TEXTS = {"String", "InputFile or String"}


class Spec:
    """The table of methods and types; checks and converts parameters."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Compile the checks of all methods."""
        self._types: Mapping[str, Fields] = table["types"]
        self._unions: Mapping[str, list[str]] = table["unions"]
        self._checks: dict[str, Check] = {}
        self._methods = {
            name.lower(): (name, self._compiled(fields))
            for name, fields in table["methods"].items()
        }

    def method(self, name: str) -> str | None:
        """Name a method as the documentation does; Telegram ignores the case."""
        found = self._methods.get(name.lower())
        return found[0] if found else None

    def checked(self, method: str, given: Mapping[str, Any]) -> Params:
        """Convert the parameters of one call.

        Args:
            method: its name as in the documentation.
            given: values as they came: strings from a form, anything from JSON, and
                uploads, which take the place where `attach://` names them.

        Raises:
            ApiError: 400, for anything unknown, missing or of a wrong type.

        """
        fields = self._methods[method.lower()][1]
        uploads = {
            name: value
            for name, value in given.items()
            if isinstance(value, Upload) and name not in fields
        }
        for name in given:
            if name not in fields and name not in uploads:
                raise bad_request(f'unknown parameter "{name}" of {method}')
        params: Params = {}
        for name, (check, is_text, required) in fields.items():
            if name in given:
                value = given[name] if is_text else _decoded(given[name], name)
                params[name] = check(value, name)
            elif required:
                raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
        return placed(params, uploads)

    def _compiled(self, fields: Fields) -> dict[str, tuple[Check, bool, bool]]:
        return {
            name: (
                self._check_of(field["type"]),
                field["type"] in TEXTS,
                field["required"],
            )
            for name, field in fields.items()
        }

    def _check_of(self, kind: str) -> Check:
        if kind not in self._checks:
            self._checks[kind] = self._new_check(kind)
        return self._checks[kind]

    def _new_check(self, kind: str) -> Check:
        if kind in SCALARS:
            return SCALARS[kind]
        if kind.startswith("Array of "):
            return _array_of(self._check_of(kind.removeprefix("Array of ")))
        members = self._unions.get(kind, kind.split(" or "))
        if len(members) > 1:
            return self._one_of(kind, members)
        return self._object(kind)

    def _one_of(self, kind: str, members: list[str]) -> Check:
        """Choose by the fixed values and required fields, then check as that one."""

        def check(value: Any, path: str) -> Any:
            for member in members:
                if self._fits(member, value):
                    return self._check_of(member)(value, path)
            raise _wrong(path, kind)

        return check

    def _fits(self, member: str, value: Any) -> bool:
        if member in SCALARS:
            return _passes(SCALARS[member], value)
        return isinstance(value, dict) and all(
            name in value and value[name] == field.get("value", value[name])
            for name, field in self._types[member].items()
            if field["required"]
        )

    def _object(self, kind: str) -> Check:
        @cache
        def fields() -> dict[str, tuple[Check, bool, bool]]:
            return self._compiled(self._types[kind])  # late: types refer to themselves

        def check(value: Any, path: str) -> Params:
            if not isinstance(value, dict):
                raise _wrong(path, kind)
            known = fields()
            for name in value:
                if name not in known:
                    raise bad_request(f'unknown field "{name}" of {kind} in {path}')
            for name, (_, _, required) in known.items():
                if required and name not in value:
                    raise bad_request(f'field "{name}" of {kind} in {path} is required')
            return {
                name: known[name][0](part, f"{path}.{name}")
                for name, part in value.items()
            }

        return check


@cache
def bot_api() -> Spec:
    """Read the table that `scripts/trim_bot_api.py` wrote."""
    table = resources.files(__package__).joinpath("bot_api.json")
    return Spec(json.loads(table.read_text(encoding="utf-8")))


def _decoded(value: Any, name: str) -> Any:
    """Read what a form had to write as text: numbers, truth values and objects."""
    if not isinstance(value, str):
        return value
    if value.startswith("@") or value in {"True", "False"}:
        return {"True": True, "False": False}.get(value, value)
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f'can\'t parse parameter "{name}" as JSON') from None


def _array_of(check: Check) -> Check:
    def array(value: Any, path: str) -> list[Any]:
        if not isinstance(value, list):
            raise _wrong(path, "Array")
        return [check(item, f"{path}[{n}]") for n, item in enumerate(value)]

    return array


def _scalar(kind: str, *classes: type) -> Check:
    def check(value: Any, path: str) -> Any:
        if type(value) not in classes:
            raise _wrong(path, kind)
        return value

    return check


def _true(value: Any, path: str) -> bool:
    if value is not True:
        raise _wrong(path, "True")
    return True


SCALARS: dict[str, Check] = {
    "Integer": _scalar("Integer", int),
    "Float": _scalar("Float", int, float),
    "String": _scalar("String", str),
    "Boolean": _scalar("Boolean", bool),
    "True": _true,
    "InputFile": _scalar("InputFile", Upload),
}


def _passes(check: Check, value: Any) -> bool:
    try:
        check(value, "")
    except ApiError:
        return False
    return True


def _wrong(path: str, kind: str) -> ApiError:
    return bad_request(
        f'parameter "{path}" must be of type {re.sub(r" or ", ", ", kind)}'
    )
