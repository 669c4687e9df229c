"""HTML mode, against the examples that Telegram's own parser is tested with."""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground import Person
from bot.playground.errors import ApiError
from bot.playground.markup import parse_html, utf16_length

Api = Callable[..., Coroutine[Any, Any, Any]]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        (
            "🏟 🏟&lt;<i   =aba>",
            'Empty attribute name in the tag "i" at byte offset 13',
        ),
        ("🏟 🏟&lt;<i    aba>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        (
            "🏟 🏟&lt;<i    aba  =  190azAz-.,",
            "Unexpected end of name token at byte offset 27",
        ),
        ('🏟 🏟&lt;<i aba = "&lt;>', "Unclosed start tag at byte offset 13"),
        ("<i a=b ", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i a=b", "Unclosed start tag at byte offset 0"),
        ("<i a", 'Unclosed start tag "i" at byte offset 0'),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (
            "🏟 🏟&lt;<i>a</em   >",
            'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
        ),
        (
            "<span>x</span>",
            'Tag "span" must have class "tg-spoiler" at byte offset 0',
        ),
        (
            "&#xDFDF;",
            (
                "Text contains invalid Unicode characters after decoding HTML "
                "entities, check for unmatched surrogate code units"
            ),
        ),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)

    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("&lt;&gt;&amp;&quot;&nbsp;&#33;&#x21;", '<>&"&nbsp;!!', []),
        ("➡️ <b>a</b>", "➡️ a", [("bold", 3, 1)]),
        ("🏟<strong>🏟</strong>", "🏟🏟", [("bold", 2, 2)]),
        ("<i>a<u>b</u></i>", "ab", [("italic", 0, 2), ("underline", 1, 1)]),
        ("<em>a</em><ins>b</ins>", "ab", [("italic", 0, 1), ("underline", 1, 1)]),
        (
            "<s>a</s><strike>b</strike><del>c</del>",
            "abc",
            [("strikethrough", n, 1) for n in range(3)],
        ),
        (
            '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
            "ab",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("<code>a</code><pre>b</pre>", "ab", [("code", 0, 1), ("pre", 1, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        (
            "<blockquote expandable>a</blockquote>",
            "a",
            [("expandable_blockquote", 0, 1)],
        ),
        ("<b></b><B>a</>", "a", [("bold", 0, 1)]),
        ('<a href="not a link">a</a>', "a", []),
    ],
)
def test_tags_become_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    plain, found = parse_html(source)

    assert plain == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_links_emoji_and_code_languages_keep_their_argument() -> None:
    _, entities = parse_html(
        "<a href='http://x.org/?a=1&amp;b=2'>x</a>"
        '<tg-emoji emoji-id="5">👍</tg-emoji>'
        '<pre><code class="language-python">y</code></pre>'
        "<a>http://z.org</a>"
    )

    assert entities == [
        {"type": "text_link", "offset": 0, "length": 1, "url": "http://x.org/?a=1&b=2"},
        {"type": "custom_emoji", "offset": 1, "length": 2, "custom_emoji_id": "5"},
        {"type": "pre", "offset": 3, "length": 1, "language": "python"},
        {"type": "text_link", "offset": 4, "length": 12, "url": "http://z.org"},
    ]


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")

    assert parse_html(escaped) == (text, [])


@given(st.text(alphabet="<>/&;=\"' abi#x3", max_size=30))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with suppress(ApiError):
        plain, entities = parse_html(text)
        ends = [e["offset"] + e["length"] for e in entities]
        assert max(ends, default=0) <= utf16_length(plain)


async def test_text_is_trimmed_and_entities_move_along(api: Api, ada: Person) -> None:
    text = "\n  <b>a</b> b \n"
    sent = await api("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")

    assert sent["text"] == "a b"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 1}]


async def test_an_entity_that_only_marked_white_space_is_dropped(
    api: Api, ada: Person
) -> None:
    text = "a <b> </b>"
    sent = await api("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")

    assert "entities" not in sent


async def test_nothing_is_found_inside_of_code(api: Api, ada: Person) -> None:
    text = "<code>/help</code> /help"
    sent = await api("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")

    assert [(e["type"], e["offset"]) for e in sent["entities"]] == [
        ("code", 0),
        ("bot_command", 6),
    ]


async def test_telegram_finds_commands_links_and_mentions(
    api: Api, ada: Person
) -> None:
    text = "🙂 /help or https://x.org/a. Ask @somebody"
    sent = await api("sendMessage", chat_id=ada.id, text=text)

    assert sent["entities"] == [
        {"type": "bot_command", "offset": 3, "length": 5},
        {"type": "url", "offset": 12, "length": 15},
        {"type": "mention", "offset": 33, "length": 9},
    ]


async def test_given_entities_are_kept_if_they_lie_in_the_text(
    api: Api, ada: Person
) -> None:
    inside = {"type": "bold", "offset": 0, "length": 2}
    outside = {"type": "bold", "offset": 1, "length": 9}
    sent = await api(
        "sendMessage", chat_id=ada.id, text="ab", entities=[inside, outside]
    )

    assert sent["entities"] == [inside]
