"""A screen's deck: what each slide says, how large, and for how long. Pure values.

A story whose words do not fit on one slide goes on over several panels; nothing is ever cut off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from storywall import words as counting
from storywall.address import Address, absolute, markers
from storywall.model import Channel, Screen
from storywall.pages.catalogue import Words
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading.textfile import Source
from storywall.screens import fit
from storywall.screens.fit import Layout, Sizes
from storywall.screens.qr import Qr, qr
from storywall.shown import Hero, Photo, Story

SLIDE_TOO_LONG = rule(
    "slide-too-long",
    Severity.WARNING,
    "A lobby screen is read from four metres away in ten seconds.",
)

SHORTEST, LONGEST, TO_SCAN = 8.0, 30.0, 15.0
"""Seconds a slide stays, and how long somebody needs to scan its QR code."""

MOST_WORDS = 25
"""Words in a line made from a summary: the bound of the field `slide.line`."""

MOST_FACES = 4
AND_MORE = "and 10 more"  # only its width matters
_HYPHENATED = re.compile(r"(?=\S{3,14}(?:\s|$))(?<!\S)\w+(?:[-\u2010]\w+)+\S*")
_SENTENCE_END = re.compile(r"(?<=[.!?…؟।])\s+|(?<=[。！？])")
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Slide:
    """One panel. *dwell* is in seconds; *panel* counts from 1 among a story's *panels*.

    *names_beside* says that the names stand beside the faces, a row each, and not below. *more*
    are heroes beyond those listed. *fits* is false when even the smallest letters are too large.
    """

    id: str
    layout: Layout
    kicker: tuple[str, ...]
    tint: int
    headline: str
    line: str
    lang: str
    direction: str
    sizes: Sizes
    dwell: float
    heroes: tuple[Hero, ...] = ()
    more: int = 0
    names_beside: bool = False
    photo: Photo | None = None
    qr: Qr | None = None
    panel: int = 1
    panels: int = 1
    path: str = ""
    fits: bool = True

    @property
    def headline_html(self) -> Markup:
        """The headline, its short hyphenated words kept whole."""
        return _whole(self.headline)

    @property
    def line_html(self) -> Markup:
        """The line, likewise."""
        return _whole(self.line)

    @property
    def tall_headline(self) -> bool:
        """Whether the headline's script needs more room between its rows."""
        return fit.is_tall(self.headline)

    @property
    def tall_line(self) -> bool:
        """Whether the line's script needs more room between its rows."""
        return fit.is_tall(self.line)


@dataclass(frozen=True, slots=True)
class Deck:
    """A screen's slides in the order of their rotation; there is always at least one."""

    id: str
    title: str
    slides: tuple[Slide, ...]

    @property
    def rotation(self) -> float:
        """Seconds that one pass takes."""
        return sum(slide.dwell for slide in self.slides)

    def problems(self, sources: Mapping[str, Source] | None = None) -> list[Problem]:
        """The slides that cannot be read, by file and field; with its line when in *sources*."""
        return [
            _place(slide, (sources or {}).get(slide.path)).problem(
                SLIDE_TOO_LONG,
                f"the words do not fit on the screen `{self.id}` at a size that can be read",
                "Give the story a `slide` with a shorter headline and line.",
            )
            for slide in self.slides
            if not slide.fits and slide.path
        ]


def _place(slide: Slide, source: Source | None) -> Place:
    """The field whose words do not fit, or the one that they were made from."""
    part, made_from = ("headline", "title") if slide.headline else ("line", "summary")
    if source is None:
        return Place(slide.path, field=f"slide.{part}")
    where = ("slide", part) if ("slide", part) in source.values else (made_from,)
    return replace(source.place(*where), field=f"slide.{part}")


def dwell(words: int, *, has_qr: bool, factor: float = 1.0) -> float:
    """Seconds that *words* need, stretched by a screen's *factor*; a QR code needs its own."""
    seconds = factor * min(max(SHORTEST, 3 + 0.4 * words), LONGEST)
    return round(max(seconds, TO_SCAN) if has_qr else seconds, 1)


def derive_line(summary: str) -> str:
    """As many whole sentences of *summary* as a slide has room for, and always the first."""
    taken = ""
    for sentence in _SENTENCE_END.split(summary):
        longer = summary[: summary.index(sentence, len(taken)) + len(sentence)]
        if taken and counting.count(longer) > MOST_WORDS:
            break
        taken = longer
    return taken


def deck(screen: Screen, stories: Sequence[Story], *, words: Words, site_url: str) -> Deck:
    """The deck of *screen* from *stories*, in their order; an evergreen slide when there are none.

    Slides carry QR codes when the screen wants them, *site_url* is set and the story has a page.
    """
    slides = [
        slide
        for story in stories
        for slide in _panels(_story(story, site_url if screen.qr else ""), screen.dwell_factor)
    ]
    if not slides:
        evergreen = _evergreen(words, site_url if screen.qr else "")
        slides = list(_panels(evergreen, screen.dwell_factor))
    return Deck(screen.id, screen.title, tuple(slides))


