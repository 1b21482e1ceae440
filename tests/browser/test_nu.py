"""Every page is valid HTML, as the Nu checker sees it."""

from pathlib import Path

import pytest

from browser import nu


@pytest.mark.parametrize("site", ["sample_site", "full_site", "hostile_site"])
def test_every_page_is_valid(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 40
    messages = nu.check(pages)
    assert [str(message).removeprefix(str(folder)) for message in messages] == []
