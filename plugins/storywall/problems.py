"""Problems: what is wrong, where, and what to type instead.

Each rule is declared once, in :data:`RULES`; a :class:`Problem` cites it by code. Severity decides
what happens: an *error* leaves the entry out of the site, a *warning* is published, and both stop a
strict build (a warning only a strict one); a *suggestion* never stops anything.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong: its code, its usual severity, and a sentence on why."""

    code: str
    severity: Severity
    why: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A finding. *line* and *column* count from 1; 0 means the file as a whole."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""
    field: str = ""

    def __str__(self) -> str:
        """``path:line:column: severity[code] message``, the form that editors can follow."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.severity}[{self.code}] {self.message}"


RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity, why: str) -> str:
    """Declare a rule and return its code. A code is declared once."""
    if code in RULES:
        raise ValueError(f"rule {code} is declared twice")
    RULES[code] = Rule(code, severity, why)
    return code


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: a file, a line and column (from 1; 0 for the whole file), a field."""

    path: str
    line: int = 0
    column: int = 0
    field: str = ""

    def problem(self, code: str, message: str, hint: str = "") -> Problem:
        """A problem at this place, with its rule's usual severity."""
        return Problem(
            self.path,
            self.line,
            self.column,
            code,
            RULES[code].severity,
            message,
            hint,
            self.field,
        )


def weigh(problems: Iterable[Problem], severities: Mapping[str, Severity]) -> list[Problem]:
    """Apply a wall's own severities by code; what is set ``off`` is gone. Sorted by place."""
    weighed = (
        replace(problem, severity=severities.get(problem.code, problem.severity))
        for problem in problems
    )
    return sorted({problem for problem in weighed if problem.severity is not Severity.OFF})


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint ``Did you mean `x`?`` for the known word nearest to *word*, or ``""``."""
    close = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return f"Did you mean `{close[0]}`?" if close else ""
