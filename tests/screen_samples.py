"""Shown stories and a screen's files, for the tests of lobby screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from markupsafe import Markup
from PIL import Image

from storywall.address import Address
from storywall.model import Channel, Screen
from storywall.pages import render
from storywall.pages.catalogue import Words
from storywall.screens import page
from storywall.screens.deck import Deck, deck
from storywall.screens.style import screen_css
from storywall.shown import Evidence, Hero, Photo, Story, Topic

THEME = Path(__file__).parent.parent / "theme"
SITE = "https://wall.example/sub/"
LOBBY = Screen(id="lobby", title="Lobby")
WORDS = Words("en")

GERMAN = "Donaudampfschifffahrtsgesellschaftskapitän rettet Kundenzufriedenheit!"
GERMAN_LINE = (
    "Nach der Rindfleischetikettierungsüberwachungsaufgabenübertragung half Frau "
    "Müller-Lüdenscheidt einer Kundin mit der Grundstücksverkehrsgenehmigungszuständigkeit; "
    "alles wurde noch am selben Tag gelöst."
)
ARABIC = "ريتا تعبر المدينة في الثلج من أجل منصهر ثمنه تسعة بنسات فقط"
ARABIC_LINE = (
    "كانت القطعة على الجانب الآخر من النهر. وجدها جيم، وقادت ريتا السيارة، ونام المولود دافئًا."
)
THAI = "ริต้าข้ามเมืองไปหาฟิวส์ราคาเก้าเพนนีเพื่อให้ลูกค้าของเราได้อบอุ่น"
THAI_LINE = "ชิ้นส่วนอยู่อีกฝั่งของแม่น้ำ จิมหาเจอ ริต้าขับรถไป และทารกแรกเกิดก็หลับอย่างอบอุ่นก่อนสิบโมง"
JAPANESE = (
    "リタは九ペンスのヒューズのために雪の中、町を横切って走りました。"
    "お客様は暖かく眠れました。本当にありがとうございます。これは見出し。"
)
JAPANESE_LINE = (
    "部品は川の向こう側にありました。ジムが見つけ、リタが運転し、新生児は暖かく眠れました。" * 3
)
WORD = "Pneumonoultramicroscopicsilicovolcanoconiosisantidisestablis"


def hero(name: str, photo: str = "") -> Hero:
    picture = Photo(photo, name) if photo else None
    return Hero(name=name, short=name, sort_as=name, kind="person", photo=picture)


RITA, JIM = hero("Rita Alvarez", "rita.png"), hero("Jim Okafor")
CROWD = (hero("Krishnamoorthy Venkatasubramanian"), RITA, JIM, hero("Ana"), hero("Lan"), hero("Bo"))

STORY = Story(
    id="rita",
    path="2026/rita.md",
    address=Address("stories/rita/"),
    title="Rita crosses town for a nine-pence fuse",
    summary="The part lay across the river. Jim found it, Rita drove, and a newborn slept warm.",
    date=date(2026, 11, 12),
    published=datetime(2026, 11, 12, tzinfo=UTC),
    lang="en",
    kind=Topic("recovery", "Recovery", None),
    department=Topic("field-service", "Field Service", None, tint=6),
    heroes=(RITA, JIM),
    told_by=None,
    told_by_customer=False,
    evidence=Evidence("told"),
    body="",
    channels=frozenset(Channel),
    photo=Photo("scene.png", "Rita at a lit window"),
)


def variant(id_: str, title: str, line: str, lang: str = "en", **changes: object) -> Story:
    made = replace(STORY, id=id_, address=Address(f"stories/{id_}/"), headline=title, lang=lang)
    return replace(made, line=line, title=title, **changes)  # type: ignore[arg-type]


WORST = tuple(
    variant(f"{name}-{layout}", title, line, lang, photo=photo, heroes=heroes)
    for name, title, line, lang, heroes in [
        ("german", GERMAN, GERMAN_LINE, "de", CROWD),
        ("arabic", ARABIC, ARABIC_LINE, "ar", (hero("سلمى الفاسي"), JIM)),
        ("thai", THAI, THAI_LINE, "th", (hero("สมชาย ใจดี"), JIM)),
        ("japanese", JAPANESE, JAPANESE_LINE, "ja", (hero("山田 美咲"),)),
        ("word", WORD, f"{WORD} {WORD} 🎉", "en", (JIM, RITA, hero("Nguyễn Thị Lan"))),
        ("wide", "WWW MMM " * 8 + "WWWWWW", "WM MW WMWM " * 18, "en", CROWD),
    ]
    for layout, photo in (("photo", STORY.photo), ("plain", None))
)


def pictures(photo: Photo | None, crop: str) -> render.Picture | None:
    """Every photo as one file, named after its crop."""
    if photo is None:
        return None
    where = Address(f"pics/{crop}-{photo.src}")
    return render.Picture(where, ((where, 800),), 800, 1000, photo.alt)


def environment() -> page.Environment:
    return render.environment(
        THEME,
        WORDS,
        pictures=pictures,
        site=render.SiteView(name="Well looked after", title="Stories", nav=(), has_feed=True),
        links=render.Links(),
        asset=lambda name: Address(f"assets/{name}"),
        qr=lambda url: Markup(),
    )


def files(deck_: Deck) -> page.ScreenFiles:
    where = {name: Address(f"assets/{name}") for name in ("fonts-screen.css", "fonts-cjk.css")}
    assets = page.ScreenAssets(
        fonts=where["fonts-screen.css"],
        fonts_cjk=where["fonts-cjk.css"],
        style=Address("assets/screen.css"),
        script=Address("assets/player.js"),
    )
    return page.files(environment(), deck_, assets)


def make(*stories: Story, screen: Screen = LOBBY, site_url: str = SITE) -> Deck:
    return deck(screen, stories, words=WORDS, site_url=site_url)


def shipped_css() -> str:
    source = (THEME / "screens/screen.css").read_text("utf-8")
    return screen_css(source, (THEME / "assets/tokens.css").read_text("utf-8"))


def write_site(folder: Path, *decks: Deck) -> None:
    """A site of screens alone, with the theme's fonts and pictures in one colour."""
    (folder / "assets/icons").mkdir(parents=True)
    for name in ("fonts", "fonts-screen.css", "fonts-cjk.css", "icons/mark.svg"):
        (folder / "assets" / name).symlink_to(THEME / "assets" / name)
    (folder / "assets/icons/favicon.ico").symlink_to(THEME / "assets/icons/favicon.ico")
    (folder / "assets/screen.css").write_text(shipped_css(), "utf-8")
    (folder / "assets/player.js").symlink_to(THEME / "screens/player.js")
    (folder / "pics").mkdir()
    for name in ("screen-scene", "screen-tall-scene", "face-rita"):
        Image.new("RGB", (80, 100), "#27494b").save(folder / f"pics/{name}.png")
    for one in decks:
        made = files(one)
        place = folder / page.location(one.id)
        place.mkdir(parents=True)
        (place / "index.html").write_text(made.page, "utf-8")
        (place / "deck.json").write_text(made.data, "utf-8")
