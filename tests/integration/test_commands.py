"""What the command line answers: 0 fine, 1 problems, 2 it could not run; never a traceback."""

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import folder
import runs
import storywall.cli

KINDS = ["story", "postcard", "person", "team", "department", "practice", "award"]


def answer(*arguments: str | Path, at: Path = runs.ROOT, **env: str) -> tuple[int, str]:
    """The exit code and the words of `storywall …` in the folder *at*, without a new process."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.chdir(at)
        patch.setattr(sys, "argv", ["storywall", *map(str, arguments)])
        for name, value in {"SOURCE_DATE_EPOCH": runs.TODAY, **env}.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as stopped:
            storywall.cli.main()
    return int(stopped.value.code or 0), said.getvalue()


def test_the_process_exits_with_the_code(tmp_path: Path) -> None:
    assert runs.storywall("--help").returncode == 0
    assert runs.storywall("check", "tests/walls/broken").returncode == 1
    assert runs.storywall("check", folder=tmp_path).returncode == 2


@pytest.mark.parametrize("command", [[], ["check"], ["build"], ["schema"], ["init"]])
def test_help_is_there_for_every_command(command: list[str]) -> None:
    code, text = answer(*command, "--help")
    assert code == 0
    assert "Usage:" in text
    assert answer(*command, "-h") == (0, text)


def test_usage_errors_are_two() -> None:
    for arguments in (["nope"], ["check", "--nope"], ["schema", "nope"], ["schema"], ["init"]):
        code, text = answer(*arguments)
        assert code == 2, arguments
        assert "Usage" in text or "Error" in text


def test_the_version_is_told() -> None:
    code, text = answer("--version")
    assert code == 0
    assert text.startswith("storywall, version ")


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_every_kind_is_one(kind: str) -> None:
    code, text = answer("schema", kind)
    assert code == 0
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"]


def test_the_schema_takes_a_sound_story() -> None:
    schema = json.loads(answer("schema", "story")[1])
    path = runs.WALLS / "minimal/stories/2026/a-fuse-for-a-cold-house.md"
    fields = yaml.load(path.read_text().split("---")[1], Loader=yaml.BaseLoader)
    fields["consent"]["heroes"] = True
    jsonschema.validate(fields, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(fields | {"tittle": "x"}, schema)


def config(**changes: Any) -> str:
    return yaml.safe_dump(folder.config() | changes)


def with_plugin(**settings: Any) -> str:
    return config(plugins=[{"storywall": settings}])


BAD_CONFIGS: dict[str, tuple[str | bytes | None, str]] = {
    "no mkdocs.yml": (None, "mkdocs.yml cannot be read"),
    "broken YAML": ("plugins: [storywall", "is not readable"),
    "a tab": ("plugins:\n\t- storywall\n", "is not readable"),
    "not UTF-8": (b"site_name: \xff\n", "is not readable"),
    "no mapping": ("- a\n- b\n", "holds no settings"),
    "empty": ("", "holds no settings"),
    "no plugin": (config(plugins=["search"]), "does not turn Story Wall on"),
    "no plugins": (config(plugins=None), "does not turn Story Wall on"),
    "plugins is a word": (config(plugins="storywall-not"), "plugins"),
    "plugins is a number": (config(plugins=7), "plugins"),
    "the plugin's section is a list": (config(plugins=[{"storywall": ["a"]}]), "storywall"),
    "the plugin's section is a word": (config(plugins=[{"storywall": "a"}]), "storywall"),
    "an unknown setting": (with_plugin(timezon="UTC"), "storywall.timezon"),
    "a bad time zone": (with_plugin(timezone="Mars/Olympus"), "is not a time zone"),
    "a time zone that is a path": (with_plugin(timezone="../../etc/passwd"), "is not a time zone"),
    "a bad page size": (with_plugin(page_size=0), "storywall.page_size"),
    "a bad colour": (with_plugin(brand={"accent": "red"}), "#RRGGBB"),
    "an unknown language": (with_plugin(language="xx-nowhere"), "xx-nowhere"),
    "a language without words": (with_plugin(language="mi"), "no catalogue"),
    "a bad severity": (with_plugin(rules={"voice-missing": "loud"}), "storywall.rules"),
    "itself as parent": (config(INHERIT="mkdocs.yml"), "inherits from itself"),
    "no parent": (config(INHERIT="base.yml"), "base.yml cannot be read"),
}


@pytest.mark.parametrize("identity", ["no date", "a.example,2026-13"])
def test_with_a_bad_identity_the_wall_stands_without_a_feed(identity: str, tmp_path: Path) -> None:
    folder.wall(tmp_path, {})
    (tmp_path / "mkdocs.yml").write_text(with_plugin(identity=identity))
    code, text = answer("check", at=tmp_path)
    assert code == 0
    assert "feed-identity" in text
    assert identity.rpartition(",")[2] in text


@pytest.mark.parametrize("name", BAD_CONFIGS)
def test_a_configuration_that_cannot_be_used_is_two(name: str, tmp_path: Path) -> None:
    content, expected = BAD_CONFIGS[name]
    folder.wall(tmp_path, {})
    (tmp_path / "mkdocs.yml").unlink()
    if content is not None:
        folder.write(tmp_path, {"mkdocs.yml": content})
    for command in ("check", "build"):
        code, text = answer(command, at=tmp_path)
        assert code == 2, text
        assert expected in text
        assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_missing_stories_folder_is_two(command: str, tmp_path: Path) -> None:
    folder.write(tmp_path, {"mkdocs.yml": config(docs_dir="elsewhere")})
    code, text = answer(command, at=tmp_path)
    assert code == 2, text
    assert "elsewhere" in text


def test_a_wrong_clock_is_two(tmp_path: Path) -> None:
    folder.wall(tmp_path, {})
    code, text = answer("check", at=tmp_path, SOURCE_DATE_EPOCH="soon")
    assert code == 2
    assert "SOURCE_DATE_EPOCH" in text


def test_check_from_any_folder(tmp_path: Path) -> None:
    config_file = runs.WALLS / "minimal/mkdocs.yml"
    code, text = answer("check", "-f", config_file, at=tmp_path)
    assert code == 0, text
    assert "in 5 files" in text or "in 4 files" in text


def test_a_folder_with_its_own_configuration_is_a_wall(tmp_path: Path) -> None:
    code, text = answer("check", runs.WALLS / "minimal", at=tmp_path)
    assert code == 0, text
    code, text = answer("check", runs.WALLS / "broken", runs.WALLS / "minimal", at=tmp_path)
    assert code == 1
    assert text.count(" in ") >= 2


def test_the_broken_wall_is_one() -> None:
    code, text = answer("check", "tests/walls/broken")
    assert code == 1
    assert " errors" in text


@pytest.fixture
def two_faults(tmp_path: Path) -> Path:
    files = {
        "2026/one.md": "no fence",
        "2025/two.md": "no fence",
        "2025/fine.md": folder.story(),
    }
    return folder.wall(tmp_path / "wall", files)


def test_check_of_a_file_or_folder_reports_that_alone(two_faults: Path, tmp_path: Path) -> None:
    code, text = answer("check", "stories/2026/one.md", at=two_faults)
    assert (code, "one.md:1:1" in text, "two.md" in text) == (1, True, False)
    code, text = answer("check", "stories/2025", at=two_faults)
    assert (code, "one.md" in text, "two.md:1:1" in text) == (1, False, True)
    code, text = answer("check", "stories/2025/fine.md", at=two_faults)
    assert code == 0, text
    outside = two_faults / "stories/2026/one.md"
    code, text = answer("check", "-f", two_faults / "mkdocs.yml", outside, at=tmp_path)
    assert (code, "one.md:1:1" in text) == (1, True)


def test_check_of_a_path_that_is_not_there_is_two(two_faults: Path) -> None:
    code, text = answer("check", "stories/2026/typo.md", at=two_faults)
    assert code == 2, text
    assert "typo.md" in text


def test_strict_minds_warnings(tmp_path: Path) -> None:
    root = folder.wall(tmp_path, {"2026/x.gif": b"GIF89a", "2026/rita.md": folder.story()})
    assert answer("check", at=root)[0] == 0
    code, text = answer("check", "--strict", at=root)
    assert code == 1
    assert "warning[misplaced-file]" in text
    assert answer("build", "--strict", at=root)[0] == 1
    assert not (root / "site").exists()


def test_rules_of_a_wall_decide_what_stops_it(tmp_path: Path) -> None:
    root = folder.wall(
        tmp_path, {"2026/x.gif": b"GIF89a"}, folder.config(rules={"misplaced-file": "error"})
    )
    assert answer("check", at=root)[0] == 1


def test_init_makes_a_wall_that_checks_and_builds(tmp_path: Path) -> None:
    code, text = answer("init", "my wall", "--domain", "acme.example", at=tmp_path)
    assert code == 0, text
    root = tmp_path / "my wall"
    assert yaml.safe_load((root / "mkdocs.yml").read_text())["site_name"] == "my wall"
    code, text = answer("check", at=root)
    assert code == 0, text
    assert "error" not in text
    code, text = answer("build", at=root)
    assert code == 0, text
    assert (root / "site/index.html").is_file()
    assert (root / "site/help/how-to-submit/index.html").is_file()


@pytest.mark.parametrize("name", ['Quo"te: {x} # &', "@NAME@", "Ünï \u202e כותל", "'", "- a", "no"])
def test_init_takes_any_name(name: str, tmp_path: Path) -> None:
    code, text = answer("init", "wall", "--name", name, "--domain", "acme.example", at=tmp_path)
    assert code == 0, text
    assert yaml.safe_load((tmp_path / "wall/mkdocs.yml").read_text())["site_name"] == name
    code, text = answer("check", at=tmp_path / "wall")
    assert code == 0, text


def test_init_never_writes_over_anything(tmp_path: Path) -> None:
    folder.write(tmp_path, {"wall/precious.txt": "x", "file": "x"})
    code, text = answer("init", "wall", at=tmp_path)
    assert code == 2
    assert "not empty" in text
    assert os.listdir(tmp_path / "wall") == ["precious.txt"]
    assert answer("init", "file", at=tmp_path)[0] == 2
    code, text = answer("init", "new", "--domain", "not a domain", at=tmp_path)
    assert code == 2
    assert not (tmp_path / "new").exists()
