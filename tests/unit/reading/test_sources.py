"""The folder is read whatever lies in it: every file gives a source, or a problem that says why."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from records import BODY, codes, story_text, write
from storywall.model import RecordKind
from storywall.reading import sources
from storywall.reading.layout import PROGRAMME_FILES, is_media, picture_path
from storywall.reading.sources import (
    DEFAULT_PAGES,
    MAX_BYTES,
    decode,
    is_page,
    kind_of,
    parse_text,
    read,
)
from storywall.words import INVISIBLE


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("2026/rita.md", RecordKind.STORY),
        ("2026/deep/down/rita.md", RecordKind.STORY),
        ("0001/x.md", RecordKind.STORY),
        ("postcards/2026/x.md", RecordKind.POSTCARD),
        ("postcards/x.md", RecordKind.POSTCARD),
        ("people/x.md", RecordKind.PERSON),
        ("teams/x.md", RecordKind.TEAM),
        ("departments/x.md", RecordKind.DEPARTMENT),
        ("practices/x.md", RecordKind.PRACTICE),
        ("awards/x.md", RecordKind.AWARD),
        ("people/deep/x.md", None),
        ("people/x.jpg", None),
        ("2026.md", None),
        ("20266/x.md", None),
        ("٢٠٢٦/x.md", None),
        ("index.md", None),
        ("help/x.md", None),
        ("programme/notice.md", None),
        ("2026/x.MD", None),
    ],
)
def test_the_path_decides_the_kind(path: str, kind: RecordKind | None) -> None:
    assert kind_of(path) == kind


def test_ordinary_pages() -> None:
    assert is_page("index.md", DEFAULT_PAGES)
    assert is_page("help/deep/page.md", DEFAULT_PAGES)
    assert not is_page("other.md", DEFAULT_PAGES)
    assert not is_page("helpful/page.md", DEFAULT_PAGES)
    assert is_page("guides/a/b.md", (*DEFAULT_PAGES, "guides/**"))
    assert not is_page("programme/secret.md", ("**",))


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("2026/rita.jpg", True),
        ("2026/RITA.JPEG", True),
        ("people/rita.webp", True),
        ("postcards/2026/a.png", True),
        ("2026/rita.pdf", False),
        ("2026/rita.svg", False),
        ("logo.png", True),
        ("help/plan.pdf", True),
        ("help/plan.docx", False),
        ("elsewhere/plan.png", False),
        ("programme/plan.png", False),
    ],
)
def test_pictures_beside_records_and_pdfs_beside_pages(path: str, media: bool) -> None:
    assert is_media(path, DEFAULT_PAGES) is media
    assert not is_media("programme/x.png", ("**",))


@pytest.mark.parametrize(
    ("src", "path"),
    [
        ("rita.jpg", "2026/rita.jpg"),
        ("./rita.jpg", "2026/rita.jpg"),
        ("../people/rita.jpg", "people/rita.jpg"),
        ("../../mkdocs.yml", None),
        ("/etc/passwd", None),
        ("deep/../rita.jpg", "2026/rita.jpg"),
    ],
)
def test_a_picture_lies_below_the_folder(src: str, path: str | None) -> None:
    assert picture_path("2026/rita.md", src) == path


def test_line_ends_and_the_byte_order_mark_do_not_matter() -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        for mark in (b"", b"\xef\xbb\xbf"):
            assert decode(mark + b"a" + end + b"b", "x.md") == ("a\nb", [])


@pytest.mark.parametrize(
    ("raw", "code", "line", "column"),
    [
        (b"\xff\xfea\x00", "not-utf8", 1, 1),
        (b"\xfe\xff\x00a", "not-utf8", 1, 1),
        (b"ab\n\xc3\xa9x\xff", "not-utf8", 2, 3),
        (b"ab\r\xff", "not-utf8", 2, 1),
        (b"ab\r\n\xff", "not-utf8", 2, 1),
        (b"\xef\xbb\xbfab\xff", "not-utf8", 1, 3),
        (b"\xed\xa0\x80", "not-utf8", 1, 1),
        (b"a\n\xc3\xa9\x00", "control-character", 2, 2),
        (b"a\x02", "control-character", 1, 2),
        (b"a\xc2\x85", "control-character", 1, 2),
        (b"a\xef\xbb\xbf", "control-character", 1, 2),
    ],
)
def test_bytes_that_are_no_text(raw: bytes, code: str, line: int, column: int) -> None:
    text, problems = decode(raw, "x.md")
    assert text == ""
    assert [(p.code, p.line, p.column) for p in problems] == [(code, line, column)]


def test_the_wrong_byte_after_a_mark_is_the_one_that_is_named() -> None:
    assert "0xe9" in decode(b"\xef\xbb\xbfCaf\xe9", "x.md")[1][0].message


def test_fields_and_body_are_parted_at_the_second_fence() -> None:
    text = "---\ntitle: A\n---  \n\n# Body\n---\nmore\n"
    source, problems = parse_text(text, "2026/a.md", RecordKind.STORY, fields_needed=True)
    assert source is not None
    assert problems == []
    assert (source.data, source.body, source.body_line) == (
        {"title": "A"},
        "\n# Body\n---\nmore\n",
        4,
    )
    assert text.split("\n")[source.body_line :] == ["# Body", "---", "more", ""]
    assert (source.stem, source.place("title").line, source.place("title").column) == ("a", 2, 8)


def test_a_place_falls_back_to_what_holds_it() -> None:
    text = "---\nconsent:\n  heroes: true\n---\n"
    source, _ = parse_text(text, "2026/a.md", RecordKind.STORY, fields_needed=True)
    assert source is not None
    assert source.place("consent", "customer", key=True).line == 2
    assert source.place("consent", "heroes").column == 11
    assert (source.place("nothing").line, source.place("nothing").field) == (1, "nothing")


def test_keys_that_python_frontmatter_trips_over() -> None:
    text = "---\nno: 1\non: 2\n1: 3\ncontent: 4\nhandler: 5\n---\n"
    source, _ = parse_text(text, "2026/a.md", RecordKind.STORY, fields_needed=True)
    assert source is not None
    assert list(source.data) == ["no", "on", "1", "content", "handler"]


def test_a_page_needs_no_fields_but_closes_those_it_has() -> None:
    source, _ = parse_text("# Hello\n", "index.md", None, fields_needed=False)
    assert source is not None
    assert (source.data, source.body) == ({}, "# Hello\n")
    source, problems = parse_text("---\ntitle: x\n", "index.md", None, fields_needed=False)
    assert source is None
    assert [p.code for p in problems] == ["open-front-matter"]


@pytest.mark.parametrize("text", ["---\n---\n", "---\n~\n---\n", "---\n\n---\n"])
def test_no_fields_are_an_empty_mapping(text: str) -> None:
    source, problems = parse_text(text, "2026/a.md", RecordKind.STORY, fields_needed=True)
    assert source is not None
    assert (source.data, problems) == ({}, [])


def read_table(root: Path, text: str) -> tuple[object, list[tuple[str, str, int]]]:
    folder, problems = read(write(root, {"programme/metrics.csv": text}))
    table = folder.programme.get("metrics.csv")
    return (table.data if table else None), codes(problems)


def test_a_table_has_its_lines(tmp_path: Path) -> None:
    data, problems = read_table(tmp_path, 'metric, n\n\na, 1\n"b\nc",\n')
    assert data == [{"metric": "a", "n": "1"}, {"metric": "b\nc", "n": None}]
    assert problems == []
    table = read(tmp_path)[0].programme["metrics.csv"]
    assert [table.place(index, "metric").line for index in (0, 1)] == [3, 4]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('a,b\n1,2\n"x,3\n', "csv", 3),
        ('a,b\n"x"y,3\n', "csv", 2),
        ("a,b\n1,2,3\n", "csv", 2),
        ("a;b\n1;2\n", "csv", 1),
        ("a,b,a\n1,2,3\n", "duplicate-field", 1),
        ("a,b\n" + "x" * 200_000 + ",1\n", "csv", 2),
    ],
)
def test_faults_of_a_table(tmp_path: Path, text: str, code: str, line: int) -> None:
    assert read_table(tmp_path, text)[1] == [("programme/metrics.csv", code, line)]


def test_a_sound_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "index.md": "Hello",
            "help/how.md": "How",
            "help/how.pdf": b"%PDF",
            "2026/b.md": story_text(),
            "2026/a.md": story_text(),
            "2026/a.jpg": b"x",
            "programme/kinds.yml": "- id: a\n",
            "programme/panel.yml": "who: ana\n",
            "programme/surveys.yml": "- who: ana\n",
            ".obsidian/app.json": "{}",
            ".DS_Store": b"\x00",
        },
    )
    folder, problems = read(tmp_path)
    assert problems == []
    assert [source.path for source in folder.records] == ["2026/a.md", "2026/b.md"]
    assert [source.path for source in folder.pages] == ["help/how.md", "index.md"]
    assert set(folder.programme) == {"kinds.yml", "panel.yml", "surveys.yml"}
    assert folder.media == {"help/how.pdf", "2026/a.jpg"}


def test_what_git_cannot_carry(tmp_path: Path) -> None:
    write(tmp_path, {"2026/dir.md/.gitkeep": "", "2026/big.md": story_text() + "x" * MAX_BYTES})
    write(tmp_path, {"2026/fields.md": "---\nx: " + "x" * 256_000 + "\n---\n"})
    os.mkfifo(tmp_path / "2026/pipe.md")
    (tmp_path / "outside").mkdir()
    os.symlink(tmp_path / "outside", tmp_path / "2027")
    _, problems = read(tmp_path)
    assert codes(sorted(problems)) == [
        ("2026/big.md", "too-large", 0),
        ("2026/dir.md", "not-a-file", 0),
        ("2026/fields.md", "yaml-large", 1),
        ("2026/pipe.md", "not-a-file", 0),
        ("2027", "symlink", 0),
    ]


def test_a_file_of_just_the_largest_size_is_read(tmp_path: Path) -> None:
    text = story_text()
    write(tmp_path, {"2026/big.md": text + "x" * (MAX_BYTES - len(text))})
    folder, problems = read(tmp_path)
    assert (len(folder.records), problems) == (1, [])


def test_files_and_folders_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"2026/a.md": story_text(), "people/ana.md": "---\nname: A\n---\n"})

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    folder, problems = read(tmp_path)
    assert codes(problems) == [("2026/a.md", "unreadable", 0), ("people/ana.md", "unreadable", 0)]
    assert folder.unread_people == {"ana"}
    assert codes(read(tmp_path / "nowhere")[1]) == [(str(tmp_path / "nowhere"), "unreadable", 0)]


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Rita_Crosses Town", "rita-crosses-town"),
        ("Größe", "grosse"),
        ("łódź-2026", "lodz-2026"),
        ("a--b", "a-b"),
        ("-a-", "a"),
        ("田中", "a-short-name"),
        ("x" * 81, "x" * 80),
    ],
)
def test_a_bad_file_name_is_told_the_right_one(tmp_path: Path, name: str, better: str) -> None:
    write(tmp_path, {f"2026/{name}.md": story_text()})
    folder, (problem,) = read(tmp_path)
    assert (problem.code, folder.records) == ("bad-file-name", ())
    assert problem.hint == f"Rename the file to `{better}.md`."


@pytest.mark.parametrize("stem", ["customer", "anonymous", "index", "page", "training"])
def test_reserved_names(tmp_path: Path, stem: str) -> None:
    write(tmp_path, {f"practices/{stem}.md": "---\nname: A\n---\n"})
    assert codes(read(tmp_path)[1]) == [(f"practices/{stem}.md", "reserved-id", 0)]


def test_names_that_cannot_be_printed_are_refused_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026/a\nb: error.md").write_text(story_text())
    (tmp_path / os.fsdecode(b"2026/\xff.jpg")).write_bytes(b"x")
    _, problems = read(tmp_path)
    assert [p.code for p in problems] == ["bad-file-name", "bad-file-name"]
    for problem in problems:
        assert "\n" not in str(problem)
        str(problem).encode()


@pytest.mark.parametrize("name", ["Zofia_K", "zofia-k"])
def test_a_person_whose_file_cannot_be_read_may_ask_for_anything(tmp_path: Path, name: str) -> None:
    write(tmp_path, {f"people/{name}.md": b"---\nname: \xff\n---\n"})
    assert "zofia-k" in read(tmp_path)[0].unread_people
    (tmp_path / f"people/{name}.md").unlink()
    os.symlink("x.md", tmp_path / f"people/{name}.md")
    assert "zofia-k" in read(tmp_path)[0].unread_people


PATHS = [
    *("2026/a.md", "2026/a.jpg", "2026/a.x", "people/a.md", "postcards/2026/a.md", "index.md"),
    *("help/a.md", "loose.md", "awards/a.md", *(f"programme/{name}" for name in PROGRAMME_FILES)),
]
_LINES = st.lists(
    st.sampled_from(
        [
            "---",
            "title: x",
            "- id: a",
            "\ttab",
            'a: "',
            "a,b",
            '"',
            "a: [",
            "\ufeff",
            "",
            "x: \\x02",
        ]
    ),
    max_size=8,
).map(lambda lines: "\n".join(lines).encode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    path=st.sampled_from(PATHS), raw=st.binary(max_size=200) | _LINES | st.text().map(str.encode)
)
@example(path="programme/metrics.csv", raw=b"\n\n")
@example(path="programme/notice.md", raw=b"---\n- a\n---\n")
def test_any_bytes_give_a_source_or_a_problem(tmp_path: Path, path: str, raw: bytes) -> None:
    root = tmp_path / "stories"
    write(root, {path: raw})
    folder, problems = read(root)
    (root / path).unlink()
    found = [*folder.records, *folder.programme.values(), *folder.pages]
    read_as_media = path in folder.media
    assert len(found) + read_as_media <= 1
    assert found or read_as_media or problems
    for source in found:
        assert source.path == path
        assert isinstance(source.data, (dict, list))
        assert not INVISIBLE.search(source.body)
    for problem in problems:
        assert problem.path == path
        assert problem.line <= raw.count(b"\n") + raw.count(b"\r") + 1
        assert problem.hint


@given(st.binary(max_size=300) | st.text().map(str.encode))
def test_decode_takes_any_bytes(raw: bytes) -> None:
    text, problems = decode(raw, "x.md")
    assert len(problems) <= 1
    assert not (text and problems)
    assert "\r" not in text
    if not problems:
        assert text.encode() == raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(
            b"\r", b"\n"
        )


@given(st.text(st.sampled_from("-- \n:abc[]{}'\"|>\t#"), max_size=60), st.booleans())
def test_parse_text_takes_any_text(text: str, needed: bool) -> None:
    source, problems = parse_text(text, "2026/a.md", RecordKind.STORY, fields_needed=needed)
    assert (source is None) <= bool(problems)
    if source is not None and text.startswith("---"):
        assert text.endswith(source.body)
        assert source.body_line == text.count("\n", 0, len(text) - len(source.body)) + 1 or (
            source.body == ""
        )


def test_public_names_have_one_home() -> None:
    for name in ("read", "Source", "Folder", "kind_of", "is_page"):
        assert name in sources.__all__
    assert BODY
