"""One text file of the stories folder: its bytes become fields with marks and a body.

Every fault of a file becomes a problem with its place; nothing that an author can type raises.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from storywall.model import RecordKind
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading import yaml_reader
from storywall.reading.yaml_faults import DASHES
from storywall.reading.yaml_reader import Marked, YamlFault
from storywall.words import INVISIBLE

rule("not-utf8", Severity.ERROR, "Files are UTF-8, so that every name can be written.")
rule("control-character", Severity.ERROR, "Invisible control characters break feeds and pages.")
rule("no-front-matter", Severity.ERROR, "The fields stand between two lines of `---`.")
rule("open-front-matter", Severity.ERROR, "The second `---` ends the fields.")
rule("yaml", Severity.ERROR, "The fields are YAML: one `field: value` a line.")
rule("yaml-alias", Severity.ERROR, "Aliases make files that nobody can check by reading.")
rule("yaml-tag", Severity.ERROR, "Tags make files that nobody can check by reading.")
rule("yaml-deep", Severity.ERROR, "No field is nested deeply.")
rule("yaml-large", Severity.ERROR, "Fields are short.")
rule("csv", Severity.ERROR, "A table is read by its commas and quotes.")
rule("duplicate-field", Severity.ERROR, "Of two fields with one name one would be lost.")
rule("wrong-shape", Severity.ERROR, "Each field has one shape: text, a list, or a mapping.")

rule("text-lost", Severity.WARNING, "YAML takes ` #` for the beginning of a remark.")
rule("merge-conflict", Severity.ERROR, "Of two versions of a text somebody must choose one.")

_CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)

Shape = type[dict[str, Any]] | type[list[Any]] | None
"""What a file's fields are: a mapping, a list, or (None) either."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's fields and text. *path* is relative to the folder, with slashes; lines from 1."""

    path: str
    kind: RecordKind | None
    data: Any
    body: str = ""
    body_line: int = 1
    keys: Mapping[yaml_reader.Path, yaml_reader.Spot] = field(default_factory=dict)
    values: Mapping[yaml_reader.Path, yaml_reader.Spot] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    def place(self, *where: str | int, key: bool = False) -> Place:
        """Where the value (or, with *key*, the name) of a field stands, or its nearest parent."""
        name = ".".join(str(part) for part in where)
        marks = [self.keys, self.values] if key else [self.values, self.keys]
        for end in range(len(where), 0, -1):
            for known in marks:
                if where[:end] in known:
                    return Place(self.path, *known[where[:end]], name)
        return Place(self.path, 1, 1, name)


Read = tuple[Source | None, list[Problem]]
"""A source, or None and the problems that say why there is none."""


class _Fields(BaseHandler):
    """python-frontmatter's handler: splits at the fences and reads the fields with marks."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def load(self, fm: str, **_: object) -> dict[str, Marked]:
        # The text after the first fence begins with that fence's line break: line 1 of the file.
        return {"fields": yaml_reader.read(fm, 1)}


