"""Lobby screens in Chromium: what is shown, at every size, and how one slide follows another."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from screen_samples import STORY, WORST, make, variant, write_site
from storywall.model import Screen
from storywall.screens.deck import Deck
from storywall.screens.qr import qr

SIZES = [(1920, 1080), (1280, 720), (3840, 2160), (1080, 1920)]
STORIES = (STORY, replace(STORY, id="plain", photo=None), *WORST)

# Boxes of text as painted (their rows), and of what they must not touch.
BOXES = """() => {
  const W = innerWidth, H = innerHeight, found = [], boxes = {};
  const rows = element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const all = [...range.getClientRects()].filter(box => box.width && box.height);
    return all.length ? {
      left: Math.min(...all.map(b => b.left)), right: Math.max(...all.map(b => b.right)),
      top: Math.min(...all.map(b => b.top)), bottom: Math.max(...all.map(b => b.bottom)),
    } : null;
  };
  for (const name of ['kicker', 'headline', 'line', 'names', 'faces', 'scan', 'logo']) {
    const element = document.querySelector('#stage-a .' + name);
    if (!element) continue;
    const whole = ['faces', 'scan', 'logo'].includes(name);
    const box = whole ? element.getBoundingClientRect() : rows(element);
    if (box) boxes[name] = box;
    if (element.scrollWidth > element.clientWidth + 1) found.push(name + ' overflows');
  }
  for (const [name, b] of Object.entries(boxes)) {
    const slack = 0.004 * Math.min(W, H);  // a font's box may be taller than its row
    if (b.left < 0.05 * W - slack || b.right > 0.95 * W + slack ||
        b.top < 0.05 * H - slack || b.bottom > 0.95 * H + slack) {
      found.push(name + ' leaves the safe area');
    }
    for (const [other, o] of Object.entries(boxes)) {
      const near = [['kicker', 'headline'], ['kicker', 'line'], ['headline', 'line']];
      if (name >= other || near.some(pair => pair.includes(name) && pair.includes(other))) continue;
      const wide = Math.min(b.right, o.right) - Math.max(b.left, o.left);
      const high = Math.min(b.bottom, o.bottom) - Math.max(b.top, o.top);
      if (wide > 1 && high > 0.01 * Math.min(W, H)) found.push(name + ' and ' + other + ' overlap');
    }
  }
  return found;
}"""

SMALLEST = """() => {
  const sizes = [...document.querySelectorAll('#stage-a p, #stage-a h1, #stage-a li')]
    .filter(element => element.textContent.trim())
    .map(element => parseFloat(getComputedStyle(element).fontSize));
  return 100 * Math.min(...sizes) / Math.min(innerWidth, innerHeight);
}"""

# Every frame: is one stage fully there, and has it all its pictures?
WATCH = """() => {
  window.faults = [];
  window.shown = [];
  const look = () => {
    const stages = [...document.querySelectorAll('.stage')];
    const solid = stages.filter(stage => getComputedStyle(stage).opacity === '1' &&
      stage.querySelector('.headline, .line'));
    if (!solid.length) window.faults.push('blank');
    for (const stage of stages) {
      if (getComputedStyle(stage).opacity === '0') continue;
      for (const image of stage.querySelectorAll('.shot img')) {
        if (!image.complete || !image.naturalWidth) window.faults.push('half loaded');
      }
    }
    const front = document.querySelector('.stage.shown .headline, .stage.shown .line').textContent;
    if (window.shown[window.shown.length - 1] !== front) window.shown.push(front);
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a screen for every slide, and some that play."""
    folder = tmp_path_factory.mktemp("screens")
    slides = make(*STORIES).slides
    singles = [Deck(f"one-{n}", "One", (slide,)) for n, slide in enumerate(slides)]
    three = (STORY, variant("b", "Second", "Two."), variant("c", "Third", "Three.", photo=None))
    names = ("play", "keys", "late", "old", "data")
    playing = [make(*three, screen=Screen(id=name, title=name)) for name in names]
    write_site(folder, *singles, make(screen=Screen(id="empty", title="Empty")), *playing)
    for name in ("play", "old"):
        quick(folder / f"screens/{name}/index.html", 1500)
    for name in ("keys", "late"):
        quick(folder / f"screens/{name}/index.html", 3_600_000)
    return folder


def quick(file: Path, dwell: int) -> None:
    """Give every slide of a page another dwell."""
    file.write_text(re.sub(r'"dwell":\d+', f'"dwell":{dwell}', file.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_fits_at_every_size(
    wall: Path, serve: Callable[[Path], str], visit: Callable[..., Any], size: tuple[int, int]
) -> None:
    screens = [*sorted(path.name for path in (wall / "screens").glob("one-*")), "empty"]
    visited = visit(f"{serve(wall)}screens/{screens[0]}/", size)
    for screen in screens:
        visited.page.goto(f"{serve(wall)}screens/{screen}/")
        visited.page.evaluate("document.body.offsetHeight && document.fonts.ready")
        found = visited.page.evaluate(BOXES)
        text = visited.page.locator("#stage-a").inner_text()
        assert found == [], f"{screen}: {text}"
        assert visited.page.evaluate(SMALLEST) >= 3.3
    assert visited.errors == []
    assert visited.foreign == []


def test_slides_follow_one_another_without_a_blank_frame(
    wall: Path, serve: Callable[[Path], str], visit: Callable[..., Any]
) -> None:
    visited = visit(f"{serve(wall)}screens/play/", (1280, 720))
    visited.page.evaluate(WATCH)
    visited.page.wait_for_timeout(10000)
    shown = visited.page.evaluate("window.shown")
    order = [STORY.title, "Second", "Third"]
    assert len(shown) >= 5
    start = order.index(shown[0])
    assert shown == [order[(start + n) % 3] for n in range(len(shown))]
    assert visited.page.evaluate("window.faults") == []
    assert visited.page.locator(".stage").count() == 2
    assert visited.errors == []


def test_the_player_draws_the_codes_that_the_build_made(
    wall: Path, serve: Callable[[Path], str], visit: Callable[..., Any]
) -> None:
    page = visit(f"{serve(wall)}screens/keys/", (1280, 720)).page
    seen = set()
    for _ in range(4):
        shown = page.locator(".stage.shown")
        path = shown.locator(".qr path").get_attribute("d")
        title = shown.locator(".headline").inner_text().split()[0]
        name = {"Rita": "rita", "Second": "b", "Third": "c"}[title]
        assert path == qr(f"https://wall.example/sub/stories/{name}/").path
        seen.add(name)
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(1500)
    assert seen == {"rita", "b", "c"}
    box = page.locator(".stage.shown .qr").bounding_box()
    assert box is not None
    assert box["width"] >= 0.22 * 720


def test_a_picture_that_never_comes_is_passed_over(
    wall: Path, serve: Callable[[Path], str], visit: Callable[..., Any]
) -> None:
    page = visit(f"{serve(wall)}screens/old/", (1280, 720)).page
    page.route("**/pics/screen-scene.png", lambda route: route.abort())
    page.reload()
    page.evaluate(WATCH)
    page.wait_for_timeout(6500)
    shown = page.evaluate("window.shown")
    assert "Third" in shown
    assert "Second" not in shown
    assert "blank" not in page.evaluate("window.faults")


def test_without_javascript_the_first_slide_is_there(
    wall: Path, serve: Callable[[Path], str], visit: Callable[..., Any]
) -> None:
    page = visit(f"{serve(wall)}screens/play/", (1280, 720), java_script_enabled=False).page
    assert page.locator(".stage.shown .headline").inner_text().split() == STORY.title.split()
    assert page.locator(".stage.shown .qr path").get_attribute("d")


def test_it_plays_without_what_old_televisions_lack(
    wall: Path, serve: Callable[[Path], str], visit: Callable[..., Any]
) -> None:
    page = visit(f"{serve(wall)}screens/old/", (1280, 720)).page
    page.add_init_script(
        "for (const name of ['fetch', 'Promise', 'Intl', 'ResizeObserver', 'IntersectionObserver'])"
        " delete window[name]; delete HTMLImageElement.prototype.decode;"
    )
    page.reload()
    assert page.evaluate("typeof Promise + typeof Image.prototype.decode") == "undefined" * 2
    page.evaluate(WATCH)
    page.wait_for_timeout(5500)
    assert len(page.evaluate("window.shown")) >= 3
    assert page.evaluate("window.faults") == []


def test_a_reader_who_wants_no_motion_gets_a_cut(
    wall: Path, serve: Callable[[Path], str], visit: Callable[..., Any]
) -> None:
    page = visit(f"{serve(wall)}screens/play/", (1280, 720), reduced_motion="reduce").page
    duration = "getComputedStyle(document.querySelector('.stage.shown')).transitionDuration"
    assert page.evaluate(duration) == "0s"


def test_no_cursor_and_no_scrollbar(
    wall: Path, serve: Callable[[Path], str], visit: Callable[..., Any]
) -> None:
    page = visit(f"{serve(wall)}screens/play/", (1280, 720)).page
    assert page.evaluate("getComputedStyle(document.body).cursor") == "none"
    assert page.evaluate("getComputedStyle(document.body).overflow") == "hidden"
    assert page.evaluate("document.documentElement.scrollHeight") == 720


def test_the_data_lies_beside_the_page(wall: Path) -> None:
    data = json.loads((wall / "screens/data/deck.json").read_text("utf-8"))
    assert [slide["id"] for slide in data["slides"]] == ["rita/1", "b/1", "c/1"]
