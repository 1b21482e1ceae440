from pathlib import Path

import pytest

from storywall.errors import AddressTaken
from storywall.release.artifacts import Artifacts


def test_bytes_text_and_files_are_written_as_they_are(tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    source.write_bytes(b"\xff\xd8")
    artifacts = Artifacts()
    artifacts.add("index.html", "Grüße\n", "the wall")
    artifacts.add("feeds/feed.xml", b"<rss/>", "the feed")
    artifacts.add("media/photo.jpg", source, "a picture")
    site = tmp_path / "site"
    artifacts.write(site)
    assert list(artifacts) == ["feeds/feed.xml", "index.html", "media/photo.jpg"]
    assert len(artifacts) == 3
    assert (site / "index.html").read_bytes() == "Grüße\n".encode()
    assert (site / "feeds/feed.xml").read_bytes() == b"<rss/>"
    assert (site / "media/photo.jpg").read_bytes() == b"\xff\xd8"


@pytest.mark.parametrize("second", ["stories/rita/index.html", "stories/Rita/index.html"])
def test_a_path_has_one_writer_whatever_its_case(second: str) -> None:
    artifacts = Artifacts()
    artifacts.add("stories/rita/index.html", "a", "2026/rita.md")
    with pytest.raises(AddressTaken) as raised:
        artifacts.add(second, "b", "an alias")
    assert "an alias and 2026/rita.md both write" in str(raised.value)
    assert second in str(raised.value)


def test_a_file_that_the_host_wrote_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    (tmp_path / "about/index.html").write_text("the host's")
    artifacts = Artifacts()
    artifacts.add("about/index.html", "ours", "an alias")
    with pytest.raises(AddressTaken, match="an alias and an ordinary page or plugin both write"):
        artifacts.write(tmp_path)
    assert (tmp_path / "about/index.html").read_text() == "the host's"


def test_a_path_below_a_file_is_told_as_a_fault(tmp_path: Path) -> None:
    artifacts = Artifacts()
    artifacts.add("old", "an alias without an end", "an alias")
    artifacts.add("old/index.html", "a page", "2026/old.md")
    with pytest.raises(AddressTaken, match="old"):
        artifacts.write(tmp_path)
