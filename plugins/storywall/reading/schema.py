"""Declared fields → records or problems."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from storywall import model
from storywall.model import Declared, Record, RecordKind
from storywall.model.fields import RESERVED_IDS, Bounds
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading import findings
from storywall.reading.findings import Where, field_names
from storywall.reading.reference import MODEL_VERSION, json_schema, reference
from storywall.reading.sources import Folder, Source

__all__ = [
    "MODEL_VERSION",
    "asks_for_privacy",
    "field_names",
    "json_schema",
    "parse",
    "parse_programme",
    "reference",
    "validate",
]

rule("text-short", Severity.SUGGESTION, "Very short texts tell a reader too little.")
rule("erased-rest", Severity.WARNING, "Of an erased person nothing is kept.")
rule("duplicate-id", Severity.ERROR, "An id is an address; two things cannot live there.")

_T = TypeVar("_T", bound=Declared)
_PRIVACY = ("visibility", "status")


def _without_nothing(value: Any) -> Any:
    """*value* without the fields that were left empty."""
    if isinstance(value, dict):
        kept = {key: _without_nothing(part) for key, part in value.items()}
        return {key: part for key, part in kept.items() if part is not None}
    return [_without_nothing(part) for part in value] if isinstance(value, list) else value


def _problem(place: Place, finding: findings.Finding) -> Problem:
    return place.problem(finding.code, finding.message, finding.hint)


_NAMED = {"missing", "extra_forbidden", "evidence-incomplete"}


def _problems(
    details: Sequence[ErrorDetails],
    strange: Sequence[Where],
    source: Source,
    prefix: Where,
    declared: type[Declared],
) -> list[Problem]:
    """Problems of what pydantic found, and of the fields *strange* that it was not shown."""
    renamed, explained = _misspelt(strange, details)
    found = [
        (where, True, renamed.get(where) or findings.unknown(where, declared)) for where in strange
    ]
    for detail in details:
        where, kind = detail["loc"], detail["type"]
        if kind == "missing" and where in explained:
            continue
        finding = renamed.get(where) if kind == "extra_forbidden" else None
        found.append((where, kind in _NAMED, finding or findings.describe(detail, declared)))
    return [
        _problem(source.place(*prefix, *where, key=by_name), finding)
        for where, by_name, finding in found
    ]


def _misspelt(
    strange: Sequence[Where], details: Sequence[ErrorDetails]
) -> tuple[dict[Where, findings.Finding], set[Where]]:
    """Unknown fields that mean a needed one that is missing, and the missing ones so explained."""
    unknown = [*strange, *(d["loc"] for d in details if d["type"] == "extra_forbidden")]
    missing = [d["loc"] for d in details if d["type"] == "missing"]
    renamed: dict[Where, findings.Finding] = {}
    explained: set[Where] = set()
    for where in unknown:
        needed = [str(m[-1]) for m in missing if m[:-1] == where[:-1] and m not in explained]
        hit = findings.misspelt(str(where[-1]), needed)
        if hit is not None:
            renamed[where] = hit[1]
            explained.add((*where[:-1], hit[0]))
    return renamed, explained


def _drop(data: Any, where: Where) -> None:
    for part in where[:-1]:
        data = data[part]
    del data[where[-1]]


def _short(record: Declared, source: Source, prefix: Where) -> list[Problem]:
    """Suggestions for texts below their lower bound."""
    found = []
    for name, info in type(record).model_fields.items():
        bounds = next((part for part in info.metadata if isinstance(part, Bounds)), None)
        text = getattr(record, name)
        if bounds is None or not isinstance(text, str) or bounds.size(text) >= bounds.lower:
            continue
        place = source.place(*prefix, info.alias or name)
        message = f"`{info.alias or name}` has {bounds.size(text)} {bounds.unit}"
        hint = f"Say a little more: {bounds.lower} or more read better."
        found.append(place.problem("text-short", message, hint))
    return found


def validate(
    declared: type[_T],
    data: Mapping[str, Any],
    source: Source,
    prefix: Where = (),
    given: Mapping[str, Any] | None = None,
) -> tuple[_T | None, list[Problem]]:
    """*data* as *declared*; None when an error keeps it out. Unknown fields are dropped.

    *prefix* leads to *data* in the file; *given* is what the reader adds of its own.
    """
    kept = _without_nothing(dict(data))
    strange: list[Where] = [(name,) for name in kept if name not in field_names(declared)]
    for where in strange:
        del kept[where[0]]
    kept |= given or {}
    record, details = _validated(declared, kept)
    problems = _problems(details, strange, source, prefix, declared)
    if record is None:
        for detail in details:
            if detail["type"] == "extra_forbidden":
                _drop(kept, detail["loc"])
        record, _ = _validated(declared, kept)
    return record, problems + (_short(record, source, prefix) if record is not None else [])


def _validated(
    declared: type[_T], data: Mapping[str, Any]
) -> tuple[_T | None, Sequence[ErrorDetails]]:
    try:
        return declared.model_validate(data), ()
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _declaration(source: Source) -> type[Record]:
    """The declaration for a file: a withdrawn or erased thing needs its status alone."""
    status = source.data.get("status")
    if status == "withdrawn" and source.kind in {RecordKind.STORY, RecordKind.POSTCARD}:
        return model.Withdrawn
    if status == "erased" and source.kind is RecordKind.PERSON:
        return model.Erased
    if source.kind is None:
        raise ValueError(f"{source.path} is no record")
    return model.RECORDS[source.kind]


def asks_for_privacy(source: Source) -> bool:
    """Whether a person's file has, or seems to mean, a field that says how much may be shown."""
    return any(
        difflib.get_close_matches(name.casefold(), _PRIVACY, cutoff=0.6)
        for name in source.data
        if name in _PRIVACY or name not in field_names(model.Person)
    )


