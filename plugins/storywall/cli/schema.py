"""``storywall schema``: the JSON Schema of a file's fields."""

from __future__ import annotations

import json

import click

from storywall.model import RecordKind
from storywall.reading.schema import json_schema, reference


@click.command()
@click.option("--markdown", is_flag=True, help="Print every kind's fields as a page instead.")
@click.argument("kind", type=click.Choice([kind.value for kind in RecordKind]), required=False)
def schema(kind: str | None, markdown: bool) -> None:
    """Print the JSON Schema of KIND's fields, for editors and forms."""
    if markdown:
        click.echo(reference(), nl=False)
        return
    if kind is None:
        raise click.UsageError("Name a kind, or give --markdown.")
    click.echo(json.dumps(json_schema(RecordKind(kind)), indent=2, ensure_ascii=False))
