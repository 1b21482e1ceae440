"""The files of a new wall."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from storywall.reading.schema import reference

_FOLDER = Path(__file__).parent / "files"


def starter(name: str, identity: str, day: date) -> dict[str, str]:
    """Every file of a new wall by its path, for a wall called *name*, begun on *day*."""
    words = {
        "NAME": name,
        "QUOTED": json.dumps(name, ensure_ascii=False),
        "IDENTITY": identity,
        "DAY": day.isoformat(),
        "YEAR": str(day.year),
    }
    files = {}
    for path in sorted(_FOLDER.rglob("*")):
        if not path.is_file():
            continue
        text = path.read_text("utf-8")
        for word, value in words.items():
            text = text.replace(f"@{word}@", value)
        files[path.relative_to(_FOLDER).as_posix().replace("dot-", ".")] = text
    files["stories/help/fields.md"] = reference()
    return files
