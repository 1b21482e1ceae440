"""Every setting with its default, and the reader of ``mkdocs.yml``.

The compiler reads the plugin's section itself, so that it works without MkDocs: foreign tags are
passed over and ``INHERIT`` is followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from storywall.errors import SettingsError
from storywall.problems import Severity, nearest


class Sections(BaseModel):
    """The names of a story's four sections, as headings in its body."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    situation: str = "Situation"
    did: str = "What they did"
    changed: str = "What changed"
    repeat: str = "What we can repeat"


class Brand(BaseModel):
    """What makes the wall the company's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = Field(None, description="The name beside the mark; default: site_name.")
    logo: str | None = Field(None, description="A picture in the stories folder for the header.")
    favicon: str | None = Field(None, description="A picture in the stories folder.")
    accent: str | None = Field(None, description="The accent colour, as #RRGGBB.")

    @field_validator("accent")
    @classmethod
    def _colour(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            raise ValueError("write a colour as #RRGGBB")
        return value


class Settings(BaseModel):
    """The plugin's section of ``mkdocs.yml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timezone: str = Field("UTC", description="The site's time zone, an IANA name.")
    identity: str | None = Field(
        None, description="Authority and date (RFC 4151) that every feed id begins with."
    )
    language: str = Field("en", description="The language of the pages.")
    languages: tuple[str, ...] = Field((), description="Further languages of stories.")
    year_starts: int = Field(1, ge=1, le=12, description="The month in which the year begins.")
    page_size: int = Field(24, ge=1, le=200, description="Cards on a page of the wall.")
    sections: Sections = Field(Sections(), description="Names of a story's four sections.")
    pages: tuple[str, ...] = Field((), description="Further ordinary pages, as patterns.")
    trusted_pages: bool = Field(False, description="Ordinary pages skip the sanitiser.")
    leaderboard: Literal["off", "teams", "all"] = Field("teams", description="Who is on it.")
    cache: str = Field(".cache/storywall", description="Folder for what need not be made twice.")
    brand: Brand = Field(Brand(), description="Name, logo, favicon and accent.")
    rules: Mapping[str, Severity] = Field({}, description="Severity by code, or `off`.")
    model: Literal[1] = Field(1, description="The version of the content model.")

    @field_validator("leaderboard", mode="before")
    @classmethod
    def _off(cls, value: Any) -> Any:
        return "off" if value is False else value  # YAML 1.1 reads a bare `off` as false

    @field_validator("rules", mode="before")
    @classmethod
    def _rules_off(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return {code: "off" if level is False else level for code, level in value.items()}

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not a time zone; write one like Europe/London") from None
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)


class Site(BaseModel):
    """What the host knows: the parts of ``mkdocs.yml`` that are not the plugin's."""

    model_config = ConfigDict(frozen=True)

    root: Path
    name: str = "Story Wall"
    url: str = ""
    description: str = ""
    stories: Path
    output: Path
    directory_urls: bool = True
    repo_url: str = ""
    edit_uri: str = ""


class Project(BaseModel):
    """A wall's configuration: the plugin's settings and the host's."""

    model_config = ConfigDict(frozen=True)

    config: Path
    settings: Settings
    site: Site

    @property
    def cache(self) -> Path:
        """The cache folder."""
        return self.site.root / self.settings.cache


class _Reader(yaml.SafeLoader):
    """Reads ``mkdocs.yml``; tags of other programs become None."""


def _foreign(*_: object) -> None:
    """The value of a tag that is another program's."""


def _from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """MkDocs's ``!ENV NAME`` and ``!ENV [NAME, …, default]``: the first variable that is set."""
    if isinstance(node, yaml.SequenceNode):
        words = loader.construct_sequence(node)
    elif isinstance(node, yaml.ScalarNode):
        words = [loader.construct_scalar(node)]
    else:
        return None
    names, default = (words[:-1], words[-1]) if len(words) > 1 else (words, None)
    found = next((os.environ[str(name)] for name in names if str(name) in os.environ), None)
    return default if found is None else yaml.safe_load(found)


