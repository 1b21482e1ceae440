"""What YAML's own complaints mean, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml


class YamlFault(Exception):
    """Text that is no YAML for us: *code* is a rule's, *line* and *column* count from 1."""

    def __init__(self, code: str, message: str, hint: str, line: int, column: int) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What it means when YAML says *sign*; *begins*: the fault stands where the thing began.

    After a bar the sign says what must stand there, as :func:`_where` has it.
    """

    sign: str
    message: str
    hint: str
    begins: bool = False

    def fits(self, said: str, where: str) -> bool:
        """Whether YAML *said* this of what stands there."""
        sign, bar, at = self.sign.partition("|")
        return sign in said and (not bar or at == where)


_NO_TAB = "Use the space bar, two spaces for each step, not the Tab key."
_SECOND_COLON = "there is a second colon on this line"

# The first one that fits counts. The words are libyaml's and PyYAML's own.
_MEANINGS = (
    _Meaning(
        "escape",
        "a backslash in double quotes begins something that is not known",
        "Use single quotes, or write the backslash twice.",
    ),
    _Meaning(
        "hexdecimal",
        "a backslash in double quotes begins something that is not known",
        "Use single quotes, or write the backslash twice.",
    ),
    _Meaning(
        "quoted scalar",
        "a quote is opened here and not closed",
        'Put the same quote at the end of the text: `title: "Like this"`.',
        begins=True,
    ),
    _Meaning(
        "mapping values are not allowed|first",
        "this line begins further to the right than the one above",
        "Begin it in the same column; text that goes on over two lines has no colon.",
    ),
    _Meaning(
        "mapping values are not allowed",
        _SECOND_COLON,
        'Put quotes round the text: `title: "Tuesday: the boiler"`.',
    ),
    _Meaning(
        "could not find expected ':'",
        "this line is no `field: value`",
        "Put a colon and a blank after the field's name, or indent the line below its field.",
        begins=True,
    ),
    _Meaning("cannot start any token|tab", "there is a tab where blanks should be", _NO_TAB),
    _Meaning(
        "cannot start any token",
        "no text may begin with `@`, `%` or a back-tick",
        "Put quotes round the text.",
    ),
    _Meaning("tab character", "there is a tab where blanks should be", _NO_TAB),
    _Meaning(
        "while parsing a flow sequence",
        "a list in `[ ]` is not closed, or lacks a comma",
        "Write `[one, two]`, or one entry a line after `- `.",
        begins=True,
    ),
    _Meaning(
        "while parsing a flow mapping",
        "a `{` is opened here and not closed, or lacks a comma",
        "Put quotes round the text, or write its fields one a line.",
        begins=True,
    ),
    _Meaning(
        "sequence entries are not allowed",
        "a list cannot begin on the line of its field",
        "Begin each entry on a line of its own: `- entry`.",
    ),
    _Meaning(
        "while scanning an alias",
        "no text may begin with `*`",
        "Put quotes round the text.",
    ),
    _Meaning(
        "while scanning an anchor",
        "no text may begin with `&`",
        "Put quotes round the text.",
    ),
    _Meaning(
        "tag",
        "no text may begin with `!`",
        "Put quotes round the text.",
    ),
    _Meaning(
        "directive",
        "no line may begin with `%`",
        "Put quotes round the text.",
    ),
    _Meaning(
        "block scalar",
        "after `|` or `>` nothing else may stand on the line",
        "Put quotes round the text, or begin it on the next line, indented.",
    ),
    _Meaning(
        "node content",
        "a value is missing here",
        "Write the value, or take the line away.",
    ),
    _Meaning(
        "control characters",
        "there is an invisible character",
        "Delete it and type the word again.",
    ),
    _Meaning(
        "while parsing a block collection",
        "this line does not align with the list above it",
        "Begin every entry of one list in the same column: `- entry`.",
    ),
    _Meaning(
        "while parsing a block mapping|first",
        "this line does not align with the fields above it",
        "Begin the fields of one group in one column.",
    ),
    _Meaning(
        "while parsing a block mapping",
        "there is something more behind a closing quote or bracket",
        "Put the whole text in quotes, or take the inner quotes away.",
    ),
    _Meaning(
        "document start",
        "this line fits nowhere",
        "Write `field: value`, one a line, without brackets around it.",
    ),
)
_UNKNOWN = _Meaning(
    "",
    "this line is not readable",
    "Compare it with the lines above: the colon, the quotes, the blanks before it.",
)


def _where(text: str, mark: Any) -> str:
    """What stands at *mark*: ``tab``, or ``first`` when it is the line's first text or field."""
    lines = text.split("\n")
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    before, at = line[: mark.column if mark else 0], line[mark.column if mark else 0 :]
    if at.startswith("\t"):
        return "tab"
    return "first" if not before.strip() or (at[:1] == ":" and ":" not in before) else ""


BLANK_AT_START = re.compile("[ \\t]*[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""A line that begins with a blank that is none for YAML: pasted from a web page or a word file."""

DASHES = re.compile("[-\u2010-\u2015\u2212]{2,}")
"""What an editor makes of three hyphens."""

_ENTRY = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?")
_SHOWN = 250
"""A longer line is not repeated in a hint."""

_CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb"


def foreign_blank(line: int, column: int) -> YamlFault:
    """The fault that a line begins with a blank that is none for YAML."""
    hint = "Delete what stands before its first letter and press the space bar instead."
    return YamlFault(
        "yaml", "this line begins with blanks that the space bar does not make", hint, line, column
    )


def quoted(text: str) -> str:
    """*text* in the quotes that YAML reads back as it is."""
    return (
        f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"
    )


def _of_the_line(line: str, meaning: _Meaning) -> _Meaning:
    """*meaning*, or what can be said better of *line* as it was typed."""
    if DASHES.fullmatch(line.strip()):
        message = "this line is not three hyphens"
        return _Meaning("", message, "Type three hyphens, `---`; your editor made them a dash.")
    if meaning.message != _SECOND_COLON:
        return meaning
    entry = _ENTRY.match(line)
    before = entry[0] if entry else ""
    text, message = line[len(before) :].strip(), meaning.message
    if not text or len(text) > _SHOWN:
        return meaning
    if text[0] in _CURLY:
        message = "curly quotes hold no text together, and there is a second colon in it"
        text = text.strip(_CURLY)
    return _Meaning("", message, f"Put quotes round the text: `{before.strip()} {quoted(text)}`.")


def explain(error: yaml.YAMLError, text: str, first_line: int) -> YamlFault:
    """*error* in *text*, whose first line is the file's *first_line*, as a person would say it."""
    marks: list[Any] = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {error}"
    where = _where(text, marks[0])
    meaning = next((known for known in _MEANINGS if known.fits(said, where)), _UNKNOWN)
    if meaning.begins:
        marks.reverse()
    mark = next((mark for mark in marks if mark is not None), None)
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    last_line = first_line + text.rstrip("\n").count("\n")
    if line > last_line:
        line, column = last_line, 1
    typed = (*text.split("\n")[line - first_line :], "")[0]
    if BLANK_AT_START.match(typed):
        return foreign_blank(line, 1)
    meaning = _of_the_line(typed, meaning)
    return YamlFault("yaml", meaning.message, meaning.hint, line, column)
