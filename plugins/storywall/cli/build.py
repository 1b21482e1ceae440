"""``storywall build``: check, build beside the old site, verify, publish."""

from __future__ import annotations

from pathlib import Path

import click

from storywall import clock
from storywall.cli import common
from storywall.release.run import Release


@click.command()
@common.config_option
@click.option("--strict", is_flag=True, help="Warnings stop the build as well.")
@click.option("--preview", is_flag=True, help="Also drafts, into a folder of its own.")
@click.pass_context
def build(context: click.Context, config: Path, strict: bool, preview: bool) -> None:
    """Build the site and publish it only when it is sound; else the old one stays."""
    project = common.wall(config)
    now = clock.now(project.settings.zone)
    release = Release(project, now, preview=preview, strict=strict, say=click.echo)
    problems, files = release.check()
    common.print_problems(problems, project)
    click.echo(common.summary(problems, files))
    if common.stops(problems, strict=strict) and not preview:
        click.echo("Nothing was built; the old site stays.", err=True)
        context.exit(1)
    changed = release.run()
    what = "preview" if preview else "site"
    click.echo(f"The {what} is in {release.output}; files changed: {changed}.")
    if preview:
        click.echo("It shows drafts and stories without consent: look at it, do not publish it.")
