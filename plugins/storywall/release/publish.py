"""Bring a finished folder over to the site: what changed is replaced, what is gone is removed."""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path

from storywall.errors import PublishError

_WAITING = ".storywall-new"
# What an operator keeps beside the wall and no build may remove.
_KEPT = frozenset({".git", ".well-known", "CNAME", ".nojekyll"})


def _files(folder: Path) -> set[str]:
    return {
        os.path.relpath(os.path.join(parent, name), folder)
        for parent, _, names in os.walk(folder)
        for name in names
    }


def _bring(paths: list[str], staged: Path, waiting: Path) -> None:
    """Copy what is new into *waiting*, on the site's own disk, before anything is replaced."""
    for path in paths:
        target = waiting / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(staged / path, target)


def _order(path: str) -> tuple[bool, str]:
    """Pages come after what they show, so that a new page never lacks its picture."""
    return path.endswith((".html", ".xml", ".json")), path


def publish(staged: Path, site: Path) -> int:
    """Make *site* hold what *staged* holds and return how many files changed.

    Unchanged files are left alone, so their times stay. Raises PublishError.
    """
    waiting = site / _WAITING
    try:
        shutil.rmtree(waiting, ignore_errors=True)
        new = _files(staged)
        old = _files(site) if site.is_dir() else set()
        changed = [
            path
            for path in sorted(new, key=_order)
            if path not in old or not filecmp.cmp(staged / path, site / path, shallow=False)
        ]
        stale = {path for path in old - new if Path(path).parts[0] not in _KEPT}
        # A full disk or a missing right shows here, while the old site is whole.
        _bring(changed, staged, waiting)
        for path in changed:
            _clear(path, site, stale)
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(waiting / path, site / path)
        for path in stale:
            if (site / path).is_file() or (site / path).is_symlink():
                (site / path).unlink()
        shutil.rmtree(waiting, ignore_errors=True)
        _prune(site)
    except OSError as error:
        raise PublishError(f"the site could not be written: {error}") from None
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return len(changed) + len(stale)


def _clear(path: str, site: Path, stale: set[str]) -> None:
    """Make room for *path* where the old site has a folder of its name, or a file above it."""
    if (site / path).is_dir():
        shutil.rmtree(site / path)
    for parent in Path(path).parents:
        if str(parent) in stale and not (site / parent).is_dir():
            (site / parent).unlink(missing_ok=True)


def _prune(site: Path) -> None:
    """Remove folders that hold nothing any more."""
    for parent, _, _ in os.walk(site, topdown=False):
        if Path(parent) != site and not os.listdir(parent):
            os.rmdir(parent)
