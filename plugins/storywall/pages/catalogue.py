"""Words for readers: the catalogue, dates, numbers and lists in a language.

Catalogues are ``theme/locales/LANG.po``, read directly. English is the source: its words stand in
the templates, and it needs no catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from gettext import c2py
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from storywall.errors import SettingsError
from storywall.model.fields import is_period

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Words:
    """The words of one language (BCP 47), and how it writes dates, numbers and lists."""

    language: str
    catalog: Catalog | None = None

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale; plain English text keeps to British dates."""
        tag = "en-GB" if self.language == SOURCE_LANGUAGE else self.language
        return Locale.parse(tag, sep="-")

    @cached_property
    def _plural(self) -> Callable[[int], int]:
        """Which plural form goes with a number, by the catalogue's own rule."""
        return c2py(self.catalog.plural_expr if self.catalog else "(n != 1)")

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.locale.text_direction

    def gettext(self, message: str) -> str:
        """*message* in this language, or itself."""
        return self.pgettext(None, message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form of *singular* that goes with *n* things."""
        return self.npgettext(None, singular, plural, n)

    def pgettext(self, context: str | None, message: str) -> str:
        """*message* in the sense of *context*."""
        found = self.catalog.get(message, context) if self.catalog else None
        return str(found.string) if found and found.string else message

    def npgettext(self, context: str | None, singular: str, plural: str, n: int) -> str:
        """The form of *singular*, in the sense of *context*, that goes with *n* things."""
        found = self.catalog.get(singular, context) if self.catalog else None
        if found and isinstance(found.string, (tuple, list)):
            form = found.string[self._plural(n)]
            if form:
                return str(form)
        return singular if n == 1 else plural

    def day(self, day: date) -> str:
        """``12 November 2026``."""
        return format_date(day, "long", locale=self.locale)

    def weekday(self, day: date) -> str:
        """``Thursday 12 November 2026``."""
        return format_date(day, "full", locale=self.locale)

    def month(self, day: date) -> str:
        """``November 2026``."""
        return format_skeleton("yMMMM", day, locale=self.locale)

    def month_name(self, day: date) -> str:
        """``November``."""
        return format_date(day, "LLLL", locale=self.locale)

    def number(self, value: float) -> str:
        """``1,234``."""
        return format_decimal(value, locale=self.locale)

    def period(self, period: str) -> str:
        """``2026``, ``Q3 2026`` or ``October 2026`` for a period; any other text stays."""
        if not is_period(period):
            return period
        year, _, part = period.partition("-")
        if not part:
            return year
        if part.startswith("q"):
            return format_skeleton("yQQQ", date(int(year), 3 * int(part[1]), 1), locale=self.locale)
        return self.month(date(int(year), int(part), 1))

    def and_list(self, items: Sequence[str | Markup]) -> Markup:
        """``A, B and C``, each item escaped unless it is markup."""
        escaped = [str(escape(item)) for item in items]
        return Markup(format_list(escaped, locale=self.locale))  # noqa: S704


def direction(language: str) -> str:
    """``ltr`` or ``rtl`` for a BCP 47 tag; ``ltr`` when Babel does not know it."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def load(language: str, locales: Path) -> Words:
    """The words of *language*, from ``locales/LANG.po`` (nothing is needed for English).

    Raises SettingsError when Babel does not know the language or it has no catalogue.
    """
    try:
        Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise SettingsError(f"`{language}` is not a language that Babel knows ({error})") from None
    base = language.partition("-")[0]
    for name in (language, base):
        path = locales / f"{name}.po"
        if path.is_file():
            with path.open("rb") as file:
                return Words(language, read_po(file, locale=name.replace("-", "_")))
    if base == SOURCE_LANGUAGE:
        return Words(language)
    known = ", ".join(sorted([SOURCE_LANGUAGE, *(path.stem for path in locales.glob("*.po"))]))
    raise SettingsError(f"there is no catalogue for the language `{language}`; there are {known}")
