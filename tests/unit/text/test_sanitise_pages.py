"""What `clean` does beyond taking away: ids of the page itself stay the page's."""

import pytest

from storywall.text.sanitise import clean


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 id="wall-main">A</h2>', '<h2 id="text-wall-main">A</h2>'),
        ('<h2 id="&#119;all-main">A</h2>', '<h2 id="text-wall-main">A</h2>'),
        ('<a href="#wall-main">A</a>', '<a href="#text-wall-main">A</a>'),
        ('<h2 id="the-wall-main">A</h2>', '<h2 id="the-wall-main">A</h2>'),
        ("<p>say id=&quot;wall-main&quot;</p>", '<p>say id="wall-main"</p>'),
    ],
)
def test_no_author_claims_an_id_of_the_page(html: str, expected: str) -> None:
    assert clean(html)[0] == expected
