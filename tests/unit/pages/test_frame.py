import re

import pytest

from storywall.errors import FrameError
from storywall.pages.frame import SLOTS, Frame, plain_frame, slot
from storywall.pages.theme import theme_folder

HTML = "<p lang={0}>".join(["", *(f"<b>{slot(name)}</b>" for name in SLOTS)]).replace("{0}", '"x"')
FILLED = {name: f"[{name}]" for name in SLOTS}


def test_every_slot_is_filled_and_the_rest_stays() -> None:
    expected = HTML
    for name in SLOTS:
        expected = expected.replace(slot(name), f"[{name}]")
    assert Frame.cut(HTML, "host").hang(FILLED) == expected


def test_a_slot_may_come_several_times() -> None:
    hung = Frame.cut(HTML + slot("title"), "host").hang(FILLED)
    assert hung.count("[title]") == 2


def test_what_fills_a_slot_is_not_searched_for_slots() -> None:
    hung = Frame.cut(HTML, "host").hang({**FILLED, "content": slot("title")})
    assert slot("title") in hung


@pytest.mark.parametrize("name", SLOTS)
def test_a_missing_slot_is_named(name: str) -> None:
    with pytest.raises(FrameError, match=rf"the host prints .* without the slot {name};"):
        Frame.cut(HTML.replace(slot(name), ""), "the host")


def test_a_slot_as_an_attribute_without_quotes_is_refused() -> None:
    with pytest.raises(FrameError, match="lang as an attribute without quotes"):
        Frame.cut(f"<html lang={slot('lang')}>{HTML}", "a minifier")


def test_a_changed_slot_is_missing() -> None:
    with pytest.raises(FrameError, match="content"):
        Frame.cut(HTML.replace(slot("content"), "{slot = content}"), "host")


def test_the_plain_frame_has_every_slot() -> None:
    hung = plain_frame(theme_folder()).hang({**FILLED, "content": "<h1>Hi</h1>"})
    assert '<html lang="[lang]" dir="[dir]">' in hung
    assert re.search(r'<main id="wall-main"[^>]*>\n<h1>Hi</h1>\n</main>', hung)
    assert hung.startswith("<!doctype html>")
