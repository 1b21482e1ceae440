"""The theme's folder and the assets made of it: one style sheet, one script, fonts, icons."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from storywall.address import Address

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def theme_folder() -> Path:
    """``theme/`` inside the installed package, or beside ``plugins/`` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "theme"
    return installed if installed.is_dir() else package.parents[1] / "theme"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def minify_css(css: str) -> str:
    """*css* without comments, indentation and empty lines."""
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


@dataclass(frozen=True)
class Theme:
    """The theme's files. Each asset is a file of ``assets/`` on the site.

    *brand* are the tokens that a company replaces, with their values.
    """

    folder: Path
    brand: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def tokens(self) -> str:
        """Every token as CSS; the brand's hold in both schemes, and not on paper."""
        css = (self.folder / "assets/tokens.css").read_text("utf-8")
        rules = "".join(f"    {name}: {value};\n" for name, value in self.brand.items())
        return f"{css}@media screen {{\n  :root:root {{\n{rules}  }}\n}}\n" if rules else css

    @cached_property
    def style(self) -> bytes:
        """Tokens, base, then every component's style sheet by name."""
        parts = [self.folder / "assets/base.css", *sorted(self.folder.glob("components/*/*.css"))]
        css = self.tokens + "".join(part.read_text("utf-8") for part in parts)
        return minify_css(css).encode()

    @cached_property
    def script(self) -> bytes:
        """Every component's script by name."""
        parts = sorted(self.folder.glob("components/*/*.js"))
        return "".join(part.read_text("utf-8") for part in parts).encode()

    @property
    def style_address(self) -> Address:
        """Where the style sheet lies; its name changes with its content."""
        return Address(f"assets/wall.{_digest(self.style)}.css")

    @property
    def script_address(self) -> Address:
        """Where the script lies; its name changes with its content."""
        return Address(f"assets/wall.{_digest(self.script)}.js")

    def asset(self, name: str) -> Address:
        """The address of a file of ``theme/assets``. Raises FileNotFoundError for any other."""
        if not (self.folder / "assets" / name).is_file():
            raise FileNotFoundError(name)
        return Address(f"assets/{name}")

    def files(self) -> dict[str, bytes | Path]:
        """Every asset by its path on the site."""
        assets = self.folder / "assets"
        loose = [path for path in sorted(assets.rglob("*")) if path.is_file()]
        bundled = {"tokens.css", "base.css"}
        return {
            **{
                f"assets/{path.relative_to(assets).as_posix()}": path
                for path in loose
                if path.name not in bundled
            },
            self.style_address: self.style,
            self.script_address: self.script,
        }