def parse(source: Source) -> tuple[Record | None, list[Problem]]:
    """The record in a file, or None and the problems that keep it out."""
    declared = _declaration(source)
    data = dict(source.data)
    bare = declared is model.Withdrawn or declared is model.Erased
    if bare:
        data = {name: value for name, value in data.items() if name in field_names(declared)}
    given = {
        "id": source.stem if data.get("id") is None else data["id"],
        "path": source.path,
        "body": "" if bare else source.body,
    }
    record, problems = validate(declared, data, source, given=given)
    if declared is model.Erased:
        problems += _rest(source)
    if record is not None and record.id in RESERVED_IDS:
        return None, [*problems, _reserved(source.place("id"), record.id)]
    if declared is model.Person and asks_for_privacy(source):
        return _unless_misspelt(record, problems)
    return record, problems


def _reserved(place: Place, id_: str) -> Problem:
    return place.problem("reserved-id", f"the id `{id_}` is the wall's own", "Choose another id.")


def _rest(source: Source) -> list[Problem]:
    """What an erased person's file still holds."""
    rest = [name for name in source.data if name not in {"status", "id"}]
    if not rest and not source.body.strip():
        return []
    place = source.place(rest[0], key=True) if rest else Place(source.path, source.body_line, 1)
    message = "this person is erased, and the file still says something about them"
    return [place.problem("erased-rest", message, "Keep `status: erased` alone.")]


def _unless_misspelt(
    person: Record | None, problems: list[Problem]
) -> tuple[Record | None, list[Problem]]:
    """*person*, but not when a misspelt field may have asked for privacy."""
    weighed = [
        replace(problem, severity=Severity.ERROR)
        if problem.code == "unknown-field" and any(f"`{name}`" in problem.hint for name in _PRIVACY)
        else problem
        for problem in problems
    ]
    return (person if weighed == problems else None), weighed


@dataclass(frozen=True, slots=True)
class _List:
    """A programme file that holds a list: the declaration of an entry."""

    name: str
    declared: type[Declared]


_LISTS = (
    _List("kinds.yml", model.Term),
    _List("values.yml", model.Term),
    _List("bar.yml", model.BarStep),
    _List("metrics.yml", model.Metric),
    _List("metrics.csv", model.Reading),
    _List("screens.yml", model.Screen),
)


def _entries(entry: _List, source: Source) -> tuple[list[Any], list[Problem]]:
    """The sound entries of a programme file; of two with one id the first."""
    kept: list[Any] = []
    ids: set[str] = set()
    problems: list[Problem] = []
    for index, data in enumerate(source.data):
        if not isinstance(data, dict):
            message = "this entry is not made of fields"
            first = field_names(entry.declared)[0]
            hint = f"Write `- {first}: …` and the other fields below it."
            problems.append(source.place(index).problem("wrong-shape", message, hint))
            continue
        value, found = validate(entry.declared, data, source, (index,))
        problems += found
        if value is None:
            continue
        id_ = getattr(value, "id", None)
        if id_ in RESERVED_IDS:
            problems.append(_reserved(source.place(index, "id"), id_))
        elif id_ is not None and id_ in ids:
            message = f"the id `{id_}` stands here a second time; the first one stays"
            place = source.place(index, "id")
            problems.append(place.problem("duplicate-id", message, "Choose another id."))
        else:
            kept.append(value)
            ids |= {id_} if id_ is not None else set()
    return kept, problems


def parse_programme(folder: Folder) -> tuple[dict[str, Any], list[Problem]]:
    """The programme's files as the fields of a Wall, with their problems."""
    problems: list[Problem] = []
    parsed: dict[str, list[Any]] = {entry.name: [] for entry in _LISTS}
    for entry in _LISTS:
        if entry.name in folder.programme:
            parsed[entry.name], found = _entries(entry, folder.programme[entry.name])
            problems += found
    notice_source = folder.programme.get("notice.md")
    notice = None
    if notice_source is not None:
        notice, found = validate(model.Notice, notice_source.data, notice_source)
        problems += found
    return {
        "kinds": _by_id(parsed["kinds.yml"]),
        "values": _by_id(parsed["values.yml"]),
        "bar": tuple(sorted(parsed["bar.yml"], key=lambda step: step.since)),
        "metrics": _by_id(parsed["metrics.yml"]),
        "readings": tuple(parsed["metrics.csv"]),
        "screens": tuple(parsed["screens.yml"]),
        "notice": notice,
    }, problems


def _by_id(values: Sequence[Any]) -> dict[str, Any]:
    return {value.id: value for value in values}
