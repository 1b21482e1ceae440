"""``storywall init``: a new, empty wall."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from storywall import clock
from storywall.errors import SettingsError
from storywall.starting.wall import starter
from storywall.syndication.feeds import check_identity


@click.command()
@click.option("--name", help="The wall's name.  [default: the folder's name]")
@click.option("--domain", help="A domain of yours; feeds tell stories apart by it.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path, name: str | None, domain: str | None) -> None:
    """Make a new, empty wall in FOLDER."""
    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(f"{folder} is not empty; name a new folder")
    asks = sys.stdin.isatty()
    called = name or folder.resolve().name
    if name is None and asks:
        called = click.prompt("What is the wall called?", default=called)
    if domain is None:
        domain = f"{folder.resolve().name.lower().replace('_', '-')}.invalid"
        if asks:
            domain = click.prompt("A domain that is yours (feeds use it for ever)", default=domain)
    day = clock.now(ZoneInfo("UTC")).date()
    identity = f"{domain},{day.isoformat()}"
    if (fault := check_identity(identity)) is not None:
        raise SettingsError(fault)
    for path, text in starter(called, identity, day).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    click.echo(f"The wall is in {folder}. Next: cd {folder}, then mkdocs serve")
