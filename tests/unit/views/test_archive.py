from datetime import date

import make
from storywall.views import archive
from storywall.views.tiles import Year

WALL = make.wall(
    make.story("a", date(2025, 12, 31)),
    make.story("b", date(2026, 1, 1)),
    make.story("c", date(2026, 11, 2)),
    make.story("d", date(2026, 11, 30)),
)


def test_years_are_newest_first() -> None:
    assert archive.years(WALL) == (
        Year(2026, "archive/2026/", 3),
        Year(2025, "archive/2025/", 1),
    )


def test_the_archive_lists_the_months_of_each_year_january_first() -> None:
    assert [months for _, months in archive.archive(WALL).years] == [
        (
            (date(2026, 1, 1), "archive/2026/01/", 1),
            (date(2026, 11, 1), "archive/2026/11/", 2),
        ),
        ((date(2025, 12, 1), "archive/2025/12/", 1),),
    ]


def test_every_year_and_month_has_its_page() -> None:
    pages = dict(archive.periods(WALL))
    assert {str(address): [s.id for s in page.stories] for address, page in pages.items()} == {
        "archive/2026/": ["d", "c", "b"],
        "archive/2025/": ["a"],
        "archive/2026/11/": ["d", "c"],
        "archive/2026/01/": ["b"],
        "archive/2025/12/": ["a"],
    }


def test_pages_lead_to_the_period_before_and_after() -> None:
    pages = {str(address): page for address, page in archive.periods(WALL)}
    ways = {address: (page.earlier, page.later) for address, page in pages.items()}
    assert ways == {
        "archive/2026/": ("archive/2025/", None),
        "archive/2025/": (None, "archive/2026/"),
        "archive/2026/11/": ("archive/2026/01/", None),
        "archive/2026/01/": ("archive/2025/12/", "archive/2026/11/"),
        "archive/2025/12/": (None, "archive/2026/01/"),
    }


def test_a_years_page_links_its_months_and_a_months_page_none() -> None:
    pages = {str(address): page for address, page in archive.periods(WALL)}
    assert len(pages["archive/2026/"].months) == 2
    assert pages["archive/2026/"].month is None
    assert pages["archive/2026/11/"].months == ()
    assert pages["archive/2026/11/"].month == date(2026, 11, 1)
    assert pages["archive/2026/11/"].year_address == "archive/2026/"


def test_early_years_have_four_digits() -> None:
    wall = make.wall(make.story("old", date(987, 3, 4)))
    assert [str(address) for address, _ in archive.periods(wall)] == [
        "archive/0987/",
        "archive/0987/03/",
    ]


def test_an_empty_wall_has_no_periods() -> None:
    assert list(archive.periods(make.wall())) == []
    assert archive.archive(make.wall()).years == ()
