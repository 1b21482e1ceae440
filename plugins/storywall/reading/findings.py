"""What pydantic finds, as an author reads it: code, message, and what to type instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from storywall.problems import Severity, nearest, rule

rule("missing-field", Severity.ERROR, "Some fields are needed to hang a card.")
rule("unknown-field", Severity.WARNING, "A field that nobody reads is most often a typing slip.")
rule("unknown-choice", Severity.ERROR, "Some fields take one of a few words.")
rule("bad-id", Severity.ERROR, "Ids are part of addresses, so they keep to a to z, 0 to 9 and -.")
rule("bad-date", Severity.ERROR, "Dates decide the order of the wall.")
rule("bad-period", Severity.ERROR, "A period is a year, a quarter or a month.")
rule("bad-focus", Severity.ERROR, "The focus keeps a face in every crop.")
rule("bad-number", Severity.ERROR, "A number is counted with.")
rule("empty", Severity.ERROR, "An empty text says nothing.")
rule("text-long", Severity.ERROR, "Cards, screens and feeds have room for so much.")
rule("too-many", Severity.ERROR, "A few topics say more than many.")
rule("too-few", Severity.ERROR, "The list needs at least one entry.")
rule("evidence-incomplete", Severity.ERROR, "A claim needs its source, a number its before.")

_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "literal_error": "unknown-choice",
    "enum": "unknown-choice",
    "too_long": "too-many",
    "too_short": "too-few",
    "greater_than_equal": "bad-number",
    "less_than_equal": "bad-number",
    "finite_number": "bad-number",
    **{f"{number}_parsing": "bad-number" for number in ("int", "float", "decimal")},
    "int_parsing_size": "bad-number",
    "decimal_max_digits": "bad-number",
}

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the rule's code, what is wrong, what to type instead."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Fault:
    """A finding of pydantic's with the declaration it is about."""

    where: Where
    kind: str
    given: Any
    context: Mapping[str, Any]
    holder: type[BaseModel]
    said: str

    @property
    def field(self) -> str:
        """The name of the field itself."""
        return next((part for part in reversed(self.where) if isinstance(part, str)), "")

    @property
    def fields(self) -> str:
        """The field with those that hold it."""
        return f"`{': '.join(part for part in self.where if isinstance(part, str))}`"

    @property
    def name(self) -> str:
        """The field as a person would point at it."""
        last = self.where[-1] if self.where else ""
        return f"entry {last + 1} of {self.fields}" if isinstance(last, int) else self.fields


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The declarations that a type holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in models_in(part)]


def field_names(declared: type[BaseModel]) -> list[str]:
    """The names of fields as authors type them, in order, without the reader's own."""
    return [info.alias or name for name, info in declared.model_fields.items() if not info.exclude]


def _declaration_at(declared: type[BaseModel], where: Where) -> type[BaseModel]:
    """The declaration that holds the last field of *where*."""
    names = [part for part in where if isinstance(part, str)]
    for part in names[:-1]:
        fields = declared.model_fields.items()
        found = next((info for name, info in fields if part in (name, info.alias)), None)
        inner = models_in(found.annotation) if found else []
        if not inner:
            return declared
        declared = inner[0]
    return declared


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


def sample(declared: type[BaseModel], name: str) -> str:
    """What an author would type for a field: ``title: Rita crosses town``, in back-ticks."""
    schema = _schema(declared)
    defs = schema.get("$defs", {})
    entry = _plain(schema.get("properties", {}).get(name, {}), defs)
    if entry.get("type") == "array":
        inner = _plain(entry.get("items", {}), defs)
        if inner.get("type") != "object":
            example = (entry.get("examples") or [[_scalar(inner)]])[0][0]
            return f"`{name}:` and on the next line `  - {example}`"
        return f"`{name}:` and on the next line `  - {_first_field(inner, defs)}`"
    if entry.get("type") == "object":
        return f"`{name}:` and on the next line `  {_first_field(entry, defs)}`"
    return f"`{name}: {_scalar(entry)}`"


def _first_field(entry: dict[str, Any], defs: Mapping[str, Any]) -> str:
    properties = entry.get("properties", {})
    name = next(iter(entry.get("required", properties)), "name")
    return f"{name}: {_scalar(_plain(properties.get(name, {}), defs))}"