def deck_json(deck_: Deck, fragments: Sequence[str]) -> str:
    """What the player reads: each slide's HTML and dwell in milliseconds, safe inside a script.

    *fragments* are the slides as HTML with relative links. Raises ValueError when one still holds
    an unresolved address.
    """
    if any(markers(fragment) for fragment in fragments):
        raise ValueError(f"screen {deck_.id}: an address in a slide was not resolved")
    slides = [
        {"id": f"{slide.id}/{slide.panel}", "dwell": round(slide.dwell * 1000), "html": fragment}
        for slide, fragment in zip(deck_.slides, fragments, strict=True)
    ]
    data = {"screen": deck_.id, "slides": slides}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def needs_cjk(deck_: Deck) -> bool:
    """Whether a slide holds characters of the large fonts in ``fonts-cjk.css``."""
    said = "".join(
        "".join((s.headline, s.line, *s.kicker, *(hero.name for hero in s.heroes)))
        for s in deck_.slides
    )
    return re.search("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]", said) is not None


def _story(story: Story, site_url: str) -> Slide:
    """A story as one slide that may yet be too full."""
    has_page = bool(site_url) and Channel.WALL in story.channels
    topics = (story.kind, story.department) if story.department else (story.kind,)
    heroes = story.heroes[:MOST_FACES]
    layout: Layout = "photo" if story.photo else "plain"
    return Slide(
        id=story.id,
        layout=layout,
        kicker=tuple(topic.name for topic in topics),
        tint=story.department.tint if story.department else 0,
        headline=story.headline or story.title,
        line=story.line or derive_line(story.summary),
        lang=story.lang,
        direction=_direction(story.lang),
        sizes=Sizes(0, 0),
        dwell=0,
        heroes=heroes,
        more=len(story.heroes) - len(heroes),
        names_beside=fit.beside(layout, tuple(hero.name for hero in story.heroes)),
        photo=story.photo,
        qr=qr(absolute(story.address, site_url)) if has_page else None,
        path=story.path,
    )


def _evergreen(words: Words, site_url: str) -> Slide:
    return Slide(
        id="evergreen",
        layout="plain",
        kicker=(),
        tint=0,
        headline=words.gettext("Who looked after a customer today?"),
        line=words.gettext("Tell us what you saw. The next story on this screen could be theirs."),
        lang=words.language,
        direction=words.direction,
        sizes=Sizes(0, 0),
        dwell=0,
        qr=qr(absolute(Address(""), site_url)) if site_url else None,
    )


def _panels(slide: Slide, factor: float) -> Iterator[Slide]:
    """*slide* in one panel if its words fit, else in as many as they need."""
    sized = _size(slide)
    # With a line, the headline alone is the first panel; only the last one carries the QR code.
    parts = (
        [sized]
        if sized.fits
        else [
            *([_headline(replace(slide, line="", qr=None))] if slide.headline else []),
            *_lines(replace(slide, headline="")),
        ]
    )
    for number, part in enumerate(parts, start=1):
        count = counting.count(f"{part.headline} {part.line}")
        time = dwell(count, has_qr=part.qr is not None, factor=factor)
        yield replace(part, panel=number, panels=len(parts), dwell=time)


def _headline(slide: Slide) -> Slide:
    """The panel of a headline alone; a long one has the heroes' room, who are on the next."""
    sized = _size(slide)
    if sized.fits:
        return sized
    sized = _size(replace(slide, heroes=(), more=0))
    return sized if sized.fits else _size(replace(slide, heroes=(), more=0), emergency=True)


def _lines(slide: Slide) -> Iterator[Slide]:
    sized = _size(slide)
    first, second = fit.halves(slide.line)
    if sized.fits or not second:
        yield sized
    else:
        yield from _lines(replace(slide, line=first, qr=None))
        yield from _lines(replace(slide, line=second))


def _size(slide: Slide, *, emergency: bool = False) -> Slide:
    """*slide* with the largest letters that fit, or the smallest there are."""
    sizes = fit.choose(
        slide.layout,
        slide.headline,
        slide.line,
        kicker=" · ".join(slide.kicker),
        names=(*(hero.name for hero in slide.heroes), *([AND_MORE] if slide.more else [])),
        qr=slide.qr is not None,
        emergency=emergency,
    )
    return replace(slide, sizes=sizes or fit.smallest(slide.layout), fits=sizes is not None)


def _whole(text: str) -> Markup:
    """*text* as HTML in which no line ends at the hyphen of a short word."""
    spans, last = Markup(), 0
    for match in _HYPHENATED.finditer(text):
        spans += Markup('{}<span class="whole">{}</span>').format(
            text[last : match.start()], match[0]
        )
        last = match.end()
    return spans + text[last:]


def _direction(lang: str) -> str:
    try:
        return str(Locale.parse(lang, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"