_HANDLER = _Fields()


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place_in(text: str, path: str, offset: int) -> Place:
    before = text[:offset]
    return Place(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """Text of a file with its line ends made one kind and a byte-order mark dropped."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message, hint = "the file is UTF-16", "In your editor, save it with the encoding UTF-8."
        return "", [Place(path, 1, 1).problem("not-utf8", message, hint)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _unix(error.object[: error.start].decode("utf-8"))
        place = _place_in(before, path, len(before))
        message = f"the file is not UTF-8: byte 0x{error.object[error.start]:02x}"
        hint = "In your editor, save it with the encoding UTF-8."
        return "", [place.problem("not-utf8", message, hint)]
    text = _unix(text)
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        message = "two versions of this text stand one below the other"
        hint = "Keep one, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`."
        place = _place_in(text, path, conflict.start())
        return "", [place.problem("merge-conflict", message, hint)]
    found = INVISIBLE.search(text)
    if found is None:
        return text, []
    problem = _place_in(text, path, found.start()).problem(
        "control-character",
        f"there is an invisible character U+{ord(found[0]):04X}",
        "Delete it; where a word looks broken, type it again.",
    )
    return "", [problem]


def _faulty(fault: YamlFault, path: str) -> Problem:
    return Place(path, fault.line, fault.column).problem(fault.code, fault.message, fault.hint)


def parse_text(text: str, path: str, kind: RecordKind | None, *, fields_needed: bool) -> Read:
    """Split *text* into fields and body; None when the fields cannot be read."""
    fences = list(_Fields.FM_BOUNDARY.finditer(text))
    if not fences or fences[0].start() != 0:
        if not fields_needed:
            return Source(path, kind, {}, text), []
        return None, [_no_fence(text, path)]
    if len(fences) < 2:
        return None, [_open_fence(text, path)]
    try:
        head, _ = frontmatter.parse(text, handler=_HANDLER)
    except YamlFault as fault:
        return None, [_faulty(fault, path)]
    body_line = text.count("\n", 0, fences[1].end()) + 2
    body = text[fences[1].end() + 1 :]
    return _source(Source(path, kind, None, body, body_line), head["fields"], dict)


def _no_fence(text: str, path: str) -> Problem:
    hint = "The first line is `---`, then the fields, then a line `---` again."
    message = "the file does not begin with a line `---`"
    if DASHES.fullmatch(text.partition("\n")[0].strip()):
        message = "the first line is not three hyphens"
        hint = "Type three hyphens, `---`; your editor made them a dash."
    return Place(path, 1, 1).problem("no-front-matter", message, hint)


def _open_fence(text: str, path: str) -> Problem:
    message, hint, line = "the fields do not end", "Put a line `---` below the last field.", 1
    for number, typed in enumerate(text.split("\n")[1:], 2):
        if DASHES.fullmatch(typed.strip()):
            message, line = "the fields do not end: this line is not three hyphens", number
            hint = "Type three hyphens, `---`; your editor made them a dash."
            break
    return Place(path, line, 1).problem("open-front-matter", message, hint)


def parse_yaml(text: str, path: str, shape: Shape) -> Read:
    """The fields of a file that is YAML as a whole."""
    try:
        return _source(Source(path, None, None), yaml_reader.read(text), shape)
    except YamlFault as fault:
        return None, [_faulty(fault, path)]


def _source(bare: Source, marked: Any, shape: Shape) -> Read:
    """*bare* with its fields, when they have the *shape* that they need."""
    data = (shape or dict)() if marked.value is None else marked.value
    if not isinstance(data, shape or (dict, list)):
        expected = "a list" if shape is list else "fields"
        example = "one entry a line after `- `" if shape is list else "one `field: value` a line"
        place = Place(bare.path, *marked.values[()])
        message, hint = f"this is not made of {expected}", f"Write {example}."
        if shape is list:
            message = "this is not a list"
        return None, [place.problem("wrong-shape", message, hint)]
    problems = [_twice(bare.path, where, spot) for where, spot in marked.repeated]
    problems += [
        _lost(bare.path, where, spot)
        for where, spot in marked.cut
        if _is_text(where, _value_at(marked.value, where))
    ]
    source = Source(
        bare.path, bare.kind, data, bare.body, bare.body_line, marked.keys, marked.values
    )
    return source, problems


def _twice(path: str, where: yaml_reader.Path, spot: yaml_reader.Spot) -> Problem:
    line, column = spot
    place = Place(path, line, column, ".".join(map(str, where)))
    message = f"`{where[-1]}` stands here a second time"
    return place.problem("duplicate-field", message, "Keep one of the two.")


def _value_at(value: Any, where: yaml_reader.Path) -> Any:
    for part in where:
        value = value[part]
    return value


# Fields whose text may look like an id or a number and still go on behind a ` #`.
_TEXTS = {"title", "summary", "text", "quote", "alt", "credit", "connects", "next_time", "did"} | {
    *("name", "role", "does", "tip", "headline", "line", "citation", "criteria", "description")
}


def _is_text(where: yaml_reader.Path, value: str) -> bool:
    """Whether the field at *where* holds words; behind an id or a date a remark is a remark."""
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    return name in _TEXTS or re.search(r"[^\W\d_]\s+\S", value) is not None


def _lost(path: str, where: yaml_reader.Path, spot: yaml_reader.Spot) -> Problem:
    place = Place(path, *spot, ".".join(map(str, where)))
    message = "what follows ` #` on this line is lost"
    return place.problem("text-lost", message, "Put quotes round the text.")


_CSV_WORDS = (
    ("unexpected end", "a quote is opened and not closed"),
    ("expected after", "there is text after a closing quote"),
    ("field larger", "a cell is too long; perhaps a quote is opened and not closed"),
)


def parse_csv(text: str, path: str) -> Read:
    """Rows of a CSV file as mappings; the marks give each row's line."""
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[dict[str, Any]] = []
    values: dict[yaml_reader.Path, yaml_reader.Spot] = {}
    names: list[str] = []
    problems: list[Problem] = []
    line = 1
    try:
        for cells in reader:
            place = Place(path, line, 1)
            line = reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not names:
                names = [cell.strip() for cell in cells]
                problems += _bad_header(names, place)
                continue
            if len(cells) > len(names):
                problems.append(_too_many_cells(place, len(cells), len(names)))
                continue
            row = dict(zip(names, (cell.strip() or None for cell in cells), strict=False))
            values |= {(len(rows), name): (place.line, 1) for name in row}
            values[len(rows),] = (place.line, 1)
            rows.append(row)
    except csv.Error as error:
        message = next((ours for sign, ours in _CSV_WORDS if sign in str(error)), "is not a table")
        problem = Place(path, line, 1).problem("csv", message, "Check the quotes of this line.")
        return None, [*problems, problem]
    return Source(path, None, rows, "", 1, {}, values), problems


def _too_many_cells(place: Place, cells: int, columns: int) -> Problem:
    message = f"this line has {cells} cells, and the first line names {columns}"
    return place.problem("csv", message, 'Put a text with a comma in quotes: `"one, two"`.')


def _bad_header(names: list[str], place: Place) -> list[Problem]:
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        message = "the columns are not parted by commas"
        return [place.problem("csv", message, "Save the table as CSV with commas.")]
    twice = sorted({name for name in names if names.count(name) > 1})
    return [
        place.problem("duplicate-field", f"two columns are called `{name}`", "Keep one of the two.")
        for name in twice
    ]
