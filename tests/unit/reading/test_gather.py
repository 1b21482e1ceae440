"""One thing for one id, and nobody is known by a broken file."""

from pathlib import Path

from records import codes, front, read, story_text
from storywall import settings
from storywall.model import RecordKind, Withdrawn
from storywall.reading import gather


def test_a_wall_by_kind_and_id(tmp_path: Path) -> None:
    reading = read(tmp_path, {"2026/a.md": story_text(), "teams/t.md": front({"name": "T"})})
    assert reading.problems == ()
    assert set(reading.wall.stories) == {"a"}
    assert set(reading.wall.people) == {"ana-ruiz"}
    assert set(reading.wall.teams) == {"t"}
    assert set(reading.wall.kinds) == {"recovery"}
    assert set(reading.sources) == {
        "2026/a.md",
        "teams/t.md",
        "people/ana-ruiz.md",
        "programme/kinds.yml",
    }


def test_of_two_stories_with_one_id_the_earlier_date_stays(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "2025/same.md": story_text(date="2026-01-02"),
            "2026/same.md": story_text(date="2026-01-01"),
            "2026/deep/same.md": story_text(date="2026-01-02T00:30"),
        },
    )
    assert reading.wall.stories["same"].path == "2026/same.md"
    assert codes(sorted(reading.problems)) == [
        ("2025/same.md", "duplicate-id", 1),
        ("2026/deep/same.md", "duplicate-id", 1),
        ("2026/same.md", "duplicate-id", 1),
    ]
    assert "this one stays" in next(p.message for p in reading.problems if p.path == "2026/same.md")


def test_of_one_day_the_earlier_hour_and_then_the_earlier_path_stays(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "2025/hour.md": story_text(date="2026-01-01T10:00"),
            "2026/hour.md": story_text(date="2026-01-01T09:00"),
            "2025/path.md": story_text(),
            "2026/path.md": story_text(),
        },
    )
    assert reading.wall.stories["hour"].path == "2026/hour.md"
    assert reading.wall.stories["path"].path == "2025/path.md"


def test_people_and_teams_share_their_ids_and_other_kinds_do_not(tmp_path: Path) -> None:
    text = front({"name": "A", "does": "Much."})
    reading = read(
        tmp_path, {"teams/ana-ruiz.md": front({"name": "T"}), "departments/ana-ruiz.md": text}
    )
    assert {path for path, _, _ in codes(reading.problems)} == {
        "people/ana-ruiz.md",
        "teams/ana-ruiz.md",
    }
    assert set(reading.wall.people) == {"ana-ruiz"}
    assert not reading.wall.teams
    assert set(reading.wall.departments) == {"ana-ruiz"}


def test_a_broken_rival_is_no_rival(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {"2025/a.md": story_text(title=None, date="2020-01-01"), "2026/a.md": story_text()},
    )
    assert reading.wall.stories["a"].path == "2026/a.md"
    assert [code for _, code, _ in codes(reading.problems)] == ["missing-field"]


def test_broken_people_who_may_ask_for_privacy_are_private_under_every_id(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "people/hid.md": front({"name": "H", "visibility": "hidden", "id": "zofia-k"}),
            "people/left.md": front({"name": "L", "status": "left"}),
            "people/slip.md": front({"name": "S", "role": "R", "visiblity": "hidden"}),
            "people/plain.md": front({"name": "P"}),
            "people/bytes.md": b"\xff",
            "people/fence.md": "---\nname: F\n",
            "people/Big_Name.md": front({"name": "B", "role": "R"}),
        },
    )
    assert reading.wall.private == {
        *("hid", "zofia-k", "left", "slip", "bytes", "fence", "Big_Name", "big-name"),
    }
    assert set(reading.wall.people) == {"ana-ruiz"}
    assert reading.broken_ids(RecordKind.PERSON) >= {"plain", "bytes", "zofia-k", "big-name"}
    assert reading.broken_ids(RecordKind.TEAM) == frozenset()


def test_read_takes_a_project(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "docs_dir: stories\nplugins:\n  - storywall: {pages: [more.md]}\n"
    )
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories/more.md").write_text("More.")
    (tmp_path / "stories/less.md").write_text("Less.")
    reading = gather.read(settings.load(tmp_path / "mkdocs.yml"))
    assert [page.path for page in reading.folder.pages] == ["more.md"]
    assert codes(reading.problems) == [("less.md", "misplaced-file", 0)]


def test_what_was_withdrawn_stays_so(tmp_path: Path) -> None:
    text = front({"status": "withdrawn", "date": "2026-05-01", "published": "2026-05-02T10:00"})
    reading = read(tmp_path, {"2025/a.md": story_text(), "2026/a.md": text})
    record = reading.wall.stories["a"]
    assert isinstance(record, Withdrawn)
    assert str(record.date) == "2026-05-01"
    assert str(record.published) == "2026-05-02 10:00:00"


def test_pictures_belong_to_the_files_that_name_them_or_lie_beside_them(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "2026/a.md": story_text(title=None, photo="{src: ../people/p.jpg, alt: x}"),
            "2026/broken.md": b"\xff",
            "2026/broken.JPG": b"x",
            "2026/free.jpg": b"x",
            "people/p.jpg": b"x",
            "people/ana-ruiz.png": b"x",
        },
    )
    assert reading.wall.pictures == {
        "2026/a.md": {"people/p.jpg"},
        "2026/broken.md": {"2026/broken.JPG"},
        "people/ana-ruiz.md": {"people/ana-ruiz.png"},
    }
