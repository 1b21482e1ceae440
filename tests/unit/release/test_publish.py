import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storywall.errors import PublishError
from storywall.release.publish import publish


def fill(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


# Names that can be a file in one build and a folder in another.
NAMES = st.sampled_from(["a", "b", "index.html", "feed.xml", "x.jpg"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def consistent(files: dict[str, str]) -> dict[str, str]:
    """Without those paths that would need a file to be a folder as well."""
    return {
        path: text
        for path, text in files.items()
        if not any(other.startswith(f"{path}/") for other in files)
    }


FILES = st.dictionaries(PATHS, st.sampled_from(["one", "two"]), max_size=8).map(consistent)


@given(old=FILES, new=FILES)
@settings(max_examples=80, deadline=None)
def test_the_site_holds_exactly_what_was_staged(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, str], new: dict[str, str]
) -> None:
    root = tmp_path_factory.mktemp("publish")
    site = fill(root / "site", old)
    staged = fill(root / "staged", new)
    changed = publish(staged, site)
    assert held(site) == new
    assert changed == sum(1 for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    assert not [p for p in site.rglob("*") if p.is_dir() and not any(p.iterdir())]
    shutil.rmtree(root)


def test_when_the_new_files_do_not_fit_the_old_site_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = fill(tmp_path / "site", {"a.html": "old", "b.html": "old"})
    staged = fill(tmp_path / "staged", {"a.html": "new", "b.html": "new"})
    copy = shutil.copyfile

    def full(source: Path, target: Path) -> object:
        if Path(target).name == "b.html":
            raise OSError(28, "No space left on device")
        return copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(PublishError, match="No space left"):
        publish(staged, site)
    assert held(site) == {"a.html": "old", "b.html": "old"}


def test_unchanged_files_keep_their_times(tmp_path: Path) -> None:
    site = fill(tmp_path / "site", {"index.html": "same", "feed.xml": "old"})
    for path in site.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert publish(fill(tmp_path / "staged", {"index.html": "same", "feed.xml": "new"}), site) == 1
    assert (site / "index.html").stat().st_mtime == 1_000_000_000
    assert (site / "feed.xml").stat().st_mtime > 1_000_000_000


def test_a_site_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    assert publish(fill(tmp_path / "staged", {"index.html": "new"}), tmp_path / "deep/site") == 1
    assert held(tmp_path / "deep/site") == {"index.html": "new"}


def test_what_the_operator_keeps_beside_the_wall_stays(tmp_path: Path) -> None:
    kept = {
        ".git/HEAD": "ref",
        ".well-known/security.txt": "mail",
        "CNAME": "wall.example",
        ".nojekyll": "",
    }
    site = fill(tmp_path / "site", {**kept, "gone/index.html": "x", "deep/CNAME": "not the root's"})
    publish(fill(tmp_path / "staged", {"index.html": "new"}), site)
    assert held(site) == {**kept, "index.html": "new"}


def test_pages_come_after_what_they_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrived: list[str] = []
    real = os.replace

    def replace(source: str, target: Path) -> None:
        arrived.append(target.relative_to(tmp_path / "site").as_posix())
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    names = ["a/index.html", "feed.xml", "z.jpg", "assets/wall.css", "build.json"]
    publish(fill(tmp_path / "staged", dict.fromkeys(names, "x")), tmp_path / "site")
    assert arrived == ["assets/wall.css", "z.jpg", "a/index.html", "build.json", "feed.xml"]


def test_nothing_is_removed_before_everything_new_has_arrived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = fill(tmp_path / "site", {"old.html": "old"})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(PublishError, match="No space left"):
        publish(fill(tmp_path / "staged", {"new.html": "new"}), site)
    assert held(site) == {"old.html": "old"}


def test_a_reader_never_meets_half_a_file(tmp_path: Path) -> None:
    """An open page stays whole: the new one takes its name, it does not write into it."""
    site = fill(tmp_path / "site", {"index.html": "the old page"})
    with (site / "index.html").open() as reader:
        publish(fill(tmp_path / "staged", {"index.html": "new"}), site)
        assert reader.read() == "the old page"


def test_a_site_folder_that_cannot_be_made_is_a_fault_in_words(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(PublishError, match="could not be written"):
        publish(fill(tmp_path / "staged", {"index.html": "new"}), tmp_path / "site")
