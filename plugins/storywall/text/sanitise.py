"""HTML made safe: an allow-list (nh3), then the rules that an allow-list cannot say.

nh3 prints one canonical form: every ``<`` in text escaped, every value in double quotes. So
:func:`tokens` may split it by a pattern; whatever does not fit the pattern is text, and is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

import nh3
from markupsafe import Markup, escape

from storywall.problems import Place, Problem, Severity, rule

REFUSED_LINK = rule(
    "refused-link",
    Severity.WARNING,
    "Links lead to pages of the wall, or out by http, https, mailto or tel; other schemes can run "
    "programs, and an address that begins with // changes its meaning with the page's own.",
)
REFUSED_PICTURE = rule(
    "refused-picture",
    Severity.WARNING,
    "A picture from elsewhere tells its owner who reads the wall, and may vanish or change.",
)

URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
VOID = frozenset({"br", "col", "hr", "img", "wbr"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _words(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp"
    " small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
"""Every tag that an author may use; nothing from SVG or MathML, nothing that loads or runs."""

_EMPTIED = _words(
    "iframe math noembed noframes noscript object script select style svg template textarea title"
    " xmp"
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "title", "lang", "dir"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"align", "style", "colspan", "rowspan"},
    "th": {"align", "style", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_PAGE_ATTRIBUTES = _ATTRIBUTES | {
    "*": _ATTRIBUTES["*"] | {"class"},
    "img": _ATTRIBUTES["img"] | {"width", "height", "loading"},
}
_BLOCKS = _words(
    "blockquote br caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre"
    " summary table td th tr ul"
)
_ALIGN = {"left": "align-start", "center": "align-center", "right": "align-end"}

# Unquoted on purpose: html5ever never prints a bare quote inside a value.
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s"=<>/]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([^\s"=<>/]+)="([^"]*)"')
# An entity such as &#2; turns into a character that no source file may hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
OURS = "wall-"
"""What the ids of the page itself begin with."""

_OURS = re.compile(rf"""(\s(?:id=["']|href=["']#))(?={OURS})""")
_LEADING = "".join(map(chr, range(33)))
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def _cleaner(attributes: dict[str, set[str]]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_EMPTIED),
        attributes=attributes,
        url_schemes=set(URL_SCHEMES),
        link_rel=None,
        filter_style_properties={"text-align"},
    )


_STORY = _cleaner(_ATTRIBUTES)
_PAGE = _cleaner(_PAGE_ATTRIBUTES)


@dataclass(slots=True)
class Tag:
    """One tag of clean HTML; *attributes* are unescaped, but for Markup."""

    name: str
    closing: bool
    attributes: dict[str, str]

    def __str__(self) -> str:
        """As HTML, every value escaped."""
        if self.closing:
            return f"</{self.name}>"
        printed = "".join(f' {key}="{escape(value)}"' for key, value in self.attributes.items())
        return f"<{self.name}{printed}>"


def without_controls(text: str) -> str:
    """*text* without control characters and lone surrogates; line ends and tabs stay."""
    return _CONTROL.sub("", text)


def tokens(html: str) -> list[str | Tag]:
    """Split canonical *html* into text (still escaped) and tags."""
    found: list[str | Tag] = []
    end = 0
    for match in _TOKEN.finditer(html):
        if match.start() > end:
            found.append(_as_text(html[end : match.start()]))
        attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(match[3])}
        found.append(Tag(match[2], bool(match[1]), attributes))
        end = match.end()
    if end < len(html):
        found.append(_as_text(html[end:]))
    return found


def _as_text(piece: str) -> str:
    return piece.replace("<", "&lt;").replace(">", "&gt;")


def story_tokens(html: str) -> list[str | Tag]:
    """The tokens of *html* with only what a story's body may hold.

    Alignment has become a class; links and ids are as the author typed them.
    """
    return _tidy(_STORY, html)


def _tidy(cleaner: nh3.Cleaner, html: str) -> list[str | Tag]:
    """Clean *html* and turn alignment, by attribute or style, into a class."""
    cleaned = without_controls(cleaner.clean(without_controls(html))).replace("&nbsp;", "\u00a0")
    found = tokens(cleaned)
    for token in found:
        if isinstance(token, Tag) and token.name in ("td", "th") and token.attributes:
            _align(token.attributes)
    return found


def _align(attributes: dict[str, str]) -> None:
    style = attributes.pop("style", "")
    side = attributes.pop("align", "") or style.removeprefix("text-align:").rstrip(";").strip()
    if side.lower() in _ALIGN:
        attributes["class"] = _ALIGN[side.lower()]


def scheme(target: str) -> str:
    """Where *target* leads, as a browser reads it: its scheme, ``//``, or ``""`` when relative."""
    seen = re.sub(r"[\t\n\r]", "", target).lstrip(_LEADING).replace("\\", "/")
    if seen.startswith("//"):
        return "//"
    match = _SCHEME.match(seen)
    return match[1].lower() if match else ""


def clean(html: str, *, path: str = "") -> tuple[Markup, list[Problem]]:
    """Make an ordinary page's rendered HTML safe; relative links and pictures stay as they are.

    Classes and ids stay, for admonitions, highlighted code and the table of contents; those that
    begin with ``wall-`` are set apart, as ``text-wall-``, and links to them follow. Ids that
    begin with ``__`` and are not line anchors are dropped, because the page's own scripts look for
    them. Tabs become a sequence of blocks. *path* is the page's source, for the problems.
    """
    problems: list[Problem] = []
    printed: list[str] = []
    for token in _tidy(_PAGE, html):
        if isinstance(token, Tag) and not token.closing:
            if token.name == "img":
                problems += _page_picture(token, Place(path))
                if "src" not in token.attributes:
                    continue
            problems += _page_attributes(token, Place(path))
        printed.append(str(token))
    return Markup("".join(printed)), problems  # noqa: S704  only clean tokens


def apart(html: str) -> str:
    """*html* with each id that could be the page's own, and each link to it, set apart."""
    return _OURS.sub(r"\1text-", html)


def _page_picture(tag: Tag, place: Place) -> Iterable[Problem]:
    """Take away the source of a picture from elsewhere."""
    target = tag.attributes.get("src", "")
    if not target or scheme(target):
        tag.attributes.pop("src", None)
        yield refused_picture(target, place)
    tag.attributes.setdefault("alt", "")


def _page_attributes(tag: Tag, place: Place) -> Iterable[Problem]:
    attributes = tag.attributes
    for key, start in (("id", OURS), ("href", f"#{OURS}")):
        if attributes.get(key, "").startswith(start):
            attributes[key] = attributes[key].replace(OURS, f"text-{OURS}", 1)
    kind = scheme(attributes.get("href", ""))
    if kind == "//":
        yield refused_link(attributes.pop("href"), place)
    elif kind in ("http", "https"):
        attributes["rel"] = "noopener"
    if attributes.get("id", "").startswith("__") and "codelineno" not in attributes["id"]:
        del attributes["id"]
    if "class" in attributes:
        kept = [name for name in attributes["class"].split() if not name.startswith("tabbed-")]
        attributes["class"] = " ".join(kept)
        if not kept:
            del attributes["class"]


def refused_link(target: str, place: Place) -> Problem:
    """The problem of a link that may not stand."""
    return place.problem(
        REFUSED_LINK,
        f"The link to `{target}` was left out; its text stays.",
        "Write the whole address with https://, or a path to a file of the wall.",
    )


def refused_picture(target: str, place: Place) -> Problem:
    """The problem of a picture that does not lie in the wall's own folder."""
    return place.problem(
        REFUSED_PICTURE,
        f"The picture `{target[:80]}` was left out: it does not lie beside the file.",
        "Save the picture as JPEG, PNG or WebP beside the file and name it there.",
    )


def plain(html: str) -> str:
    """The text of safe *html*: blocks on lines of their own, blanks collapsed, no markup."""
    pieces: list[str] = []
    for token in tokens(html):
        if isinstance(token, str):
            pieces.append(re.sub(r"\s+", " ", unescape(token)))
        elif token.name in _BLOCKS:
            pieces.append("\n")
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(re.sub(r" {2,}", " ", line) for line in lines if line)