_Reader.add_multi_constructor("", _foreign)
_Reader.add_constructor("!ENV", _from_environment)


def _fault(fault: ErrorDetails) -> str:
    """One wrong setting, in plain words."""
    where = ".".join(str(part) for part in fault["loc"])
    said = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        last = str(fault["loc"][-1])
        holders: dict[str, type[BaseModel]] = {"sections": Sections, "brand": Brand}
        holder = holders.get(str(fault["loc"][0]), Settings)
        hint = nearest(last, holder.model_fields)
        said = f"there is no such setting. {hint or 'The manual lists them all.'}"
    elif fault["type"] in {"literal_error", "enum"}:
        said = f"it is {fault.get('ctx', {}).get('expected', '')}"
    return f"  storywall.{where}: {said}"


def parse_settings(section: Mapping[str, Any] | None) -> Settings:
    """The plugin's section as settings. Raises SettingsError that names each wrong setting."""
    if section is not None and not isinstance(section, Mapping):
        raise SettingsError("mkdocs.yml: write the settings of storywall as `name: value`")
    try:
        return Settings.model_validate(dict(section or {}))
    except ValidationError as error:
        faults = [_fault(fault) for fault in error.errors()]
        raise SettingsError("\n".join(["mkdocs.yml has wrong settings:", *faults])) from None


def read_config(path: Path) -> dict[str, Any]:
    """``mkdocs.yml`` as a mapping, with ``INHERIT`` followed (what the child says wins)."""
    seen: set[Path] = set()
    layers: list[dict[str, Any]] = []
    current: Path | None = path
    while current is not None:
        current = current.resolve()
        if current in seen:
            raise SettingsError(f"{path} inherits from itself")
        seen.add(current)
        layers.append(_load(current))
        parent = layers[-1].pop("INHERIT", None)
        current = current.parent / parent if isinstance(parent, str) else None
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        _merge(merged, layer)
    return merged


def _load(path: Path) -> dict[str, Any]:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Reader)  # noqa: S506
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read: {error.strerror}; give the wall's with `-f`"
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not readable: {error}") from None
    if not isinstance(loaded, dict):
        raise SettingsError(f"{path} holds no settings")
    return loaded


def _merge(into: dict[str, Any], layer: Mapping[str, Any]) -> None:
    for key, value in layer.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _section(config: Mapping[str, Any], path: Path) -> Any:
    plugins = config.get("plugins") or []
    if isinstance(plugins, Mapping):
        plugins = [{name: value} for name, value in plugins.items()]
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        if plugin == "storywall":
            return None
        if isinstance(plugin, Mapping) and "storywall" in plugin:
            return plugin["storywall"]
    raise SettingsError(
        f"{path} does not turn Story Wall on; add `storywall` to its `plugins:` list"
    )


def _check_site(site: Site, path: Path) -> None:
    """Refuse what the host would refuse, or what would write the site into the stories."""
    if site.url and not site.url.startswith(("http://", "https://")):
        raise SettingsError(f"{path}: site_url is `{site.url}`; it begins with https:// or http://")
    if site.output.is_relative_to(site.stories) or site.stories.is_relative_to(site.output):
        raise SettingsError(
            f"{path}: site_dir and docs_dir lie in each other; give each a folder of its own"
        )


def load(path: Path) -> Project:
    """The wall that ``mkdocs.yml`` at *path* describes. Raises SettingsError."""
    config = read_config(path)
    root = path.resolve().parent
    url = config.get("site_url") or ""
    site = Site(
        root=root,
        name=str(config.get("site_name") or "Story Wall"),
        url=str(url),
        description=str(config.get("site_description") or ""),
        stories=root / str(config.get("docs_dir") or "docs"),
        output=root / str(config.get("site_dir") or "site"),
        directory_urls=bool(config.get("use_directory_urls", True)),
        repo_url=str(config.get("repo_url") or ""),
        edit_uri=str(config.get("edit_uri") or ""),
    )
    _check_site(site, path)
    settings = parse_settings(_section(config, path))
    return Project(config=path.resolve(), settings=settings, site=site)
