"""The console script ``storywall``: one module per command, no logic of its own."""

from __future__ import annotations

import sys

import click

from storywall import __version__
from storywall.cli.build import build
from storywall.cli.check import check
from storywall.cli.init import init
from storywall.cli.schema import schema
from storywall.errors import StoryWallError, VerifyError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="storywall")
def storywall() -> None:
    """A wall of stories about good work for customers, from a folder of Markdown files."""


for _command in (check, build, schema, init):
    storywall.add_command(_command)


def main() -> None:
    """Run the command line. Exits 0 (fine), 1 (problems found) or 2 (it could not run)."""
    try:
        # Outside its own mode click does not exit: it returns the code that a command exits with.
        sys.exit(storywall(standalone_mode=False))
    except click.Abort:
        click.echo("Stopped; nothing was changed.", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except VerifyError as error:
        click.echo(f"storywall: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"storywall: {place}{error.strerror or error}", err=True)
        sys.exit(2)
    except StoryWallError as error:
        click.echo(f"storywall: {error}", err=True)
        sys.exit(2)
