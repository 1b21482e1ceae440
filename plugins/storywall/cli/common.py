"""What several commands share: the option ``-f``, problems as text."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from storywall import settings
from storywall.errors import SettingsError
from storywall.problems import Problem, Severity
from storywall.settings import Project

config_option: Callable[[Any], Any] = click.option(
    "-f",
    "--config-file",
    "config",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The wall's mkdocs.yml.",
)


def wall(config: Path) -> Project:
    """The wall that *config* describes. Raises SettingsError, also when it has no stories."""
    project = settings.load(config)
    if not project.site.stories.is_dir():
        raise SettingsError(f"there is no folder {project.site.stories}; {config} names it")
    return project


def place_of(problem: Problem, project: Project) -> str:
    """The problem's place with a path that works from the current folder."""
    file = project.site.stories / problem.path
    if problem.path == project.config.name:
        file = project.config
    shown = os.path.relpath(file)
    if shown.startswith(".."):
        shown = str(file)
    return f"{shown}:{problem.line}:{problem.column}" if problem.line else shown


def print_problems(problems: Iterable[Problem], project: Project) -> None:
    """Print each problem with its place and hint."""
    for problem in problems:
        label = f"{problem.severity}[{problem.code}]"
        click.echo(f"{place_of(problem, project)}: {label} {problem.message}")
        if problem.hint:
            click.echo(f"    {problem.hint}")


def summary(problems: Iterable[Problem], files: int) -> str:
    """One line that counts: ``1 error, 2 warnings in 65 files``."""
    tally = Counter(problem.severity for problem in problems)
    parts = [
        f"{tally[level]} {level}{'' if tally[level] == 1 else 's'}"
        for level in (Severity.ERROR, Severity.WARNING, Severity.SUGGESTION)
        if tally[level]
    ]
    read = f"{files} file{'' if files == 1 else 's'}"
    return f"{', '.join(parts)} in {read}." if parts else f"No problems in {read}."


def stops(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether the problems keep a wall from being published; *strict* minds warnings too."""
    levels = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in levels for problem in problems)