def _missing(fault: _Fault) -> Finding:
    message = f"{fault.name} is missing"
    return Finding("missing-field", message, f"Add {sample(fault.holder, fault.field)}.")


def unknown(where: Where, declared: type[BaseModel]) -> Finding:
    """The finding that *declared* has no field of the name that *where* ends with."""
    fault = _Fault(where, "", None, {}, declared, "")
    known = field_names(declared)
    hint = nearest(fault.field, known) or f"The fields here are {', '.join(known)}."
    return Finding("unknown-field", f"there is no field {fault.name}", hint)


def _choice(fault: _Fault) -> Finding:
    choices = fault.context.get("expected", "").replace("'", "`")
    if not isinstance(fault.given, str):
        return Finding("wrong-shape", f"{fault.name} is not one word", f"Write {choices}.")
    known = choices.replace("`", "").replace(" or ", ", ").split(", ")
    hint = f"{nearest(fault.given, known)} It is {choices}.".strip()
    return Finding("unknown-choice", f"{fault.name} cannot be `{fault.given}`", hint)


def _many(fault: _Fault) -> Finding:
    most = fault.context.get("max_length")
    message = f"{fault.name} has {fault.context.get('actual_length')} entries; at most {most} fit"
    return Finding("too-many", message, f"Keep the best {most}.")


def _few(fault: _Fault) -> Finding:
    return Finding(
        "too-few",
        f"{fault.name} has no entries",
        f"Write for example {sample(fault.holder, fault.field)}.",
    )


def _number(fault: _Fault) -> Finding:
    least, most = fault.context.get("ge"), fault.context.get("le")
    if least is not None:
        message, hint = f"{fault.name} is less than {least:g}", f"Write {least:g} or more."
    elif most is not None:
        message, hint = f"{fault.name} is more than {most:g}", f"Write {most:g} or less."
    else:
        message = f"`{fault.given}` in {fault.fields} is not a number"
        hint = f"Write digits alone, for example {sample(fault.holder, fault.field)}."
    return Finding("bad-number", message, hint)


def _long(fault: _Fault) -> Finding:
    unit, over = fault.context["unit"], fault.context["size"] - fault.context["upper"]
    unit = unit.removesuffix("s") if over == 1 else unit
    return Finding("text-long", f"{fault.name} {fault.said}", f"Shorten it by {over} {unit}.")


def _shape(fault: _Fault) -> Finding:
    wanted = sample(fault.holder, fault.field)
    if fault.kind in {"tuple_type", "list_type"}:
        message, hint = f"{fault.name} is not a list", f"Write {wanted}."
    elif fault.kind in {"model_type", "model_attributes_type", "dict_type"}:
        message, hint = f"{fault.name} is not made of fields", f"Write {wanted}."
    elif fault.kind in {"bool_parsing", "bool_type"}:
        message, hint = f"{fault.name} is neither true nor false", "Write true or false."
    else:
        message, hint = f"{fault.name} is not one text", f"Write {wanted} on one line."
    return Finding("wrong-shape", message, hint)


def _evidence(fault: _Fault) -> Finding:
    message = f"{fault.name} {fault.said}"
    return Finding("evidence-incomplete", message, "Add them below it, or lower the grade.")


_WRITERS: dict[str, Callable[[_Fault], Finding]] = {
    "missing-field": _missing,
    "unknown-field": lambda fault: unknown(fault.where, fault.holder),
    "unknown-choice": _choice,
    "too-many": _many,
    "too-few": _few,
    "bad-number": _number,
    "text-long": _long,
    "wrong-shape": _shape,
    "evidence-incomplete": _evidence,
}


def describe(error: ErrorDetails, declared: type[BaseModel]) -> Finding:
    """One of pydantic's findings in a record of *declared*."""
    where, kind = error["loc"], error["type"]
    own = "-" in kind or kind == "empty"
    code = kind if own else _CODES.get(kind, "wrong-shape")
    holder = _declaration_at(declared, where)
    fault = _Fault(where, kind, error.get("input"), error.get("ctx", {}), holder, error["msg"])
    if code in _WRITERS:
        return _WRITERS[code](fault)
    hint = f"Write for example {sample(holder, fault.field)}."
    if code == "empty":
        return Finding(code, f"{fault.name} {fault.said}", hint)
    return Finding(code, f"`{fault.given}` in {fault.fields} {fault.said}", hint)
