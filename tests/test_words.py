"""Every word that a reader sees is in the catalogue."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "theme").rglob("*.html"))
# What is no word: names of formats and characters that stand for themselves.
NOT_WORDS = {"RSS", "QR", "amp", "nbsp", "middot"}


def literal_text(template: str) -> str:
    """The text of a template outside of tags, expressions and gettext's calls."""
    env = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    pieces: list[str] = []

    def walk(node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.TemplateData):
                pieces.append(child.data)
            elif isinstance(child, nodes.Output | nodes.Call | nodes.CallBlock):
                pieces.append("\x00")
                walk(child)
            else:
                walk(child)

    walk(env.parse(template))
    return "".join(pieces)


def words_outside_the_catalogue(template: str) -> Iterator[str]:
    text = literal_text(template)
    for attribute in re.findall(r'(?:aria-label|alt|title|placeholder)="([^"\x00]+)"', text):
        yield from re.findall(r"[A-Za-z]{2,}", attribute)
    text = re.sub(r' [a-z-]+="[^"]*"', " ", text)  # attributes printed by a macro
    text = re.sub(r"<(svg|script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"<!?/?[a-zA-Z][^<>]*>", " ", text)
    yield from (word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in NOT_WORDS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_prints_no_word_of_its_own(path: Path) -> None:
    assert list(words_outside_the_catalogue(path.read_text("utf-8"))) == []


def test_a_planted_word_is_found() -> None:
    assert list(words_outside_the_catalogue("<p>{{ _('fine') }} and plain</p>")) == ["and", "plain"]
    assert list(words_outside_the_catalogue('<a aria-label="More of it">x</a>')) == [
        "More",
        "of",
        "it",
    ]


def test_the_catalogue_holds_every_word() -> None:
    command = [sys.executable, str(ROOT / "scripts/messages"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
