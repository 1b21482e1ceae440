"""When each id reached the main line, as git knows it, and the instants that feeds print.

Git runs twice, without a shell: once to learn whether the clone is whole, once for the log. The
time of a commit is its committer's, along first parents: the day a pull request was merged, not
the day it was written.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Literal, NamedTuple

from storywall.model import RecordKind
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading.sources import kind_of

SHALLOW = rule(
    "shallow-clone",
    Severity.WARNING,
    "Feeds date a story by the commit that brought it; a shallow clone has cut that commit off.",
)
NO_HISTORY = rule(
    "no-git-history",
    Severity.SUGGESTION,
    "Feeds date a story by the commit that brought it; without git they use its `date`.",
)

# A hook sets these for its own repository; the folder alone decides which one is asked.
_HOOK_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_TICK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class History:
    """When paths and ids were first committed, in UTC.

    *added* is by path below the stories folder; a path that was renamed untouched keeps the time
    of its first name. *stems* is by kind and file stem. Both are empty unless *state* is ``ok``:
    a shallow clone would date every older file by the commit where it was cut. *reason* says in
    words why there is no history.
    """

    state: Literal["ok", "shallow", "none"]
    added: Mapping[str, datetime] = field(default_factory=dict)
    stems: Mapping[tuple[RecordKind, str], datetime] = field(default_factory=dict)
    reason: str = ""

    def committed(self, id_: str, path: str) -> datetime | None:
        """When *id_*, whose file is now at *path*, reached the main line; None when unknown.

        That is the first commit that added a file of the id's name among the same kind's folders,
        wherever it lay; for an ``id:`` that was never a file's name, the path's own first commit.
        """
        kind = kind_of(path)
        known = self.stems.get((kind, id_)) if kind else None
        return known or self.added.get(path)

    def problems(self, path: str = "mkdocs.yml") -> list[Problem]:
        """What is wrong with the history, at most one problem, reported at *path*."""
        if self.state == "shallow":
            message = "this clone is shallow, so feeds date stories by their `date` alone"
            hint = "Run `git fetch --unshallow`; in GitHub Actions set `fetch-depth: 0`."
            return [Place(path).problem(SHALLOW, message, hint)]
        if self.state == "none":
            message = f"feeds date stories by their `date` alone: {self.reason}"
            hint = "Keep the wall in git, and commit it, so that a late story is not missed."
            return [Place(path).problem(NO_HISTORY, message, hint)]
        return []


def read(stories: Path) -> History:
    """The history of the folder *stories* in the git repository around it. Never raises."""
    try:
        shallow = _git(stories, "rev-parse", "--is-shallow-repository")
        if shallow.strip() == "true":
            return History("shallow")
        log = _git(
            stories,
            *("-c", "log.follow=false", "log", "--first-parent", "--diff-merges=first-parent"),
            # Exact renames only: inexact ones would fetch file contents into a partial clone.
            *("-M100%", "--diff-filter=AR", "--name-status", "-z", "--relative"),
            *("--no-show-signature", "--format=%x00%ct", "HEAD", "--", "."),
        )
        added, stems = _times(log)
    except (OSError, subprocess.SubprocessError, ValueError, OverflowError) as error:
        return History("none", reason=_reason(error))
    if not added:
        return History("none", reason="nothing in the stories folder is committed yet")
    return History("ok", added, stems)


def _git(folder: Path, *arguments: str) -> str:
    env = {name: value for name, value in os.environ.items() if name not in _HOOK_VARIABLES}
    env |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    done = subprocess.run(  # noqa: S603
        ["git", "-C", str(folder), "--no-pager", *arguments],  # noqa: S607
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
        env=env,
    )
    return os.fsdecode(done.stdout)


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        said = os.fsdecode(error.stderr).strip().splitlines()
        if any("not a git repository" in line for line in said):
            return "the stories folder is in no git repository"
        if any("does not have any commits" in line or "revision 'HEAD'" in line for line in said):
            return "nothing is committed yet"
        return f"git says: {said[0]}" if said else "git failed"
    if isinstance(error, FileNotFoundError):
        return "git is not installed"
    return f"git could not be run ({error})"


def _changes(log: str) -> Iterator[tuple[datetime, str, str]]:
    """``(time, old path or "", path)`` for each file that a commit added or renamed."""
    tokens = iter(log.split("\0"))
    moment = datetime.fromtimestamp(0, UTC)
    for token in tokens:
        status = token.removeprefix("\n")
        if status.startswith("R"):
            yield moment, next(tokens), next(tokens)
        elif status.startswith("A"):
            yield moment, "", next(tokens)
        elif (stamp := next(tokens, "")).isdigit():
            moment = datetime.fromtimestamp(int(stamp), UTC)


def _times(
    log: str,
) -> tuple[dict[str, datetime], dict[tuple[RecordKind, str], datetime]]:
    """Times by path and by stem, from a log with the newest commit first."""
    added: dict[str, datetime] = {}
    stems: dict[tuple[RecordKind, str], datetime] = {}
    for moment, old, path in reversed(list(_changes(log))):
        added.setdefault(path, added.get(old, moment))
        kind = kind_of(path)
        if kind is not None:
            stems.setdefault((kind, Path(path).stem), moment)
    return added, stems


class Dated(NamedTuple):
    """What decides an entry's instant. *day* is in the site's zone unless it names its own."""

    id: str
    published: datetime | None
    day: date | datetime
    committed: datetime | None


def pub_dates(entries: Iterable[Dated], zone: tzinfo) -> dict[str, datetime]:
    """The instant at which feeds date each entry, in UTC and whole seconds, by id.

    It is what `published` declares; else the commit, but never before the entry's own date; else
    that date. In that order, then by id, each is at least a second later than the one before, so
    that a reader which asks for what is newer than the last misses none. An entry changes only
    those that come after it.
    """
    dates: dict[str, datetime] = {}
    last: datetime | None = None
    for own, id_ in sorted((_own(entry, zone), entry.id) for entry in entries):
        last = own if last is None else max(own, last + _TICK)
        dates[id_] = last
    return dates


def _own(entry: Dated, zone: tzinfo) -> datetime:
    if entry.published is not None:
        return _instant(entry.published, zone)
    day = _instant(entry.day, zone)
    return day if entry.committed is None else max(day, _instant(entry.committed, zone))


def _instant(moment: date | datetime, zone: tzinfo) -> datetime:
    """*moment* in UTC, up to the next whole second; a day begins at midnight in *zone*."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # the first and the last day of the calendar
        moment = moment.replace(tzinfo=UTC)
    whole = moment.replace(microsecond=0)
    return whole + _TICK if moment.microsecond else whole
