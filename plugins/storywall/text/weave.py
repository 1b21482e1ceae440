"""One walk over a body's clean HTML: its links and pictures resolved, its headings put in order.

Markdown and raw HTML look the same here, so nothing an author writes gets past.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import unquote

from markupsafe import Markup

from storywall.address import Address
from storywall.pages.render import Picture
from storywall.problems import Problem, Severity, rule
from storywall.text.anchors import HEADING, name_ids, slug
from storywall.text.markdown_text import Source
from storywall.text.sanitise import VOID, Tag, plain, refused_link, refused_picture, scheme

DANGLING_LINK = rule(
    "dangling-link", Severity.WARNING, "A link that leads nowhere is worse than no link."
)
DANGLING_PICTURE = rule(
    "dangling-picture", Severity.WARNING, "A picture that cannot be read leaves a hole."
)
WITHHELD_PICTURE = rule(
    "withheld-picture",
    Severity.WARNING,
    "Whoever is not shown is in no picture, and a picture waits for its story.",
)
PICTURE_WITHOUT_WORDS = rule(
    "picture-without-words", Severity.WARNING, "Whoever cannot see a picture needs words for it."
)


class Withheld:
    """Stands for a picture that lies there and may not be shown."""


WITHHELD = Withheld()

Found: TypeAlias = "Address | Picture | Withheld | str | None"
Resolve: TypeAlias = Callable[[str], Found]
"""Where a relative target leads, as typed: a page, a picture ready to print, a full address."""

PICTURE_SIZES = "(min-width: 48rem) 42rem, 100vw"

# What could end an attribute; ``address.resolve`` encodes the rest.
_UNSAFE = re.compile('[\x00-\x1f"<>]')


@dataclass(frozen=True, slots=True)
class Part:
    """A heading as plain text (``""`` before the first one), its id, and the HTML below it."""

    heading: str
    id: str
    html: Markup


@dataclass(slots=True)
class _Draft:
    """A part while it is written: the HTML inside its heading, its id, what stands below."""

    heading: str = ""
    id: str = ""
    pieces: list[str] = field(default_factory=list)


def _marker(address: Address) -> Markup:
    """*address* as a marker: in an attribute it stands unescaped, so nothing in it may end one."""
    return Markup(Address(_UNSAFE.sub("", address)).__html__())  # noqa: S704


def _printed(found: Address | str) -> str:
    return _marker(found) if isinstance(found, Address) else found


class Weaver:
    """Weaves a body's *tokens*; afterwards *problems*, *links* and the parts are there."""

    def __init__(
        self,
        tokens: Sequence[str | Tag],
        source: Source,
        resolve: Resolve,
        prefix: str,
        here: Address | None,
    ) -> None:
        """Walk once; see :meth:`storywall.markdown.Renderer.render` for what each one means."""
        self.problems: list[Problem] = []
        self.links: list[Address] = []
        self._source = source
        self._resolve = resolve
        self._here = here
        ids, self._anchors = name_ids(tokens, prefix)
        self._levels: list[int] = []
        self._depth = 0
        self._drafts = [_Draft()]
        # Links and headings are printed when they close; each holds what has come since it opened.
        self._open: list[tuple[Tag, list[str]]] = []
        for index, token in enumerate(tokens):
            if isinstance(token, str):
                self._print(token)
            elif token.closing:
                self._close(token)
            else:
                self._start(token, ids.get(index, ""))

    def parts(self) -> tuple[Part, ...]:
        """What stands before the first heading, if anything, and one part for each heading."""
        return tuple(
            Part(plain(draft.heading).replace("\n", " "), draft.id, Markup(html))  # noqa: S704
            for draft, html in self._written()
        )

    def html(self) -> Markup:
        """The whole body with its headings."""
        return Markup("\n").join(
            Markup(f'<h2 id="{draft.id}">{draft.heading}</h2>\n{html}' if draft.id else html)  # noqa: S704
            for draft, html in self._written()
        )

    def _written(self) -> list[tuple[_Draft, str]]:
        drafts = ((draft, "".join(draft.pieces).strip()) for draft in self._drafts)
        return [(draft, html) for draft, html in drafts if draft.id or html]

    def _print(self, html: str) -> None:
        (self._open[-1][1] if self._open else self._drafts[-1].pieces).append(html)

    def _start(self, tag: Tag, id_: str) -> None:
        tag.attributes.pop("id", None)
        if id_:
            tag.attributes["id"] = id_
        if tag.name == "img":
            self._picture(tag)
        elif tag.name == "a" or HEADING.fullmatch(tag.name):
            self._open.append((tag, []))
        else:
            self._print(str(tag))
        if tag.name not in VOID:
            self._depth += 1

    def _close(self, tag: Tag) -> None:
        self._depth -= 1
        if not (self._open and self._open[-1][0].name == tag.name):
            self._print(str(tag))
            return
        opened, pieces = self._open.pop()
        if tag.name == "a":
            self._link(opened, "".join(pieces))
        else:
            self._heading(opened, "".join(pieces))

    def _heading(self, tag: Tag, inner: str) -> None:
        """Print a heading one below the last that stands above it; h2 opens a part."""
        level = max(int(tag.name[1]), 2)
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        if len(self._levels) == 1 and self._depth == 0:
            self._drafts.append(_Draft(inner, tag.attributes["id"]))
            return
        tag.name = f"h{len(self._levels) + 1}"
        self._print(f"{tag}{inner}</{tag.name}>")

    def _link(self, tag: Tag, inner: str) -> None:
        target = tag.attributes.pop("href", None)
        href = self._href(target) if target is not None else None
        if href is not None:
            tag.attributes["href"] = href
            if scheme(href) in ("http", "https"):
                tag.attributes["rel"] = "noopener"
        self._print(f"{tag}{inner}</a>" if tag.attributes.keys() & {"href", "id"} else inner)

    def _href(self, target: str) -> str | None:
        """The value of ``href`` for a link to *target*; None when it may not be."""
        kind = scheme(target)
        if kind == "//":
            self.problems.append(refused_link(target, self._source.find(target)))
            return None
        if kind:
            return target.strip()
        found = self._anchor(target[1:]) if target.startswith("#") else self._resolve(target)
        if isinstance(found, Withheld):
            self._withheld(target)
            return None
        if isinstance(found, Picture):
            found = found.src
        elif isinstance(found, Address):
            self.links.append(found)
        elif found is None:
            self._report(
                target,
                DANGLING_LINK,
                f"The link to `{target}` leads nowhere; its text stays.",
                "Name a file of the wall, relative to this one, for example "
                "`../people/rita-alvarez.md`, or a heading of this page, as `#what-changed`.",
            )
            return None
        return _printed(found)

    def _anchor(self, fragment: str) -> Address | str | None:
        """A place in this body: below the page's address if it is known."""
        id_ = self._anchors.get(slug(unquote(fragment)))
        if id_ is None or self._here is None:
            return id_ and f"#{id_}"
        return Address(f"{self._here.partition('#')[0]}#{id_}")

    def _withheld(self, target: str) -> None:
        self._report(
            target,
            WITHHELD_PICTURE,
            f"`{target}` may not be shown: it belongs to somebody or something that is not.",
            "Take another picture.",
        )

    def _report(self, target: str, code: str, message: str, hint: str) -> None:
        self.problems.append(self._source.find(target).problem(code, message, hint))

    def _picture(self, tag: Tag) -> None:
        """Print a picture, or nothing with a problem when it may not be or is not there."""
        target = tag.attributes.get("src", "")
        if not target or scheme(target):
            self.problems.append(refused_picture(target, self._source.find(target)))
            return
        found = self._resolve(target)
        if isinstance(found, Withheld):
            self._withheld(target)
            return
        if found is None:
            self._report(
                target,
                DANGLING_PICTURE,
                f"The picture `{target}` was not found or cannot be read.",
                "Put a JPEG, PNG or WebP beside the file and write its name.",
            )
            return
        alt = tag.attributes.get("alt", "").strip()
        alt = alt or (found.alt if isinstance(found, Picture) else "")
        if not alt:
            self._report(
                target,
                PICTURE_WITHOUT_WORDS,
                f"The picture `{target}` has no words for those who cannot see it.",
                f"Write what it shows: `![Rita in a yellow hat]({target})`.",
            )
        self._print(_image(found, alt))


def _image(found: Address | Picture | str, alt: str) -> str:
    """The tag of a picture; its size and widths are known when it was developed."""
    attributes = {"alt": alt, "loading": "lazy", "decoding": "async"}
    if not isinstance(found, Picture):
        return str(Tag("img", False, {"src": _printed(found)} | attributes))
    developed = {
        "src": _marker(found.src),
        "srcset": Markup(", ").join(_marker(at) + f" {width}w" for at, width in found.srcset),
        "sizes": PICTURE_SIZES,
        "width": str(found.width),
        "height": str(found.height),
    }
    return str(Tag("img", False, developed | attributes))
