"""What pydantic finds, as an author reads it: code, message, and what to type instead."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from storywall.model.fields import id_from, is_id
from storywall.problems import Severity, nearest, rule
from storywall.reading.samples import (
    choices,
    day_meant,
    either,
    field_names,
    models_in,
    reshaped,
    sample,
)

__all__ = ["Finding", "Where", "describe", "field_names", "misspelt", "models_in", "unknown"]

rule("missing-field", Severity.ERROR, "Some fields are needed to hang a card.")
rule("unknown-field", Severity.WARNING, "A field that nobody reads is most often a typing slip.")
rule("misspelt-field", Severity.ERROR, "A needed field under another name is not found.")
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


# What must be asked and not pasted: an example here would put words into somebody's mouth.
_ASKED = {
    "Consent.heroes": "Ask them; when all have agreed, add `heroes: true`.",
    "Consent.customer": "Add `customer: anonymous`, `named` or `not-involved`: "
    "what did they agree to?",
    "Story.told_by": "Add `told_by:` with a person's id, `customer` or `anonymous`.",
    "Story.heroes": "Add `heroes:` and below it a line `  - ` with the id of each hero.",
    "Story.kind": "Add `kind:` with an id from `programme/kinds.yml`.",
    "Story.date": "Add `date:` with the day it goes on the wall, written like `2026-11-12`.",
    "Story.evidence": "Add `evidence:` and below it `  grade: told`, `confirmed` or `measured`: "
    "how do we know?",
    "Postcard.to": "Add `to:` and below it a line `  - ` with the id of each receiver.",
    "Postcard.from": "Add `from:` with a person's id or a name.",
    "Postcard.date": "Add `date:` with the day on the card, written like `2026-11-12`.",
}


def _missing(fault: _Fault) -> Finding:
    message = f"{fault.name} is missing"
    asked = _ASKED.get(f"{fault.holder.__name__}.{fault.field}")
    listed = choices(fault.holder, fault.field)
    example = sample(fault.holder, fault.field)
    if asked is not None:
        hint = asked
    elif listed:
        hint = f"Add `{fault.field}:` with {either(listed)}."
    elif "…" in example:
        hint = f"Add {example}."
    else:
        hint = f"Add `{fault.field}:`, for example {example}."
    return Finding("missing-field", message, hint)


def misspelt(typed: str, needed: Iterable[str]) -> tuple[str, Finding] | None:
    """Which of the *needed* fields that are missing *typed* means, and that it is misspelt."""
    by_form = {_form(name): name for name in needed}
    close = difflib.get_close_matches(_form(typed), by_form, n=1, cutoff=0.7)
    if not close:
        return None
    meant = by_form[close[0]]
    message = f"`{meant}` is missing, and there is no field `{typed}`"
    return meant, Finding("misspelt-field", message, f"Rename `{typed}` to `{meant}`.")


def _form(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


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
    wanted = reshaped(fault.holder, fault.field, fault.given)
    if fault.kind in {"tuple_type", "list_type"}:
        message, hint = f"{fault.name} is not a list", f"Write {wanted}."
    elif fault.kind in {"model_type", "model_attributes_type", "dict_type"}:
        message, hint = f"{fault.name} is not made of fields", f"Write {wanted}."
    elif fault.kind in {"bool_parsing", "bool_type"}:
        message, hint = f"{fault.name} is neither true nor false", "Write true or false."
    else:
        message, hint = f"{fault.name} is not one text", _as_text(fault, wanted)
    return Finding("wrong-shape", message, hint)


def _as_text(fault: _Fault, wanted: str) -> str:
    """How to write as one text what was read as a list or as fields."""
    given, last = fault.given, fault.where[-1] if fault.where else ""
    name = f"{fault.field}: " if isinstance(last, str) else "- "
    if isinstance(given, (list, tuple)) and all(isinstance(part, str) for part in given):
        if len(given) == 1 and is_id(given[0]):
            return (
                f"Write `{name}{given[0]}` on one line; a text in brackets needs quotes round it."
            )
        whole = f'"[{" ".join(", ".join(given).split())}]"'
        return f"Put quotes round the text: `{name}{whole if len(whole) <= 250 else '…'}`."
    if isinstance(given, dict):
        return "Put quotes round the text: its `{` or colon makes fields of it."
    return f"Write {wanted} on one line."


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
    meant = day_meant(str(fault.given)) if code == "bad-date" else ""
    if meant:
        hint = f"Write it as `{fault.field}: {meant}`."
    elif code == "bad-id" and id_from(str(fault.given)):
        hint = f"Write it as `{id_from(str(fault.given))}`."
    if code == "empty":
        return Finding(code, f"{fault.name} {fault.said}", hint)
    return Finding(code, f"`{fault.given}` in {fault.fields} {fault.said}", hint)
