"""One commit on one day gives the same bytes, wherever and however it is built."""

from pathlib import Path

import runs


def test_two_builds_in_two_folders_are_the_same(tmp_path: Path, full_site: Path) -> None:
    root = runs.copy("full", tmp_path / "a folder, elsewhere/wäll")
    env = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "C"}
    runs.built(runs.storywall("build", "--strict", folder=root, **env))
    assert runs.tree(root / "site") == runs.tree(full_site)


def test_an_empty_cache_changes_nothing(tmp_path: Path) -> None:
    warm = runs.copy("full", tmp_path / "warm")
    cold = runs.copy("full", tmp_path / "cold", storywall={"cache": "fresh"})
    env = {"PYTHONHASHSEED": "11", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
    runs.built(runs.host("mkdocs", warm))
    runs.built(runs.host("mkdocs", cold, **env))
    assert runs.tree(cold / "site") == runs.tree(warm / "site")


def test_the_hour_of_the_build_changes_nothing(tmp_path: Path, full_site: Path) -> None:
    root = runs.copy("full", tmp_path / "wall")
    late = str(int(runs.TODAY) + 10 * 3600)
    runs.built(runs.host("mkdocs", root, SOURCE_DATE_EPOCH=late))
    assert runs.tree(root / "site") == runs.tree(full_site)


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    root = runs.copy("minimal", tmp_path / "wall")
    runs.built(runs.storywall("build", folder=root))
    times = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")}
    second = runs.built(runs.storywall("build", folder=root))
    assert "files changed: 0" in second.stdout
    assert {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")} == times
