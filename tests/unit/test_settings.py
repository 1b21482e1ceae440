"""Settings are read from mkdocs.yml without MkDocs, and a wrong one is told by name."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from storywall.errors import SettingsError
from storywall.problems import Severity
from storywall.settings import Settings, load, parse_settings, read_config


def config(root: Path, text: str, name: str = "mkdocs.yml") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def wrong(section: object) -> str:
    with pytest.raises(SettingsError) as raised:
        parse_settings(section)  # type: ignore[arg-type]
    return str(raised.value)


def test_defaults() -> None:
    found = parse_settings(None)
    assert found == Settings() == parse_settings({})
    assert (found.timezone, found.page_size, found.leaderboard) == ("UTC", 24, "teams")
    assert (found.cache, found.model, found.year_starts) == (".cache/storywall", 1, 1)
    assert found.zone.key == "UTC"


def test_off_is_off_although_yaml_reads_it_as_false() -> None:
    found = parse_settings({"leaderboard": False, "rules": {"self-told": False, "yaml": "warning"}})
    assert found.leaderboard == "off"
    assert found.rules == {"self-told": Severity.OFF, "yaml": Severity.WARNING}


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (
            {"timezon": "UTC"},
            "timezon: there is no such setting. Did you mean `timezone`?",
        ),
        ({"brand": {"colour": "x"}}, "storywall.brand.colour: there is no such setting"),
        ({"timezone": "Mars"}, "storywall.timezone: is not a time zone"),
        ({"timezone": "../etc"}, "is not a time zone"),
        ({"timezone": "America"}, "is not a time zone"),
        ({"brand": {"accent": "red"}}, "#RRGGBB"),
        ({"leaderboard": "some"}, "storywall.leaderboard: it is 'off', 'teams' or 'all'"),
        ({"rules": {"yaml": "bad"}}, "storywall.rules.yaml: it is 'error'"),
        ({"page_size": 0}, "storywall.page_size"),
        ({"year_starts": 13}, "storywall.year_starts"),
        ({"model": 2}, "storywall.model"),
        (["timezone"], "`name: value`"),
        ("UTC", "`name: value`"),
    ],
)
def test_wrong_settings_are_named(section: object, words: str) -> None:
    assert words in wrong(section)


def test_a_variable_of_the_environment_is_read_as_the_host_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = config(
        tmp_path,
        "site_url: !ENV [SITE, OTHER, 'https://example.com/']\nsite_name: !ENV NAME\n"
        "docs_dir: stories\nplugins: [storywall]\n",
    )
    assert (load(path).site.url, load(path).site.name) == ("https://example.com/", "Story Wall")
    monkeypatch.setenv("OTHER", "https://other.example/")
    monkeypatch.setenv("NAME", "Ours")
    assert (load(path).site.url, load(path).site.name) == ("https://other.example/", "Ours")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site_url: example.com", "begins with https://"),
        ("site_dir: stories/site\ndocs_dir: stories", "a folder of its own"),
        ("site_dir: .\ndocs_dir: stories", "a folder of its own"),
    ],
)
def test_what_the_host_would_refuse_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(config(tmp_path, f"{text}\nplugins: [storywall]\n"))


def test_every_wrong_setting_is_told_at_once() -> None:
    text = wrong({"page_size": 0, "timezone": "Mars"})
    assert "page_size" in text
    assert "timezone" in text


def test_load(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        "site_name: Wall\nsite_url: https://example.com/wall/\ndocs_dir: stories\n"
        "use_directory_urls: false\nmarkdown_extensions:\n  - x: !!python/name:some.thing\n"
        "theme: !ENV [THEME, material]\n"
        "plugins:\n  - search\n  - storywall:\n      timezone: Asia/Tokyo\n",
    )
    found = load(path)
    assert (found.site.name, found.site.url) == ("Wall", "https://example.com/wall/")
    assert found.site.stories == tmp_path / "stories"
    assert found.site.output == tmp_path / "site"
    assert found.site.directory_urls is False
    assert found.settings.timezone == "Asia/Tokyo"
    assert found.cache == tmp_path / ".cache/storywall"


@pytest.mark.parametrize(
    "plugins",
    ["[storywall]", "{storywall: {}}", "{storywall: }", "[{storywall: }]", "storywall"],
)
def test_the_plugin_is_found_however_it_is_written(tmp_path: Path, plugins: str) -> None:
    assert load(config(tmp_path, f"plugins: {plugins}\n")).settings == Settings()


@pytest.mark.parametrize("plugins", ["[search]", "[]", "", "5", "{search: }"])
def test_a_wall_without_the_plugin_says_how_to_turn_it_on(tmp_path: Path, plugins: str) -> None:
    with pytest.raises(SettingsError, match="add `storywall`"):
        load(config(tmp_path, f"plugins: {plugins}\n"))


def test_inherit_is_followed_and_the_child_wins(tmp_path: Path) -> None:
    config(
        tmp_path, "site_name: Base\nextra: {a: 1, b: 2}\nplugins: [storywall]\n", "base/base.yml"
    )
    config(tmp_path, "INHERIT: base/base.yml\nsite_name: Middle\nextra: {b: 3}\n", "middle.yml")
    path = config(tmp_path, "INHERIT: middle.yml\ndocs_dir: stories\n")
    assert read_config(path) == {
        "site_name": "Middle",
        "extra": {"a": 1, "b": 3},
        "plugins": ["storywall"],
        "docs_dir": "stories",
    }
    assert load(path).site.root == tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "INHERIT: mkdocs.yml\n",
        "- a\n",
        "",
        "a: [\n",
        "a: 2026-02-30\n",
        "INHERIT: nowhere.yml\n",
        "[" * 5000,
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_of_ours(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        load(config(tmp_path, text))


def test_no_file_and_no_utf8(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "mkdocs.yml")
    (tmp_path / "mkdocs.yml").write_bytes(b"a: \xff")
    with pytest.raises(SettingsError, match="not readable"):
        load(tmp_path / "mkdocs.yml")


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().timezone = "UTC"  # type: ignore[misc]
