"""Commands as a user runs them, on copies of the test walls."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
WALLS = ROOT / "tests/walls"
# Pictures are developed once for all tests, and kept between runs.
CACHE = ROOT / ".cache/tests"
TODAY = "1795341600"  # 2026-11-22, 10:00 in London

Run = subprocess.CompletedProcess[str]


def _run(command: list[str], folder: Path, env: Mapping[str, str]) -> Run:
    given = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    given |= {"SOURCE_DATE_EPOCH": TODAY, "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "200"}
    return subprocess.run(
        command,
        cwd=folder,
        env=given | dict(env),
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )


def storywall(*arguments: str | Path, folder: Path = ROOT, **env: str) -> Run:
    """`storywall …` in *folder*."""
    program = [sys.executable, "-c", "from storywall.cli import main; main()"]
    return _run([*program, *map(str, arguments)], folder, env)


def host(name: str, folder: Path, *arguments: str, **env: str) -> Run:
    """`mkdocs build …` or `properdocs build …` in *folder*."""
    return _run([sys.executable, "-m", name, "build", *arguments], folder, env)


def python(code: str, folder: Path, **env: str) -> Run:
    return _run([sys.executable, "-c", code], folder, env)


def git(folder: Path, *arguments: str, at: str = "2026-01-01T00:00:00Z") -> str:
    """Git in *folder*, as somebody who commits at the instant *at*."""
    who = {"NAME": "A", "EMAIL": "a@example.com", "DATE": at}
    env = {
        f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()
    }
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = _run(["git", *arguments], folder, env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def configure(root: Path, **changes: Any) -> None:
    """Change mkdocs.yml; settings of the plugin are given as `storywall={…}`."""
    path = root / "mkdocs.yml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    plugin = changes.pop("storywall", {})
    plugins = [
        {"storywall": (each.get("storywall") or {}) | plugin}
        if isinstance(each, dict) and "storywall" in each
        else ({"storywall": plugin} if each == "storywall" else each)
        for each in config["plugins"]
    ]
    before, after = changes.pop("before", []), changes.pop("after", [])
    config |= {"plugins": [*before, *plugins, *after]} | changes
    text = yaml.safe_dump({k: v for k, v in config.items() if v is not None}, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def copy(name: str, root: Path, **changes: Any) -> Path:
    """A copy of the test wall *name* at *root* that shares the cache of all tests."""
    shutil.copytree(WALLS / name, root)
    configure(root, storywall={"cache": str(CACHE)} | changes.pop("storywall", {}), **changes)
    return root


def sample(root: Path) -> Path:
    """A copy of the sample wall at *root* that shares the cache of `scripts/build`."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "stories", root / "stories")
    configure(root, storywall={"cache": str(ROOT / ".cache/storywall")})
    return root


def tree(folder: Path) -> dict[str, str]:
    """Every file below *folder* with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def said(run: Run) -> str:
    """All that a command printed; fails when that holds a traceback."""
    text = run.stdout + run.stderr
    assert "Traceback" not in text, text
    return text


def built(run: Run) -> Run:
    """The run, which must have succeeded."""
    assert run.returncode == 0, said(run)
    return run
