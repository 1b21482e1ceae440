"""A body's Markdown to safe HTML, in parts, with its links resolved.

Python-Markdown renders, ``sanitise.py`` allows, ``weave.py`` resolves. Nothing that anyone types
raises: what cannot be rendered is shown as plain text, with a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown import Markdown
from markupsafe import Markup

from storywall.address import Address
from storywall.problems import Problem
from storywall.text.markdown_text import Source, too_costly, too_deep
from storywall.text.sanitise import Tag, scheme, story_tokens, without_controls
from storywall.text.weave import Part, Resolve, Weaver

EXTENSIONS = ("tables", "sane_lists", "def_list", "attr_list", "md_in_html", "fenced_code")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body, ready to print.

    *sections* are its parts in order, *html* is the whole with headings, *links* are the addresses
    on the wall that it leads to, once each, in order.
    """

    sections: tuple[Part, ...]
    html: Markup
    links: tuple[Address, ...]
    problems: tuple[Problem, ...]


class Renderer:
    """One Python-Markdown instance, used again for every body; not by several threads at once."""

    def __init__(self) -> None:
        """Set up Python-Markdown with the extensions that a body may use."""
        self._markdown = _new_markdown()

    def render(
        self,
        text: str,
        *,
        path: str,
        first_line: int,
        resolve_link: Resolve,
        prefix: str = "story-",
        here: Address | None = None,
    ) -> Rendered:
        """Render the body *text* of the file *path*, which begins on line *first_line* of it.

        Every relative link and picture is handed to *resolve_link* as typed; None makes a problem
        and leaves the link's text. Ids begin with *prefix*, and links inside the body follow them;
        with *here*, the page's own address, such links also work away from the page, as in a feed.
        """
        source = Source(text, path, first_line)
        text = without_controls(text)
        cost = too_costly(text)
        html = None if cost else self._convert(text)
        if html is None:
            shown = _as_paragraphs(text)
            problem = source.at(0).problem(*(cost or too_deep()))
            return Rendered((Part("", "", shown),) if shown else (), shown, (), (problem,))
        weaver = Weaver(story_tokens(html), source, resolve_link, prefix, here)
        return Rendered(
            weaver.parts(),
            weaver.html(),
            tuple(dict.fromkeys(weaver.links)),
            tuple(sorted({*source.refusals(), *weaver.problems})),
        )

    def pictures(self, text: str) -> tuple[str, ...]:
        """The targets of the relative pictures in the body *text*, as typed, once each.

        They must be developed before the body is rendered. Quick for a body without pictures.
        """
        if ("![" not in text and "<img" not in text.lower()) or too_costly(text):
            return ()
        html = self._convert(without_controls(text)) or ""
        targets = (
            token.attributes.get("src", "")
            for token in story_tokens(html)
            if isinstance(token, Tag) and token.name == "img"
        )
        return tuple(dict.fromkeys(src for src in targets if src and not scheme(src)))

    def _convert(self, text: str) -> str | None:
        """Python-Markdown's HTML; None when it gives up."""
        try:
            return self._markdown.reset().convert(text)
        except Exception:  # noqa: BLE001  a third party's parsers, on anything that people type
            # reset() does not bring back the block parser's state after an exception.
            self._markdown = _new_markdown()
            return None


def _new_markdown() -> Markdown:
    return Markdown(
        extensions=list(EXTENSIONS),
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )


def _as_paragraphs(text: str) -> Markup:
    """*text* as it was typed, escaped, in paragraphs."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return Markup("\n").join(Markup("<p>{}</p>").format(block) for block in blocks if block)
