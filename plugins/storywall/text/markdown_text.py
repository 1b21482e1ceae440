"""What can be told from a body's Markdown before it is rendered: its cost, and where things stand.

Positions are found in a copy of the text whose code is blanked out, so that an example of a link
is not taken for the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from storywall.problems import Place, Problem, Severity, rule
from storywall.text.sanitise import TAGS, URL_SCHEMES, refused_link

BODY_TOO_LONG = rule(
    "body-too-long",
    Severity.WARNING,
    "A body of this size is no story; it would hold up the build and nobody would read it.",
)
BODY_TOO_DEEP = rule(
    "body-too-deep",
    Severity.WARNING,
    "Markup nested or left open thousands of times takes minutes to read or cannot be read.",
)
REFUSED_HTML = rule(
    "refused-html",
    Severity.WARNING,
    "Scripts, styles, frames and forms have no place in a body: they could run or load anything.",
)

MAX_LENGTH = 40_000
"""Characters in a body; ten times what is advised for the longest story."""

MAX_REACH = 3_000_000
"""Characters that brackets may make the Markdown parser read again; about 0.3 s."""

MAX_STYLED_TAGS = 10

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}\1|.*\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_TAG_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])[^<>]*>")
_SCHEMED = re.compile(
    r"""(?:\]\([ ]{0,9}<?|\]:[ ]{0,9}<?|\bhref[ ]?=[ ]?["']?)([a-z][a-z0-9+.-]{1,30}:[^\s)>"']*)""",
    re.IGNORECASE,
)
# An HTML parser opens these again in every later block, with all their attributes.
_STYLED_TAG = re.compile(
    r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\s", re.IGNORECASE
)


def _reach(text: str, pair: str, opening: str) -> int:
    """Characters from each *opening* to where its *pair* closes, or to the end, in all."""
    opens: list[int] = []
    total = 0
    for match in re.finditer(f"{opening}|{re.escape(pair[1])}", text):
        if match[0] != pair[1]:
            opens.append(match.start())
        elif opens:
            total += match.end() - opens.pop()
    return total + sum(len(text) - start for start in opens)


def too_costly(text: str) -> tuple[str, str, str] | None:
    """Code, message and hint when *text* would take too long to render; None when it is fine."""
    if len(text) > MAX_LENGTH:
        return (
            BODY_TOO_LONG,
            f"The body has {len(text)} characters; {MAX_LENGTH} is the limit. It is shown as plain "
            "text.",
            "Split it, or cut it down to what a reader needs.",
        )
    reach = max(
        sum(_reach(block, "[]", r"!?\[") for block in text.split("\n\n")),
        sum(_reach(block, "()", r"\]\(") for block in text.split("\n\n")),
        _reach(text, "<>", "<[a-zA-Z/!]"),
    )
    if reach > MAX_REACH or len(_STYLED_TAG.findall(text)) > MAX_STYLED_TAGS:
        return too_deep()
    return None


def too_deep() -> tuple[str, str, str]:
    """Code, message and hint of a body that cannot be rendered."""
    return (
        BODY_TOO_DEEP,
        "The body opens too many brackets, tags or lists inside each other. It is shown as plain "
        "text.",
        "Close every bracket and tag, and write the text as paragraphs.",
    )


class Source:
    """A body and where it stands: *path*, and the file's line on which the body begins."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        """Take the body; code in it is blanked out once."""
        self._place = Place(path)
        self._first_line = first_line
        self._text = _CODE.sub(_blank, _FENCE.sub(_blank, text)) if _has_code(text) else text
        self._next: dict[str, int] = {}

    def at(self, offset: int) -> Place:
        """The place of the character at *offset* of the body."""
        before = self._text[:offset]
        line = self._first_line + before.count("\n")
        return Place(self._place.path, line, offset - before.rfind("\n"))

    def find(self, target: str) -> Place:
        """The place of the next link or picture to *target*; the body's first line when unseen.

        Each call for one target goes on behind the last one; the last one is given again when
        there are no more (a reference that is used twice).
        """
        for typed in dict.fromkeys((target, escape(target, quote=False))):
            lead = r"""(?:\]\([ ]{0,9}<?|\]:[ ]{0,9}<?|=[ ]?["']?|<)"""
            pattern = re.compile(lead + "(" + re.escape(typed) + r""")(?=[\s)>"']|\Z)""")
            begin = self._next.get(typed, 0)
            match = pattern.search(self._text, begin) or pattern.search(self._text)
            if match:
                self._next[typed] = match.end()
                return self.at(match.start(1))
        loose = self._text.find(target) if target else -1
        return self.at(loose) if loose >= 0 else Place(self._place.path, self._first_line, 1)

    def refusals(self) -> Iterator[Problem]:
        """A problem for each tag and each link scheme that the sanitiser will take away."""
        for match in _TAG_NAME.finditer(self._text):
            if match[1].lower() not in TAGS:
                yield self.at(match.start()).problem(
                    REFUSED_HTML,
                    f"`<{match[1]}>` was left out.",
                    "Write it in Markdown; put code between backticks to show it.",
                )
        for match in _SCHEMED.finditer(self._text):
            bracket = self._text.rfind("[", 0, match.start())
            picture = bracket > 0 and self._text[bracket - 1] == "!"
            if not picture and match[1].partition(":")[0].lower() not in URL_SCHEMES:
                yield refused_link(match[1], self.at(match.start(1)))


def _has_code(text: str) -> bool:
    return "`" in text or "~~~" in text


def _blank(match: re.Match[str]) -> str:
    """Blanks of the same length, on as many lines."""
    return re.sub(r"[^\n]", " ", match[0])
