"""Golden files for every test: `pytest --update-golden` writes them anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import hostile
import runs

# Times are no test here, and a run of the same commit finds the same examples.
settings.register_profile(
    "wall",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("wall")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files instead of comparing"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, text)` fails unless *text* is what the file at *path* holds."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.is_file(), f"{path} is missing: run `pytest --update-golden`"
        expected = path.read_text(encoding="utf-8")
        assert text == expected, f"{path} differs: look, then run `pytest --update-golden`"

    return compare


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of tests/walls/full as `storywall build --strict` publishes it; do not write."""
    root = runs.copy("full", tmp_path_factory.mktemp("full") / "wall")
    runs.built(runs.storywall("build", "--strict", folder=root))
    return root / "site"


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample wall; do not write."""
    root = runs.sample(tmp_path_factory.mktemp("sample") / "wall")
    runs.built(runs.storywall("build", "--strict", folder=root))
    return root / "site"


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a wall whose every text tries to be something else; do not write."""
    return hostile.site(tmp_path_factory.mktemp("hostile") / "wall")
