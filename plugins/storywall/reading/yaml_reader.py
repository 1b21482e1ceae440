"""YAML to plain text values, with the line and column of every key and value.

Scalars stay exactly what was typed: ``no``, ``010`` and ``12:30`` are text; only nothing at all and
``~`` are None. The tree is built from the parser's events without recursion, and what has no place
in a small hand-written file (aliases, tags, deep nesting, great size) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from storywall.reading.yaml_faults import BLANK_AT_START, YamlFault, explain, foreign_blank
from storywall.words import INVISIBLE

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

__all__ = ["MAX_CHARACTERS", "MAX_DEPTH", "Marked", "Path", "Spot", "YamlFault", "read"]

MAX_DEPTH = 12
MAX_CHARACTERS = 256_000

_REMARK = re.compile(r"[ \t]+(#)[^\n]*[^\s#]")

Path = tuple[str | int, ...]
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A value made of dicts, lists, text and None, with the spots of keys and values by path.

    Of two keys with one name the first counts; *repeated* holds the other's path and spot.
    *cut* holds the path and spot of each ` #` that ends a value with more text behind it.
    """

    value: Any
    keys: Mapping[Path, Spot] = field(default_factory=dict)
    values: Mapping[Path, Spot] = field(default_factory=dict)
    repeated: tuple[tuple[Path, Spot], ...] = ()
    cut: tuple[tuple[Path, Spot], ...] = ()


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; *key* is the mapping key that waits for a value.

    What is *lost* belongs to a repeated key: it is read, and leaves no mark.
    """

    value: Any
    path: Path
    lost: bool = False
    key: str | None = None
    key_is_lost: bool = False


class _Builder:
    """Puts events together; see :func:`read`."""

    def __init__(self, text: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.root: Any = None
        self.stack: list[_Open] = []
        self.keys: dict[Path, Spot] = {}
        self.values: dict[Path, Spot] = {}
        self.repeated: list[tuple[Path, Spot]] = []
        self.cut: list[tuple[Path, Spot]] = []

    def spot(self, mark: Any) -> Spot:
        return mark.line + self.first_line, mark.column + 1

    def refuse(self, code: str, message: str, hint: str, mark: Any) -> YamlFault:
        return YamlFault(code, message, hint, *self.spot(mark))

    def wants_key(self) -> bool:
        """Whether the next thing is the key of a mapping."""
        top = self.stack[-1] if self.stack else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def place(self, value: Any, mark: Any) -> tuple[Path, bool]:
        """Hang *value* where the events have come to; its path, and whether it is lost."""
        if not self.stack:
            self.root = value
            self.values[()] = self.spot(mark)
            return (), False
        top = self.stack[-1]
        lost = top.lost
        if isinstance(top.value, list):
            path: Path = (*top.path, len(top.value))
            top.value.append(value)
        else:
            key, top.key = top.key or "", None
            path = (*top.path, key)
            lost = lost or top.key_is_lost
            top.value.setdefault(key, value)
        if not lost:
            self.values[path] = self.spot(mark)
        return path, lost

    def key(self, event: Any) -> None:
        top = self.stack[-1]
        path = (*top.path, event.value)
        top.key = event.value
        top.key_is_lost = event.value in top.value
        if top.lost:
            return
        if top.key_is_lost:
            self.repeated.append((path, self.spot(event.start_mark)))
        else:
            self.keys[path] = self.spot(event.start_mark)

    def scalar(self, event: Any) -> None:
        wants_key = self.wants_key()
        # Before a value such a blank does no harm; before a field or an entry it hides it.
        hides = wants_key or event.value.lstrip().startswith("- ")
        if hides and not event.style and BLANK_AT_START.match(event.value):
            raise foreign_blank(*self.spot(event.start_mark))
        if wants_key:
            self.key(event)
            return
        nothing = not event.style and event.value in {"", "~"}
        if nothing and self.stack and isinstance(self.stack[-1].value, list):
            return  # a `-` with nothing behind it is no entry
        path, lost = self.place(None if nothing else event.value, event.start_mark)
        if not (nothing or lost or event.style):
            self.rest(path, event.end_mark)

    def rest(self, path: Path, mark: Any) -> None:
        """Note what follows a plain value on its line: YAML takes ` # …` for a remark."""
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        remark = _REMARK.match(line, mark.column)
        if remark is not None:
            self.cut.append((path, (mark.line + self.first_line, remark.start(1) + 1)))

    def open(self, value: Any, event: Any) -> None:
        if self.wants_key():
            message = "brackets cannot be the name of a field"
            raise self.refuse("yaml", message, "Put quotes round the text.", event.start_mark)
        if len(self.stack) >= MAX_DEPTH:
            raise self.refuse(
                "yaml-deep",
                f"fields and lists stand more than {MAX_DEPTH} deep in one another",
                "No field needs that; take the extra brackets or blanks away.",
                event.start_mark,
            )
        path, lost = self.place(value, event.start_mark)
        self.stack.append(_Open(value, path, lost))

    def take(self, event: Any) -> None:
        """Take one event."""
        if isinstance(event, yaml.AliasEvent):
            raise self.refuse(
                "yaml-alias",
                f"`*{event.anchor}` would repeat another value",
                "Write the value out, or put quotes round the text.",
                event.start_mark,
            )
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise self.refuse(
                "yaml-tag",
                "no text may begin with `&` or `!`",
                "Put quotes round the text.",
                event.start_mark,
            )
        if isinstance(event, yaml.ScalarEvent):
            # A backslash in double quotes can write what the file itself may not hold.
            if INVISIBLE.search(event.value):
                message = "a backslash in this text makes an invisible character"
                hint = "Use single quotes, or write the backslash twice."
                raise self.refuse("control-character", message, hint, event.start_mark)
            self.scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self.open({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open([], event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.stack.pop()


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=_Loader)


def read(text: str, first_line: int = 1) -> Marked:
    """The one document in *text*, whose first line is the file's *first_line* (from 1).

    Raises YamlFault for anything that is not plain YAML of reasonable size and depth.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"the fields have {len(text):,} characters; at most {MAX_CHARACTERS:,} are read"
        raise YamlFault(
            "yaml-large", message, "Long text belongs below the second `---`.", first_line, 1
        )
    builder = _Builder(text, first_line)
    documents = 0
    try:
        for event in _events(text):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "the fields end before this line, and others begin"
                    hint = "Take the line `---` or `...` away."
                    raise builder.refuse("yaml", message, hint, event.start_mark)
            builder.take(event)
    except yaml.YAMLError as error:
        raise explain(error, text, first_line) from None
    return Marked(
        builder.root, builder.keys, builder.values, tuple(builder.repeated), tuple(builder.cut)
    )
