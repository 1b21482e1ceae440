"""What an author would type for a field, taken from its declaration."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The declarations that a type holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in models_in(part)]


def field_names(declared: type[BaseModel]) -> list[str]:
    """The names of fields as authors type them, in order, without the reader's own."""
    return [info.alias or name for name, info in declared.model_fields.items() if not info.exclude]


@cache
def _schema(declared: type[BaseModel]) -> dict[str, Any]:
    return declared.model_json_schema(by_alias=True)


def _plain(entry: dict[str, Any], defs: Mapping[str, Any]) -> dict[str, Any]:
    """A property's schema without references and without the choice of leaving it out."""
    for part in entry.get("anyOf", entry.get("allOf", ())):
        if part.get("type") != "null":
            entry = {**part, **{key: value for key, value in entry.items() if key != "anyOf"}}
            break
    reference = entry.get("$ref", "").rpartition("/")[2]
    return {**defs[reference], **entry} if reference in defs else entry


def _scalar(entry: dict[str, Any]) -> str:
    examples = [*entry.get("examples", ()), *entry.get("enum", ())]
    if examples:
        return str(examples[0]).lower() if isinstance(examples[0], bool) else str(examples[0])
    return {"boolean": "true", "integer": "12", "number": "1.5"}.get(entry.get("type", ""), "…")


def choices(declared: type[BaseModel], name: str) -> list[str]:
    """The words that a field, or each entry of its list, may be; [] when any will do."""
    schema = _schema(declared)
    defs = schema.get("$defs", {})
    entry = _plain(schema.get("properties", {}).get(name, {}), defs)
    if entry.get("type") == "array":
        entry = _plain(entry.get("items", {}), defs)
    return [str(choice) for choice in entry.get("enum", ())]


def either(choices: Sequence[str]) -> str:
    """``a``, ``b`` or ``c``, in back-ticks."""
    marked = [f"`{choice}`" for choice in choices]
    return " or ".join([", ".join(marked[:-1]), marked[-1]] if marked[1:] else marked)


def sample(declared: type[BaseModel], name: str) -> str:
    """What an author would type for a field: ``title: Rita crosses town``, in back-ticks."""
    schema = _schema(declared)
    defs = schema.get("$defs", {})
    entry = _plain(schema.get("properties", {}).get(name, {}), defs)
    if entry.get("type") == "array":
        inner = _plain(entry.get("items", {}), defs)
        if inner.get("type") != "object":
            example = (entry.get("examples") or [[_scalar(inner)]])[0][0]
            return f"`{name}:` and below it `  - {example}`"
        return f"`{name}:` and below it `  - {_first_field(inner, defs)}`"
    if entry.get("type") == "object":
        return f"`{name}:` and below it `  {_first_field(entry, defs)}`"
    return f"`{name}: {_scalar(entry)}`"


def _first_field(entry: dict[str, Any], defs: Mapping[str, Any]) -> str:
    properties = entry.get("properties", {})
    name = next(iter(entry.get("required", properties)), "name")
    return f"{name}: {_scalar(_plain(properties.get(name, {}), defs))}"


_SHOWN = 250
"""What is longer is not repeated in a hint."""


def reshaped(declared: type[BaseModel], name: str, given: Any) -> str:
    """What the author *given* in the shape that the field needs, with their own words in it."""
    schema = _schema(declared)
    defs = schema.get("$defs", {})
    entry = _plain(schema.get("properties", {}).get(name, {}), defs)
    words = " ".join(given.split()) if isinstance(given, str) and len(given) <= _SHOWN else ""
    if entry.get("type") == "object":
        return _as_fields(name, entry, defs, words)
    if entry.get("type") == "array" and words:
        inner = _plain(entry.get("items", {}), defs)
        parts = [part.strip() for part in re.split("[,;]", words) if part.strip()]
        if inner.get("type") == "string" and parts:
            return f"`{name}:` and below it {' and '.join(f'`  - {part}`' for part in parts)}"
    return sample(declared, name)


def _as_fields(name: str, entry: Mapping[str, Any], defs: Mapping[str, Any], words: str) -> str:
    """A mapping with the needed fields; *words* where they can only belong."""
    properties = entry.get("properties", {})
    lines = []
    for field in entry.get("required") or [*properties][:1]:
        inner = _plain(properties.get(field, {}), defs)
        fits = words in inner["enum"] if "enum" in inner else inner.get("type") == "string"
        lines.append(f"`  {field}: {words if words and fits else '…'}`")
        words = "" if fits else words
    return f"`{name}:` and below it {' and '.join(lines)}"


_BACKWARDS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})\.?")
_FORWARDS = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})")


def day_meant(typed: str) -> str:
    """The day that *typed* can only mean, as ``2026-11-12``; ``""`` when it might be two."""
    typed = typed.strip()
    forwards, backwards = _FORWARDS.fullmatch(typed), _BACKWARDS.fullmatch(typed)
    if forwards is not None:
        year, month, day = (int(part) for part in forwards.groups())
    elif backwards is not None:
        day, month, year = (int(backwards[part]) for part in (1, 3, 4))
        if backwards[2] != ".":  # 11/12 is the one day here and the other there
            if day <= 12 and month <= 12 and day != month:
                return ""
            day, month = (month, day) if month > 12 else (day, month)
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
