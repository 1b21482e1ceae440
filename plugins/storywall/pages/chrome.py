"""What stands round the content of every page: head, header and footer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jinja2 import Environment

from storywall.address import Address, LinkStyle, absolute, depth, resolve, up
from storywall.pages.repository import Repository
from storywall.pages.theme import Theme

# Characters whose fonts are large, so that only pages which show them load them.
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")

NOT_FOUND = Address("404.html")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What head, header and footer need to know of a page.

    *path* is its source file or ``""``. *styles* are loaded before the wall's own.
    """

    address: Address
    title: str
    nav: str = ""
    description: str = ""
    path: str = ""
    hidden: bool = False
    styles: tuple[Address, ...] = ()


@dataclass
class Chrome:
    """Renders the surroundings of pages in one language; its results hold relative links."""

    env: Environment
    theme: Theme
    repository: Repository
    site_title: str
    site_url: str
    site_root: str
    style: LinkStyle
    language: str
    _headers: dict[tuple[str, str], str] = field(default_factory=dict)

    def root(self, address: Address) -> str:
        """The way from the page at *address* to the site's root.

        The 404 page is served at any address, so its links start from the server's root.
        """
        return self.site_root if address == NOT_FOUND else up(depth(address))

    def slots(self, facts: PageFacts, content: str = "") -> dict[str, str]:
        """Every slot of the frame but the language, as HTML for the page's place."""
        root = self.root(facts.address)
        title = facts.title if not facts.address else f"{facts.title} · {self.site_title}"
        if facts.title == self.site_title:
            title = facts.title
        return {
            "title": str(self._escape(title)),
            "head": resolve(self._head(facts, content), root, self.style),
            "header": self._header(facts.nav, root),
            "footer": resolve(self._footer(facts), root, self.style),
            "content": resolve(content, root, self.style),
        }

    def _escape(self, text: str) -> str:
        return self.env.filters["e"](text)  # type: ignore[no-any-return]

    def _head(self, facts: PageFacts, content: str) -> str:
        show_address = bool(self.site_url) and not facts.hidden
        return self.env.get_template("head/head.html").render(
            description=facts.description,
            canonical=absolute(facts.address, self.site_url) if show_address else "",
            hidden=facts.hidden,
            cjk=_CJK.search(content) is not None or _CJK.search(facts.title) is not None,
            styles=[*facts.styles, self.theme.style_address],
            scripts=[self.theme.script_address],
        )

    def _header(self, nav: str, root: str) -> str:
        if (nav, root) not in self._headers:
            html = self.env.get_template("header/header.html").render(nav_active=nav)
            self._headers[nav, root] = resolve(html, root, self.style)
        return self._headers[nav, root]

    def _footer(self, facts: PageFacts) -> str:
        return self.env.get_template("footer/footer.html").render(
            edit_url=self.repository.edit_url(facts.path),
            report_url=self.repository.report_url(facts.title, facts.address),
        )
