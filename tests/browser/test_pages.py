"""The sample wall in a real browser, served below /wall/ under a strict policy."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

PAGES = {
    "wall": "",
    "story": "stories/eleven-cold-flats/",
    "hero": "heroes/rita-alvarez/",
    "department": "departments/field-service/",
    "ordinary page": "about/",
    "screen": "screens/lobby/",
}
# One of every other kind.
MORE = [
    "page/2/",
    "heroes/",
    "heroes/night-shift/",
    "departments/",
    "practices/",
    "practices/knock-on-every-door/",
    "values/",
    "values/look-one-further/",
    "kinds/",
    "kinds/recovery/",
    "postcards/",
    "archive/",
    "archive/2026/",
    "archive/2026/08/",
    "awards/",
    "awards/2025/",
    "subscribe/",
    "screens/",
    "stories/outage-text-in-her-own-language-de/",
    "404.html",
]
PHONE, DESK = (390, 844), (1440, 900)
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(scope="session")
def sample(serve: Callable[..., str], sample_site: Path) -> str:
    """The address of the sample wall."""
    return serve(sample_site, strict=True)


def too_wide(page: Page) -> list[str]:
    """What sticks out, when the page can be scrolled sideways."""
    scroll, client = page.evaluate(WIDTHS)
    if scroll <= client:
        return []
    culprits = """() => [...document.querySelectorAll("body *")].filter(
        each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    ).slice(0, 5).map(each => each.tagName + "." + each.className)"""
    return [f"{scroll} px in {client} px", *page.evaluate(culprits)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(
    visit: Callable[..., Any], sample: str, name: str, size: tuple[int, int], scheme: str
) -> None:
    # What moves or fades is half of two colours for a moment.
    seen = visit(sample + PAGES[name], size=size, scheme=scheme, reduced_motion="reduce")
    assert seen.errors == []
    assert seen.foreign == []
    assert too_wide(seen.page) == []
    assert seen.axe() == []


def test_every_other_kind_of_page_is_sound_on_a_phone(
    visit: Callable[..., Any], sample: str
) -> None:
    seen = visit(sample + MORE[0], size=PHONE)
    faults: list[str] = []
    for place in MORE:
        if seen.page.url != sample + place:
            seen.page.goto(sample + place)
        found = [*seen.axe(), *too_wide(seen.page), *seen.errors, *seen.foreign]
        faults += [f"{place}: {fault}" for fault in found]
        seen.errors.clear()
    assert faults == []


def test_nothing_scrolls_sideways_at_four_times_the_size(
    visit: Callable[..., Any], sample: str
) -> None:
    seen = visit(sample, size=(320, 256))
    faults = []
    for place in [*PAGES.values(), *MORE]:
        if place.startswith("screens/lobby"):
            continue  # a screen fills whatever it hangs on
        seen.page.goto(sample + place)
        faults += [f"/{place}: {fault}" for fault in too_wide(seen.page)]
    assert faults == []


def test_the_policy_is_really_in_force(visit: Callable[..., Any], sample: str) -> None:
    seen = visit(sample)
    seen.page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert any("Content Security Policy" in error for error in seen.errors)


FOCUS = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    const ring = [null, "::after"].some(part => {
        const style = getComputedStyle(here, part);
        const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        const seen = outline && !/, 0\\)$/.test(style.outlineColor);
        return seen || style.boxShadow !== "none";
    });
    return {
        text: here.textContent.trim(), tag: here.tagName, href: here.getAttribute("href"),
        headline: here.closest("h1, h2, h3") !== null || here.querySelector("h1, h2, h3") !== null,
        visible: ring && box.width > 0 && box.height > 0,
    };
}"""


def tab(page: Page) -> dict[str, Any]:
    page.keyboard.press("Tab")
    return page.evaluate(FOCUS)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_the_keyboard_skips_the_header(
    visit: Callable[..., Any], sample: str, size: tuple[int, int]
) -> None:
    page = visit(sample, size=size).page
    skip = tab(page)
    assert skip["href"] == "#wall-main"
    assert skip["visible"]
    page.keyboard.press("Enter")
    first = tab(page)
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside, first


def test_the_keyboard_reaches_the_first_headline_and_is_always_seen(
    visit: Callable[..., Any], sample: str
) -> None:
    page = visit(sample).page
    for _ in range(60):
        focus = tab(page)
        assert focus["visible"], focus
        if focus["headline"] and "stories/" in (focus["href"] or ""):
            return
    raise AssertionError("no headline in sixty steps")


def test_the_phones_menu_opens_and_closes_by_keyboard(
    visit: Callable[..., Any], sample: str
) -> None:
    page = visit(sample, size=PHONE).page
    link = page.locator("header nav a").first
    assert not link.is_visible()
    for _ in range(8):
        if tab(page)["tag"] == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert link.is_visible()
    assert tab(page)["href"] == link.get_attribute("href")
    page.keyboard.press("Escape")
    assert not link.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_chosen_colours_stay(visit: Callable[..., Any], sample: str) -> None:
    page = visit(sample, scheme="light").page
    light = background(page)
    switch = page.locator("[data-scheme-switch]")
    switch.click()
    dark = background(page)
    assert dark != light
    assert switch.get_attribute("aria-pressed") == "true"
    page.goto(sample + "about/")
    assert background(page) == dark
    page.locator("[data-scheme-switch]").click()
    page.reload()
    assert background(page) == light


def test_without_scripts_the_wall_is_complete(visit: Callable[..., Any], sample: str) -> None:
    page = visit(sample, java_script_enabled=False).page
    assert page.locator("main a[href*='stories/']").count() > 20
    assert page.locator("header nav a").first.is_visible()
    assert not page.locator("[data-scheme-switch]").is_visible()


@pytest.mark.parametrize("place", [PAGES["story"], "stories/rita-crosses-town/"])
def test_a_story_is_printed_on_one_sheet(
    visit: Callable[..., Any], sample: str, place: str
) -> None:
    page = visit(sample + place).page
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
