"""What travels is tried on both event loops that there are."""

import asyncio
from collections.abc import Callable, Mapping

import pytest

_ON_BOTH = ("test_http", "test_telegram_transport")


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    try:
        import uvloop
    except ImportError:  # on Windows there is none
        return {"asyncio": asyncio.new_event_loop}
    if item.path.stem not in _ON_BOTH:
        return {"asyncio": asyncio.new_event_loop}
    return {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}
