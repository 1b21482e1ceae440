"""The installed wheel needs no checkout: `storywall init`, then `mkdocs build`."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import runs


def run(*command: str | Path, at: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=at,
        env=env | {"SOURCE_DATE_EPOCH": runs.TODAY},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_wall_from_the_wheel_alone(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-cache-dir")
    build = ("wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index")
    run(*pip, *build, "--wheel-dir", tmp_path, runs.ROOT, at=tmp_path)
    (wheel,) = tmp_path.glob("storywall-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "storywall/theme/pages/story.html" in names
    assert "storywall/starting/files/mkdocs.yml" in names
    assert not [
        name for name in names if name.startswith(("tests/", "stories/")) or ".cache" in name
    ]

    home = tmp_path / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", home, at=tmp_path)
    bin_ = home / ("Scripts" if os.name == "nt" else "bin")
    places = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
    run(*pip, "--python", bin_ / "python", "install", "--quiet", "--no-deps", "--no-index", wheel,
        at=tmp_path)  # fmt: skip
    # What the wheel depends on comes from this environment; the project itself does not.
    links = Path(places) / "dependencies.pth"
    links.write_text(sysconfig.get_path("purelib") + "\n")

    said = run(bin_ / "python", "-c", "import storywall; print(storywall.__file__)", at=tmp_path)
    assert str(home) in said
    run(bin_ / "storywall", "init", "wall", "--domain", "acme.example", at=tmp_path)
    wall = tmp_path / "wall"
    run(bin_ / "storywall", "build", at=wall)
    page = (wall / "site/index.html").read_text()
    assert "<main" in page
    assert (wall / "site/about/index.html").is_file()
    assert (wall / "site/build.json").is_file()
