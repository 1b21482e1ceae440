"""A build that may be published: made by the host beside the old site, verified, brought over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storywall.build import REPORT
from storywall.errors import MissingProgram, VerifyError
from storywall.problems import Problem
from storywall.reading import gather
from storywall.release.publish import publish
from storywall.release.secrets import secrets
from storywall.release.verify import verify
from storywall.settings import Project
from storywall.validate import problems_of

HOSTS = ("mkdocs", "properdocs")
_MOST_FAULTS = 20


@dataclass(frozen=True)
class Release:
    """One run of ``storywall build``. *say* prints a line of progress."""

    project: Project
    now: datetime
    preview: bool
    strict: bool
    say: Callable[[str], Any]

    @property
    def output(self) -> Path:
        """The folder that receives the site. A preview has its own: it must never be published."""
        site = self.project.site.output
        return site.with_name(f"{site.name}-preview") if self.preview else site

    def check(self) -> tuple[list[Problem], int]:
        """Every problem of the wall, and how many files were read."""
        return problems_of(self.project, self.now)

    def run(self) -> int:
        """Build, verify and publish; returns how many files of the site changed.

        Raises StoryWallError; the old site then stays as it is.
        """
        self.project.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="release-", dir=self.project.cache) as folder:
            staged = Path(folder) / "site"
            self._host(staged)
            self._proof(staged)
            self._verify(staged)
            return publish(staged, self.output)

    def _host(self, staged: Path) -> None:
        """Let the site builder make the site in *staged*."""
        host = next((name for name in HOSTS if find_spec(name) is not None), None)
        if host is None:
            raise MissingProgram("no site builder is installed; run `pip install mkdocs`")
        # The check has already spoken; the child repeats only what goes wrong after it.
        command = [sys.executable, "-m", host, "build", "--quiet"]
        command += ["--config-file", str(self.project.config), "--site-dir", str(staged)]
        command += ["--strict"] if self.strict else []
        preview = {"STORYWALL_PREVIEW": "1"} if self.preview else {}
        epoch = {"SOURCE_DATE_EPOCH": str(int(self.now.timestamp()))}
        env = {**os.environ, **preview, **epoch, "NO_MKDOCS_2_WARNING": "1"}
        if not self.preview:
            env.pop("STORYWALL_PREVIEW", None)
        done = subprocess.run(command, env=env, check=False)  # noqa: S603
        if done.returncode != 0:
            raise VerifyError(f"{host} did not finish (exit {done.returncode}); the old site stays")

    def _proof(self, staged: Path) -> None:
        """The plugin leaves a report; a host that ignored it leaves none."""
        try:
            counts = json.loads((staged / REPORT).read_text("utf-8"))["counts"]
            said = ", ".join(f"{count} {name}" for name, count in counts.items())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise VerifyError(
                f"the site was built without Story Wall (no {REPORT}); is the plugin turned on?"
            ) from None
        self.say(f"Built {said}.")

    def _verify(self, staged: Path) -> None:
        root = f"{urlsplit(self.project.site.url).path.rstrip('/')}/"
        hidden = []
        if not self.preview:
            hidden = secrets(gather.read(self.project), self.now, self.project.cache)
        faults = verify(staged, hidden, root, self.project.site.url)
        if faults:
            shown = "\n".join(f"  {fault}" for fault in faults[:_MOST_FAULTS])
            more = len(faults) - _MOST_FAULTS
            rest = f"\n  and {more} more" if more > 0 else ""
            raise VerifyError(f"the built site is not fit to publish:\n{shown}{rest}")
