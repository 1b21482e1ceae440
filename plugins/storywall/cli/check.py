"""``storywall check``: what is wrong with a wall, and what to type instead."""

from __future__ import annotations

from pathlib import Path

import click

from storywall import clock
from storywall.cli import common
from storywall.errors import SettingsError
from storywall.problems import Problem
from storywall.settings import Project
from storywall.validate import problems_of


@click.command()
@common.config_option
@click.option("--strict", is_flag=True, help="Warnings count as well.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, config: Path, strict: bool, paths: tuple[Path, ...]) -> None:
    """Check the stories; PATHS narrow what is reported.

    A PATH is a file or folder of the wall, or a folder with a mkdocs.yml of its own.
    """
    walls = [path for path in paths if (path / "mkdocs.yml").is_file()]
    narrow = [path for path in paths if path not in walls]
    configs = [path / "mkdocs.yml" for path in walls]
    if narrow or not walls:
        configs.insert(0, config)
    failed = False
    for each in configs:
        project = common.wall(each)
        wanted = narrow if each == config else []
        failed |= _check(project, wanted, strict=strict)
    context.exit(1 if failed else 0)


def _check(project: Project, paths: list[Path], *, strict: bool) -> bool:
    now = clock.now(project.settings.zone)
    stories = project.site.stories.resolve()
    for path in paths:
        if not path.exists():
            raise SettingsError(f"there is no {path}")
        if not path.resolve().is_relative_to(stories):
            raise SettingsError(f"{path} is no part of the wall in {project.config}")
    found, files = problems_of(project, now)
    reported = [problem for problem in found if _within(problem, paths, project)]
    common.print_problems(reported, project)
    click.echo(common.summary(reported, files))
    return common.stops(reported, strict=strict)


def _within(problem: Problem, paths: list[Path], project: Project) -> bool:
    """Whether *problem* stands in one of *paths*, or no paths were named."""
    file = (project.site.stories / problem.path).resolve()
    return not paths or any(file.is_relative_to(path.resolve()) for path in paths)
