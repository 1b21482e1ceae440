"""The screens' style with every token put in: old televisions know no custom properties."""

from __future__ import annotations

import re
from collections.abc import Mapping

from storywall.errors import StoryWallError
from storywall.screens import fit

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+);")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*\)")


def read_tokens(css: str) -> dict[str, str]:
    """The tokens of the light scheme: what the first ``:root`` of ``tokens.css`` declares."""
    block = _ROOT.search(_COMMENT.sub("", css))
    if block is None:
        raise StoryWallError("tokens.css declares no tokens: it has no `:root { … }`")
    return {name: " ".join(value.split()) for name, value in _DECLARATION.findall(block[1])}


def resolve_tokens(css: str, tokens: Mapping[str, str]) -> str:
    """*css* without comments, each ``var(--name)`` replaced by its value in *tokens*.

    Raises StoryWallError for a token that is unknown, that names itself, or has a fallback.
    """
    return _resolve(_COMMENT.sub("", css), tokens, ())


def _resolve(css: str, tokens: Mapping[str, str], inside: tuple[str, ...]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in tokens or name in inside:
            why = "which names itself" if name in inside else "which tokens.css does not declare"
            raise StoryWallError(f"the screens' style uses `{name}`, {why}")
        return _resolve(tokens[name], tokens, (*inside, name))

    resolved = _VAR.sub(value, css)
    if "var(" in resolved:
        rest = resolved[resolved.index("var(") :][:40]
        raise StoryWallError(f"the screens' style has a token that cannot be resolved: `{rest}`")
    return resolved


def screen_css(source: str, tokens_css: str, brand: Mapping[str, str] | None = None) -> str:
    """The style sheet to ship: *source* (``theme/screens/screen.css``) with literal values.

    Colours come from *tokens_css* (``theme/assets/tokens.css``) and a company's *brand*, sizes from
    ``fit.py``.
    """
    css = resolve_tokens(source, read_tokens(tokens_css) | dict(brand or {}) | fit.tokens())
    return re.sub(r"\s*\n\s*", "\n", css).strip() + "\n"
