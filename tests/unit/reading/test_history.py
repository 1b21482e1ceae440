"""Git's history of the stories folder, and the instants that feeds print."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywall.problems import Severity
from storywall.reading import history
from storywall.reading.history import Dated, History, pub_dates

DAY = 86_400


class Repository:
    """A throwaway repository whose commits have times of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, at: int = 0) -> None:
        env = os.environ | {
            "GIT_AUTHOR_DATE": "@1 +0000",
            "GIT_COMMITTER_DATE": f"@{at} +0000",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        names = ("-c", "user.name=Rita", "-c", "user.email=rita@example.com")
        subprocess.run(
            ["git", *names, *arguments], cwd=self.root, env=env, check=True, capture_output=True
        )

    def write(self, path: str, text: str | None = None) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path if text is None else text, encoding="utf-8")

    def commit(self, at: int, *paths: str) -> None:
        for path in paths:
            self.write(path)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x", at=at)


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "a wall für alle")


def stamp(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def test_a_file_has_the_time_of_the_commit_that_added_it(repo: Repository) -> None:
    repo.commit(100, "stories/2026/rita.md", "README.md")
    repo.write("stories/2026/rita.md", "changed")
    repo.commit(200, "stories/2026/jim.md", "stories/2026/über uns.md")
    found = history.read(repo.root / "stories")
    assert found.state == "ok"
    assert found.problems() == []
    assert {path: stamp(at) for path, at in found.added.items()} == {
        "2026/rita.md": 100,
        "2026/jim.md": 200,
        "2026/über uns.md": 200,
    }
    assert found.added["2026/rita.md"].tzinfo is UTC


def test_a_branch_counts_when_it_is_merged(repo: Repository) -> None:
    repo.commit(100, "stories/index.md")
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit(200, "stories/2026/rita.md")
    repo.git("checkout", "--quiet", "main")
    repo.commit(300, "stories/2026/jim.md")
    repo.git("merge", "--quiet", "--no-ff", "--message=m", "branch", at=400)
    found = history.read(repo.root / "stories")
    assert stamp(found.committed("rita", "2026/rita.md")) == 400
    assert stamp(found.committed("jim", "2026/jim.md")) == 300


def test_an_id_keeps_its_time_when_its_file_moves(repo: Repository) -> None:
    repo.commit(100, "stories/2026/rita.md")
    repo.git("mv", "stories/2026", "stories/2025")
    repo.commit(200)
    found = history.read(repo.root / "stories")
    assert stamp(found.committed("rita", "2025/rita.md")) == 100
    assert stamp(found.added["2025/rita.md"]) == 100


def test_an_id_in_the_front_matter_keeps_the_time_of_the_old_name(repo: Repository) -> None:
    repo.commit(100, "stories/2026/rita.md")
    repo.git("rm", "--quiet", "stories/2026/rita.md")
    repo.write("stories/2026/rita-crosses-town.md", "---\nid: rita\n---\nquite another text")
    repo.commit(200)
    found = history.read(repo.root / "stories")
    assert stamp(found.committed("rita", "2026/rita-crosses-town.md")) == 100
    assert stamp(found.committed("rita-crosses-town", "2026/rita-crosses-town.md")) == 200


def test_an_id_that_was_never_a_name_follows_its_file(repo: Repository) -> None:
    repo.commit(100, "stories/2026/one.md")
    repo.git("mv", "stories/2026/one.md", "stories/2026/two.md")
    repo.commit(200)
    repo.git("mv", "stories/2026/two.md", "stories/2026/three.md")
    repo.commit(300)
    found = history.read(repo.root / "stories")
    assert stamp(found.committed("another", "2026/three.md")) == 100


def test_kinds_do_not_share_stems(repo: Repository) -> None:
    repo.commit(100, "stories/people/rita.md")
    repo.commit(200, "stories/2026/rita.md")
    found = history.read(repo.root / "stories")
    assert stamp(found.committed("rita", "2026/rita.md")) == 200


def test_a_story_that_comes_back_keeps_its_first_time(repo: Repository) -> None:
    repo.commit(100, "stories/2026/rita.md", "stories/index.md")
    repo.git("rm", "--quiet", "stories/2026/rita.md")
    repo.commit(200)
    repo.commit(300, "stories/2026/rita.md")
    assert stamp(history.read(repo.root / "stories").committed("rita", "2026/rita.md")) == 100


def test_the_folder_may_be_the_repository_itself(repo: Repository) -> None:
    repo.commit(100, "2026/rita.md")
    assert stamp(history.read(repo.root).committed("rita", "2026/rita.md")) == 100


def test_what_is_not_committed_has_no_time(repo: Repository) -> None:
    repo.commit(100, "stories/2026/rita.md")
    repo.write("stories/2026/jim.md")
    assert history.read(repo.root / "stories").committed("jim", "2026/jim.md") is None


def test_settings_of_the_user_change_nothing(
    repo: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repo.commit(100, "stories/2026/rita.md")
    repo.git("mv", "stories/2026/rita.md", "stories/2026/jim.md")
    repo.commit(200)
    wanted = history.read(repo.root / "stories")
    settings = {"log.follow": "true", "diff.renames": "false", "log.showSignature": "true"}
    settings |= {"log.diffMerges": "off", "core.quotePath": "true", "log.date": "relative"}
    for name, value in settings.items():
        repo.git("config", name, value)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert history.read(repo.root / "stories") == wanted


def test_a_shallow_clone_is_a_problem(repo: Repository, tmp_path: Path) -> None:
    repo.commit(100, "stories/2026/rita.md")
    repo.commit(200, "stories/2026/jim.md")
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth=1", repo.root.as_uri(), str(clone))
    found = history.read(clone / "stories")
    assert found == History("shallow")
    assert found.committed("rita", "2026/rita.md") is None
    (problem,) = found.problems()
    assert (problem.code, problem.severity) == ("shallow-clone", Severity.WARNING)
    assert "git fetch --unshallow" in problem.hint


def suggestion(found: History) -> str:
    assert found.state == "none"
    (problem,) = found.problems("stories")
    assert (problem.code, problem.severity) == ("no-git-history", Severity.SUGGESTION)
    assert problem.path == "stories"
    return problem.message


def test_without_a_repository_the_fallback_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "in no git repository" in suggestion(history.read(tmp_path))


def test_without_commits_the_fallback_is_reported(repo: Repository) -> None:
    repo.write("stories/2026/rita.md")
    assert "nothing is committed yet" in suggestion(history.read(repo.root / "stories"))
    repo.commit(100, "README.md")
    repo.git("rm", "--quiet", "--cached", "stories/2026/rita.md")
    repo.git("commit", "--quiet", "--amend", "--message=x", at=100)
    message = suggestion(history.read(repo.root / "stories"))
    assert "nothing in the stories folder is committed yet" in message


def test_without_git_the_fallback_is_reported(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit(100, "stories/2026/rita.md")
    monkeypatch.setenv("PATH", "/nowhere")
    assert "git is not installed" in suggestion(history.read(repo.root / "stories"))


def test_a_folder_that_is_missing_is_reported_with_gits_words(repo: Repository) -> None:
    assert "git says: fatal" in suggestion(history.read(repo.root / "nowhere"))


# --- the instants ---------------------------------------------------------------------------

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)


def only(published: datetime | None, day: date, committed: datetime | None) -> datetime:
    return pub_dates([Dated("rita", published, day, committed)], LONDON)["rita"]


def test_a_day_begins_at_midnight_in_the_sites_zone() -> None:
    assert only(None, date(2026, 6, 10), None) == datetime(2026, 6, 9, 23, tzinfo=UTC)


def test_the_commit_counts_unless_the_date_is_later() -> None:
    assert only(None, date(2026, 6, 10), NOON) == NOON
    assert only(None, date(2026, 6, 11), NOON) == datetime(2026, 6, 10, 23, tzinfo=UTC)


def test_what_is_declared_counts_first() -> None:
    declared = NOON - timedelta(days=30)
    assert only(declared, date(2026, 6, 10), NOON) == declared
    assert only(datetime(2026, 6, 10, 9), date(2026, 6, 10), NOON).hour == 8  # noqa: DTZ001


def test_two_of_one_instant_are_a_second_apart_in_the_order_of_their_ids() -> None:
    day = date(2026, 6, 10)
    entries = [Dated(id_, None, day, NOON) for id_ in ("c", "a", "b")]
    dates = pub_dates(entries, LONDON)
    assert dates == {
        "a": NOON,
        "b": NOON + timedelta(seconds=1),
        "c": NOON + timedelta(seconds=2),
    }


def test_a_bump_pushes_the_next_one_and_does_not_overtake_it() -> None:
    second = timedelta(seconds=1)
    entries = [
        Dated("a", NOON, date(2026, 1, 1), None),
        Dated("z", NOON, date(2026, 1, 1), None),
        Dated("b", NOON + second, date(2026, 1, 1), None),
    ]
    dates = pub_dates(entries, LONDON)
    assert (dates["a"], dates["z"], dates["b"]) == (NOON, NOON + second, NOON + 2 * second)


def test_fractions_of_a_second_never_make_two_equal() -> None:
    entries = [Dated(str(n), NOON.replace(microsecond=n), date(2026, 1, 1), None) for n in range(3)]
    printed = {at.replace(microsecond=0) for at in pub_dates(entries, LONDON).values()}
    assert len(printed) == 3


moments = st.one_of(
    st.integers(0, 6).map(lambda s: NOON + timedelta(seconds=s / 2)),
    st.datetimes(datetime(1, 1, 1), datetime(9990, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
days = st.one_of(
    st.dates(date(2026, 6, 9), date(2026, 6, 11)), st.dates(max_value=date(9990, 1, 1))
)
many = st.lists(
    st.builds(
        Dated,
        st.integers(0, 40).map(lambda n: f"s{n}"),
        st.none() | moments,
        days | moments,
        st.none() | moments,
    ),
    max_size=12,
    unique_by=lambda entry: entry.id,
)
zones = st.sampled_from([UTC, LONDON, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")])


@given(many, zones)
def test_instants_rise_and_none_is_early(entries: list[Dated], zone: ZoneInfo) -> None:
    dates = pub_dates(entries, zone)
    assert set(dates) == {entry.id for entry in entries}
    for one, next_ in pairwise(sorted(dates.values())):
        assert next_ - one >= timedelta(seconds=1)
    for entry in entries:
        alone = pub_dates([entry], zone)[entry.id]
        assert dates[entry.id] >= alone
        assert alone.microsecond == 0
        wanted = entry.published or entry.committed
        assert wanted is None or alone >= wanted


@given(many, zones, st.randoms())
def test_the_order_of_the_entries_does_not_matter(
    entries: list[Dated], zone: ZoneInfo, chance: object
) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pub_dates(shuffled, zone) == pub_dates(entries, zone)


@given(many, zones)
def test_a_later_entry_changes_no_earlier_one(entries: list[Dated], zone: ZoneInfo) -> None:
    own = {entry.id: pub_dates([entry], zone)[entry.id] for entry in entries}
    in_order = sorted(entries, key=lambda entry: (own[entry.id], entry.id))
    for count in range(len(in_order)):
        before = pub_dates(in_order[:count], zone)
        after = pub_dates(in_order[: count + 1], zone)
        assert {id_: after[id_] for id_ in before} == before
