"""The declarations for others: JSON Schema for editors and forms, tables for the help section."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from pydantic import BaseModel

from storywall import model
from storywall.model.declared import RecordKind
from storywall.model.fields import Bounds
from storywall.reading.samples import choices, either, models_in

MODEL_VERSION = 1


# What an author types is text; an editor's own reader makes numbers and truth of some of it.
_NUMBER = r"^\s*[+-]?[0-9.]+\s*$"
_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": ["string", "number", "boolean"]},
    "integer": {"type": ["integer", "string"], "pattern": _NUMBER},
    "number": {"type": ["number", "string"], "pattern": _NUMBER},
    "boolean": {"enum": [True, False, "true", "false"]},
}
_BARE = {
    RecordKind.STORY: "withdrawn",
    RecordKind.POSTCARD: "withdrawn",
    RecordKind.PERSON: "erased",
}


def _as_typed(schema: Any) -> Any:
    """*schema* for values as an author's file or an editor's reader gives them."""
    if isinstance(schema, list):
        return [_as_typed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    typed = {key: _as_typed(part) for key, part in schema.items() if key != "examples"}
    kind = schema.get("type")
    if isinstance(kind, str) and kind in _TYPES and not schema.keys() & {"enum", "const", "format"}:
        typed = {key: part for key, part in typed.items() if key != "type"} | _TYPES[kind]
    return typed | ({"examples": schema["examples"]} if "examples" in schema else {})


def _without_internal(schema: dict[str, Any]) -> dict[str, Any]:
    properties = schema["properties"]
    for name in [key for key, value in properties.items() if value.get("internal")]:
        del properties[name]
    schema["required"] = [name for name in schema.get("required", ()) if name != "id"]
    return schema


def json_schema(kind: RecordKind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind's front matter; ``$id`` carries the model's version."""
    schema = _without_internal(model.RECORDS[kind].model_json_schema(by_alias=True))
    schema = _as_typed(schema)
    if kind in _BARE:
        status = {"properties": {"status": {"const": _BARE[kind]}}, "required": ["status"]}
        schema |= {"if": status, "else": {"required": schema.pop("required")}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:storywall:model:{MODEL_VERSION}:{kind}",
        **schema,
    }


_EXAMPLES = {
    RecordKind.STORY: "2026/rita-crosses-town.md",
    RecordKind.POSTCARD: "postcards/2026/2026-11-03-jim-from-ana.md",
    RecordKind.PERSON: "people/rita-alvarez.md",
    RecordKind.TEAM: "teams/night-shift.md",
    RecordKind.DEPARTMENT: "departments/field-service.md",
    RecordKind.PRACTICE: "practices/carry-the-spare.md",
    RecordKind.AWARD: "awards/2026-q3.md",
}


def reference() -> str:
    """Every kind's fields as Markdown tables, for the help section."""
    lines = ["# Fields", "", "Every field that a file may have. Needed ones are marked.", ""]
    for kind, declared in model.RECORDS.items():
        lines += [f"## {kind.capitalize()}", "", f"{(declared.__doc__ or '').strip()}", ""]
        lines += [f"Its file: `stories/{_EXAMPLES[kind]}`.", ""]
        lines += _table(declared)
        for nested in _nested(declared):
            lines += [f"### {kind.capitalize()}: {nested.__name__}", ""]
            lines += [(nested.__doc__ or "").strip(), "", *_table(nested)]
    return "\n".join(lines).rstrip() + "\n"


def _nested(declared: type[BaseModel]) -> list[type[BaseModel]]:
    found = [m for info in declared.model_fields.values() for m in models_in(info.annotation)]
    return list(dict.fromkeys(found))


def _table(declared: type[BaseModel]) -> list[str]:
    lines = ["| Field | Needed | What it is |", "|---|---|---|"]
    for name, info in declared.model_fields.items():
        if info.exclude:
            continue
        needed = "yes" if info.is_required() and name != "id" else ""
        needed = "to publish" if info.annotation == model.Consent | None else needed
        of_parts = [part for kept in get_args(info.annotation) for part in _metadata(kept)]
        bounds = [part for part in (*info.metadata, *of_parts) if isinstance(part, Bounds)]
        said = [info.description or "", _shape_text(declared, info.alias or name, info.annotation)]
        said += [_bounds_text(part) for part in bounds]
        text = " ".join(part for part in said if part)
        lines.append(f"| `{info.alias or name}` | {needed} | {text} |")
    return [*lines, ""]


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return tuple(getattr(annotation, "__metadata__", ()))


def _shape_text(declared: type[BaseModel], name: str, annotation: Any) -> str:
    """Whether a field is a list or has fields of its own, and which words it may hold."""
    parts = [annotation, *get_args(annotation)]
    is_list = any(get_origin(part) is tuple and Ellipsis in get_args(part) for part in parts)
    listed = either(choices(declared, name))
    nested = "".join(f": see {model.__name__} below" for model in models_in(annotation))
    if is_list:
        return f"A list{f' of {listed}' if listed else nested}."
    if nested:
        return f"Fields of its own{nested}."
    if bool in parts:
        return "`true` or `false`."
    return f"One of {listed}." if listed else ""


def _bounds_text(bounds: Bounds) -> str:
    if bounds.lower:
        return f"{bounds.lower} to {bounds.upper} {bounds.unit}."
    return f"At most {bounds.upper} {bounds.unit}."
