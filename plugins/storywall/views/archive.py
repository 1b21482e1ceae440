"""The wall by time: years and months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from storywall.address import Address
from storywall.shown import ShownWall, Story
from storywall.views.pages import ArchivePage, PeriodPage
from storywall.views.tiles import Year

Month = tuple[date, Address, int]


def _year_address(year: int) -> Address:
    return Address(f"archive/{year:04}/")


def _month_address(month: date) -> Address:
    return Address(f"archive/{month.year:04}/{month.month:02}/")


def _by_year(wall: ShownWall) -> dict[int, list[Story]]:
    return {
        year: list(group) for year, group in groupby(wall.stories, lambda story: story.date.year)
    }


def _months(stories: list[Story]) -> dict[date, list[Story]]:
    return {
        month: list(group)
        for month, group in groupby(stories, lambda story: story.date.replace(day=1))
    }


def years(wall: ShownWall) -> tuple[Year, ...]:
    """Every year that has a story, newest first."""
    return tuple(
        Year(year, _year_address(year), len(stories)) for year, stories in _by_year(wall).items()
    )


def archive(wall: ShownWall) -> ArchivePage:
    """``/archive/``."""
    by_year = _by_year(wall)
    return ArchivePage(tuple((year, _month_links(by_year[year.year])) for year in years(wall)))


def _month_links(stories: list[Story]) -> tuple[Month, ...]:
    """A year's months that have stories, January first."""
    links = [
        (month, _month_address(month), len(found)) for month, found in _months(stories).items()
    ]
    return tuple(reversed(links))


def periods(wall: ShownWall) -> Iterator[tuple[Address, PeriodPage]]:
    """Every year's and every month's page with its address."""
    by_year = _by_year(wall)
    order = list(by_year)
    for index, year in enumerate(order):
        links = _month_links(by_year[year])
        yield (
            _year_address(year),
            PeriodPage(
                year=year,
                month=None,
                stories=tuple(by_year[year]),
                months=links,
                earlier=_year_address(order[index + 1]) if index + 1 < len(order) else None,
                later=_year_address(order[index - 1]) if index else None,
                year_address=None,
            ),
        )
    months = [(month, found) for year in order for month, found in _months(by_year[year]).items()]
    for index, (month, found) in enumerate(months):
        yield (
            _month_address(month),
            PeriodPage(
                year=month.year,
                month=month,
                stories=tuple(found),
                months=(),
                earlier=_month_address(months[index + 1][0]) if index + 1 < len(months) else None,
                later=_month_address(months[index - 1][0]) if index else None,
                year_address=_year_address(month.year),
            ),
        )
