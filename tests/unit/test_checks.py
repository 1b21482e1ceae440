"""Rules over the whole wall: what each reports, where, and what it lets pass."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import BASE, BODY, TODAY, codes, front, read, story_text
from storywall import checks
from storywall.checks.names import _looks_like_a_name
from storywall.model import Wall
from storywall.problems import Problem, Severity

ZOFIA = front(
    {
        "name": "Zofia Krawczyk",
        "role": "Fitter",
        "visibility": "hidden",
        "also_known_as": "[Zosia Nowak]",
        "short_name": "Zof",
    }
)
YUSUF = front(
    {"name": "Yusuf Demir", "role": "Fitter", "visibility": "first-name", "short_name": "Yusuf"}
)
PRIVATE = {
    "people/zofia-krawczyk.md": ZOFIA,
    "people/yusuf-demir.md": YUSUF,
    "people/jim-okafor-2.md": front({"status": "erased"}),
    "people/colleague-2025-03.md": front({"status": "erased"}),
}


def run(
    root: Path,
    files: Mapping[str, str | bytes],
    severities: dict[str, Severity] | None = None,
    today: date = TODAY,
) -> tuple[Wall, list[Problem]]:
    return checks.check(read(root, files), today, severities or {})


def of(root: Path, body: str = BODY, /, **changes: str | None) -> list[tuple[str, int]]:
    """Code and line of the problems of one story."""
    _, problems = run(root, {"2026/a.md": story_text(body, **changes)})
    return [(p.code, p.line) for p in problems]


def test_a_sound_story_has_no_problem(tmp_path: Path) -> None:
    assert of(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"told_by": "ana-ruiz"}, "self-told"),
        ({"heroes": "[nobody]"}, "unknown-hero"),
        ({"helped_by": "[nobody]"}, "unknown-person"),
        ({"told_by": "nobody"}, "unknown-person"),
        ({"relay": "[{who: nobody, did: It all}]"}, "unknown-person"),
        ({"thanks": "[{by: nobody, text: Thank you}]"}, "unknown-person"),
        ({"kind": "nothing"}, "unknown-id"),
        ({"department": "nothing"}, "unknown-id"),
        ({"practices": "[nothing]"}, "unknown-id"),
        ({"values": "[nothing]"}, "unknown-id"),
        ({"translation_of": "nothing"}, "unknown-id"),
        ({"photo": "{src: no.jpg, alt: None}"}, "missing-picture"),
        ({"consent": None}, "consent-missing"),
        ({"consent": "{heroes: false, customer: not-involved}"}, "consent-heroes"),
        ({"consent": "{heroes: true, customer: not-involved, until: 2026-11-21}"}, "consent-ended"),
        ({"consent": "{heroes: true, customer: named}"}, "voice-missing"),
        ({"channels": "[wall, screens]"}, "channels-wider"),
        ({"channels": "[digest]"}, "channels-need-wall"),
        ({"review_by": "2026-11-21"}, "review-due"),
        ({"lang": "deutsch"}, "unknown-language"),
        ({"allow": "[{code: self-tolled, reason: Because}]"}, "unknown-rule"),
        ({"allow": "[{code: hidden-name, reason: Because}]"}, "unknown-rule"),
        ({"aliases": "[../x]"}, "bad-alias"),
    ],
)
def test_each_rule(tmp_path: Path, changes: dict[str, str | None], code: str) -> None:
    assert code in [found for found, _ in of(tmp_path, **changes)]


@pytest.mark.parametrize(
    "changes",
    [
        {"heroes": "[ana-ruiz, Somebody Else]", "told_by": "ana-ruiz"},
        {"heroes": "[Bo from the shop]"},
        {"told_by": "anonymous"},
        {"helped_by": "[Two Passers-by]"},
        {"consent": "{heroes: true, customer: not-involved, until: 2026-11-22}"},
        {"review_by": "2026-11-22"},
        {"channels": "[wall]"},
        {"lang": "pt-BR"},
        {"lang": "zh-Hant-TW"},
        {"aliases": "[old/, /stories/old-name/, old.html]"},
        {"status": "draft", "consent": None, "voice": "{quote: It is warm., by: A customer}"},
    ],
)
def test_what_is_no_problem(tmp_path: Path, changes: dict[str, str | None]) -> None:
    assert of(tmp_path, **changes) == []


@pytest.mark.parametrize(("words", "right"), [(119, False), (120, True), (600, True), (601, False)])
def test_length_of_the_body(tmp_path: Path, words: int, right: bool) -> None:
    assert of(tmp_path, " ".join(["word"] * words)) == ([] if right else [("body-length", 11)])


def test_mentions_of_broken_files_are_no_misspellings(tmp_path: Path) -> None:
    wall, problems = run(
        tmp_path,
        {
            "2026/a.md": story_text(
                heroes="[bytes, fieldless, Nameless, nights]", department="dep", practices="[prac]"
            ),
            "people/bytes.md": b"\xff",
            "people/fieldless.md": front({"role": "R"}),
            "people/Nameless.md": front({"name": "N", "role": "R"}),
            "teams/nights.md": "no fence",
            "departments/dep.md": front({"name": "D"}),
            "practices/prac.md": b"\xff",
        },
    )
    assert "2026/a.md" not in {p.path for p in problems}
    assert "a" in wall.stories


def test_an_id_of_its_own_hides_the_stem(tmp_path: Path) -> None:
    wall, problems = run(
        tmp_path,
        {
            "people/new-file.md": front({"name": "N", "role": "R", "id": "old-id"}),
            "2026/a.md": story_text(heroes="[old-id]"),
            "2026/b.md": story_text(heroes="[new-file]"),
        },
    )
    assert [(p.path, p.code) for p in problems] == [("2026/b.md", "unknown-hero")]
    assert set(wall.stories) == {"a"}


def test_a_figure_names_its_metric(tmp_path: Path) -> None:
    _, problems = run(
        tmp_path,
        {"programme/metrics.csv": "metric,period,value,n,source\nfuzes,2026-q1,1,1,The depot\n"},
    )
    assert codes(problems) == [("programme/metrics.csv", "unknown-id", 2)]


def test_a_picture_is_found_beside_the_file(tmp_path: Path) -> None:
    photo = "{src: house.jpg, alt: A house}"
    files: dict[str, str | bytes] = {"2026/a.md": story_text(photo=photo), "2026/house.jpg": b"x"}
    assert run(tmp_path, files)[1] == []


def test_a_chain_of_translations(tmp_path: Path) -> None:
    _, problems = run(
        tmp_path,
        {
            "2026/a.md": story_text(),
            "2026/b.md": story_text(lang="de", translation_of="a"),
            "2026/c.md": story_text(lang="fr", translation_of="b"),
        },
    )
    assert [(p.path, p.code) for p in problems] == [("2026/c.md", "translation-chain")]
    assert "`a`" in problems[0].hint


# --- names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Then Zofia Krawczyk came.", "hidden-name"),
        ("Then ZOFIA KRAWCZYK’s van came.", "hidden-name"),
        ("Then zofia krawczyk came.", "hidden-name"),
        ("Then Zofia\nKrawczyk came.", "hidden-name"),
        ("Then **Zofia** _Krawczyk_ came.", "hidden-name"),
        ("Then Zofia&nbsp;Krawczyk came.", "hidden-name"),
        ("Then Zofía Kráwczyk came.", "hidden-name"),
        ("Then Zofi\u0301a Krawczyk came.", "hidden-name"),
        ("See [her](../people/zofia-krawczyk.md).", "hidden-name"),
        ("Then Zosia Nowak came.", "hidden-name"),
        ("Then Zof came.", "hidden-name"),
        ("Then Yusuf Demir came.", "hidden-name"),
        ("Then Jim Okafor came.", "hidden-name"),
        ("Then Mr Demir came.", "hidden-surname"),
        ("Then Mrs Krawczyk came.", "hidden-surname"),
        ("Then Yusuf came.", None),
        ("Then Zofia came.", None),
        ("A demir is not a name here.", None),
        ("Krawczykowa is another.", None),
        ("A colleague, 2025.", None),
        ("Then Jim Okaforson came.", None),
    ],
)
def test_names_in_a_body(tmp_path: Path, text: str, code: str | None) -> None:
    _, problems = run(tmp_path, {**PRIVATE, "2026/a.md": story_text(f"{BODY}\n{text}\n")})
    assert [(p.code, p.line) for p in problems] == ([(code, 16)] if code else [])
    if code:
        assert text.split("\n", maxsplit=1)[0][problems[0].column - 1].lower() in "zyjdk"


@pytest.mark.parametrize(
    "path",
    [
        "2026/a.md",
        "teams/t.md",
        "practices/p.md",
        "programme/values.yml",
        "help/how.md",
        "people/b.md",
    ],
)
def test_names_in_any_file(tmp_path: Path, path: str) -> None:
    text = {
        "2026/a.md": story_text(title="What Zofia Krawczyk did"),
        "teams/t.md": front({"name": "As Zofia Krawczyk"}),
        "programme/values.yml": "- id: v\n  name: V\n  description: Be as Zofia Krawczyk\n",
        "help/how.md": "Ask Zofia Krawczyk.\n",
        "people/b.md": front({"name": "B", "role": "Zofia Krawczyk’s deputy"}),
    }.get(path, front({"name": "As Zofia Krawczyk", "summary": "A thing."}))
    _, problems = run(tmp_path, {**PRIVATE, path: text})
    assert [(p.path, p.code) for p in problems] == [(path, "hidden-name")]


def test_their_own_file_may_say_who_they_are_but_not_what_is_shown(tmp_path: Path) -> None:
    assert run(tmp_path, PRIVATE)[1] == []
    shown = front(
        {
            "name": "Yusuf Demir",
            "role": "Fitter",
            "visibility": "first-name",
            "short_name": "Yusuf",
            "photo": "{src: yusuf-demir.jpg, alt: Yusuf Demir at work}",
        }
    )
    wall, problems = run(
        tmp_path, {**PRIVATE, "people/yusuf-demir.md": shown, "people/yusuf-demir.jpg": b"x"}
    )
    assert [(p.path, p.code) for p in problems] == [("people/yusuf-demir.md", "hidden-name")]
    assert "yusuf-demir" in wall.private


def test_ids_in_fields_are_not_names(tmp_path: Path) -> None:
    text = story_text(heroes="[zofia-krawczyk, yusuf-demir]", helped_by="[jim-okafor-2]")
    assert run(tmp_path, {**PRIVATE, "2026/a.md": text})[1] == []


def test_a_name_that_somebody_else_bears_openly_may_be_said(tmp_path: Path) -> None:
    others: dict[str, str | bytes] = {
        "people/jan-krawczyk.md": front({"name": "Jan Krawczyk", "role": "R"}),
        "people/zof-b.md": front({"name": "Zofia B", "role": "R", "short_name": "Zof"}),
        "2026/a.md": story_text(f"{BODY}\n\nMr Krawczyk and Zof.\n"),
    }
    assert run(tmp_path, {**PRIVATE, **others})[1] == []


def test_names_in_scripts_without_blanks(tmp_path: Path) -> None:
    hidden = front({"name": "田中 望", "role": "R", "visibility": "hidden"})
    files = {
        "people/t.md": hidden,
        "2026/a.md": story_text(f"{BODY}\n\n昨日は田中望さんが来た。\n"),
    }
    assert [p.code for p in run(tmp_path, files)[1]] == ["hidden-name"]


@pytest.mark.parametrize("stem", ["zofia-krawczyk", "how-zofia-krawczyk-came", "to-jim-okafor-2"])
def test_names_in_file_names(tmp_path: Path, stem: str) -> None:
    _, problems = run(tmp_path, {**PRIVATE, f"2026/{stem}.md": story_text()})
    assert codes(problems) == [(f"2026/{stem}.md", "hidden-name", 0)]


@given(st.text(max_size=80))
def test_any_text_beside_private_people(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = tmp_path_factory.mktemp("wall")
    (root / "people").mkdir()
    run(root, {**PRIVATE, "help/how.md": text.encode("utf-8", "ignore")})


def test_letters_that_change_their_length_do_not_confuse(tmp_path: Path) -> None:
    files = {**PRIVATE, "help/how.md": "İSTANBUL ſſ ﬃ ß\nİİ Zofia Krawczyk\n"}
    (problem,) = run(tmp_path, files)[1]
    assert (problem.line, problem.column) == (2, 4)


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("Margaret Ashworth", True),
        ("Mrs Ashworth", True),
        ("Zoë Müller", True),
        ("J. R. Ashworth", True),
        ("Margaret A.", True),
        ("Dr. Who", True),
        ("A customer in Upper Fenn", False),
        ("A tenant of Mill Lane", False),
        ("The baker", False),
        ("", False),
    ],
)
def test_what_looks_like_a_name(by: str, name: bool) -> None:
    assert _looks_like_a_name(by) is name


def test_voice_by_matters_only_with_an_anonymous_customer(tmp_path: Path) -> None:
    voice = "{quote: It is warm., by: Margaret Ashworth}"
    for customer, found in (("anonymous", ["voice-name"]), ("named", [])):
        consent = f"{{heroes: true, customer: {customer}}}"
        assert [c for c, _ in of(tmp_path, consent=consent, voice=voice)] == found


# --- weighing


def test_errors_take_the_file_off_and_its_person_becomes_private(tmp_path: Path) -> None:
    wall, _ = run(
        tmp_path,
        {
            **PRIVATE,
            "2026/a.md": story_text(heroes="[nobody]"),
            "2026/b.md": story_text(told_by="ana-ruiz"),
            "people/cleo.md": front({"name": "Cleo", "role": "Boss of Zofia Krawczyk"}),
        },
    )
    assert set(wall.stories) == {"b"}
    assert "cleo" in wall.private
    assert "cleo" not in wall.people


def test_missing_consent_leaves_the_story_for_the_gate(tmp_path: Path) -> None:
    wall, problems = run(tmp_path, {"2026/a.md": story_text(consent=None)})
    assert "a" in wall.stories
    assert problems[0].severity is Severity.ERROR


def test_a_walls_own_severities(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2026/a.md": story_text(told_by="ana-ruiz")}
    assert run(tmp_path, files, {"self-told": Severity.OFF})[1] == []
    wall, _ = run(tmp_path, files, {"self-told": Severity.ERROR})
    assert not wall.stories
    _, problems = run(tmp_path, files, {"self-tolled": Severity.OFF})
    assert ("mkdocs.yml", "unknown-rule", 0) in codes(problems)


def test_an_allowance_silences_one_problem_visibly(tmp_path: Path) -> None:
    text = story_text(
        told_by="ana-ruiz", allow="[{code: self-told, reason: Nobody else was there.}]"
    )
    _, (problem,) = run(tmp_path, {"2026/a.md": text})
    assert (problem.code, problem.severity) == ("self-told", Severity.SUGGESTION)
    assert "Nobody else was there." in problem.message


@pytest.mark.parametrize("code", ["consent-missing", "consent-heroes", "hidden-name"])
def test_consent_and_privacy_cannot_be_allowed(tmp_path: Path, code: str) -> None:
    given: dict[str, dict[str, str | None]] = {
        "consent-missing": {"consent": None, "status": "published"},
        "consent-heroes": {"consent": "{heroes: false, customer: not-involved}"},
        "hidden-name": {"title": "What Zofia Krawczyk did"},
    }
    text = story_text(allow=f"[{{code: {code}, reason: In a hurry.}}]", **given[code])
    _, problems = run(tmp_path, {**PRIVATE, "2026/a.md": text})
    weighed = {problem.code: problem.severity for problem in problems}
    assert weighed[code] is Severity.ERROR
    assert weighed["unknown-rule"] is Severity.WARNING


def test_checks_are_the_same_in_any_order_of_files(tmp_path: Path) -> None:
    files = {**BASE, **PRIVATE, "2026/a.md": story_text(kind="nothing"), "2026/b.md": "x"}
    first = run(tmp_path / "one", dict(files))[1]
    assert first == run(tmp_path / "two", dict(reversed(files.items())))[1]
