"""A wall with one fault a file: each is reported, in words, at the line where it was planted."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from storywall import checks, settings
from storywall.model import Wall
from storywall.problems import RULES, Problem, Severity
from storywall.reading import gather
from storywall.reading.gather import Reading

WALLS = Path(__file__).parents[2] / "walls"
TODAY = date(2026, 11, 22)

# Every fault with its rule and line (0: the file as a whole), written when it was planted. A
# sound story's fields stand so: 2 title, 3 date, 4 heroes, 5 the hero, 6 summary, 7 kind,
# 8 told_by, 9 consent, 10 heroes, 11 customer, 12 evidence, 13 grade; 14 is what was added, or
# the second fence.
PLANTED: dict[str, tuple[str, int]] = {
    # bytes
    "2026/bytes-utf8.md": ("not-utf8", 19),
    "2026/bytes-utf8-after-bom.md": ("not-utf8", 2),
    "2026/bytes-utf16.md": ("not-utf8", 1),
    "2026/bytes-bom.md": ("unknown-field", 8),
    "2026/bytes-crlf.md": ("bad-date", 3),
    "2026/bytes-cr.md": ("unknown-choice", 9),
    "2026/bytes-control.md": ("control-character", 24),
    "2026/bytes-line-separator.md": ("control-character", 6),
    # fences
    "2026/fence-none.md": ("no-front-matter", 1),
    "2026/fence-late.md": ("no-front-matter", 1),
    "2026/fence-open.md": ("open-front-matter", 1),
    "2026/fence-of-dashes.md": ("no-front-matter", 1),
    # YAML
    "2026/yaml-alias.md": ("yaml", 2),
    "2026/yaml-anchor.md": ("yaml-tag", 8),
    "2026/yaml-tag.md": ("yaml-tag", 2),
    "2026/yaml-deep.md": ("yaml-deep", 14),
    "2026/yaml-second-colon.md": ("yaml", 2),
    "2026/yaml-tab.md": ("yaml", 10),
    "2026/yaml-open-quote.md": ("yaml", 2),
    "2026/yaml-quote-in-the-middle.md": ("yaml", 2),
    "2026/yaml-open-bracket.md": ("yaml", 4),
    "2026/yaml-brace.md": ("yaml", 8),
    "2026/yaml-no-colon.md": ("yaml", 7),
    "2026/yaml-at-sign.md": ("yaml", 8),
    "2026/yaml-percent.md": ("yaml", 8),
    "2026/yaml-back-tick.md": ("yaml", 8),
    "2026/yaml-indent.md": ("yaml", 11),
    "2026/yaml-outdent.md": ("yaml", 11),
    "2026/yaml-escape.md": ("control-character", 2),
    "2026/yaml-backslash.md": ("yaml", 2),
    "2026/yaml-list-on-the-line.md": ("yaml", 4),
    "2026/yaml-second-document.md": ("yaml", 8),
    "2026/yaml-block.md": ("yaml", 6),
    "2026/yaml-blank-of-another-kind.md": ("yaml", 10),
    "2026/yaml-curly-quotes.md": ("yaml", 2),
    "2026/text-lost.md": ("text-lost", 2),
    "2026/field-twice.md": ("duplicate-field", 8),
    "2026/field-twice-inside.md": ("duplicate-field", 12),
    # shapes
    "2026/shape-list.md": ("wrong-shape", 2),
    "2026/shape-words.md": ("wrong-shape", 2),
    "2026/shape-heroes.md": ("wrong-shape", 4),
    "2026/shape-title.md": ("wrong-shape", 2),
    "2026/title-in-brackets.md": ("wrong-shape", 2),
    "2026/shape-consent.md": ("wrong-shape", 9),
    "2026/shape-true.md": ("wrong-shape", 14),
    "2026/shape-date.md": ("wrong-shape", 3),
    # fields
    "2026/date-day-first.md": ("bad-date", 3),
    "2026/date-of-february.md": ("bad-date", 3),
    "2026/happened.md": ("bad-date", 14),
    "2026/published.md": ("bad-date", 14),
    "2026/field-unknown.md": ("unknown-field", 14),
    "2026/field-unknown-inside.md": ("unknown-field", 14),
    "2026/field-of-the-reader.md": ("unknown-field", 14),
    "2026/field-misspelt.md": ("misspelt-field", 6),
    "2026/customer-not-asked.md": ("missing-field", 9),
    "2026/field-missing.md": ("missing-field", 1),
    "2026/field-missing-inside.md": ("missing-field", 9),
    "2026/field-empty.md": ("empty", 2),
    "2026/choice-unknown.md": ("unknown-choice", 13),
    "2026/channel-unknown.md": ("unknown-choice", 16),
    "2026/heroes-none.md": ("too-few", 4),
    "2026/practices-many.md": ("too-many", 14),
    "2026/title-long.md": ("text-long", 2),
    "2026/title-short.md": ("text-short", 2),
    "2026/quote-long.md": ("text-long", 16),
    "2026/department-as-words.md": ("bad-id", 14),
    "2026/evidence-incomplete.md": ("evidence-incomplete", 12),
    "2026/focus.md": ("bad-focus", 17),
    # what one file says of another
    "2026/hero-unknown.md": ("unknown-hero", 5),
    "2026/hero-in-words.md": ("hero-id", 5),
    "2026/helper-unknown.md": ("unknown-person", 16),
    "2026/kind-unknown.md": ("unknown-id", 7),
    "2026/practice-unknown.md": ("unknown-id", 15),
    "2026/picture-missing.md": ("missing-picture", 15),
    "2026/photo-of-a-phone.md": ("missing-picture", 13),
    "2026/picture-outside.md": ("missing-picture", 15),
    # consent
    "2026/consent-none.md": ("consent-missing", 1),
    "2026/consent-refused.md": ("consent-heroes", 10),
    "2026/consent-ended.md": ("consent-ended", 12),
    # stories
    "2026/self-told.md": ("self-told", 8),
    "2026/section-with-one-sign.md": ("section-missing", 27),
    "2026/body-short.md": ("body-length", 15),
    "2026/channels-wider.md": ("channels-wider", 16),
    "2026/channels-without-wall.md": ("channels-need-wall", 15),
    "2026/voice-none.md": ("voice-missing", 1),
    "2026/voice-named.md": ("voice-name", 16),
    "2026/review-due.md": ("review-due", 14),
    "2026/translation-of-a-translation.md": ("translation-chain", 15),
    "2026/language-in-words.md": ("unknown-language", 14),
    "2026/allow-unknown.md": ("unknown-rule", 15),
    "2026/allow-consent.md": ("unknown-rule", 15),
    "2026/alias-elsewhere.md": ("bad-alias", 16),
    # people
    "2026/name-in-body.md": ("hidden-name", 25),
    "2026/name-across-lines.md": ("hidden-name", 23),
    "2026/name-in-summary.md": ("hidden-name", 6),
    "2026/surname-alone.md": ("hidden-surname", 24),
    "2026/zofia-krawczyk-carries.md": ("hidden-name", 0),
    "people/ben-broken.md": ("missing-field", 1),
    "people/bea-bytes.md": ("not-utf8", 2),
    "people/nadia-typo.md": ("unknown-field", 4),
    "people/still-here.md": ("erased-rest", 2),
    "people/last-summer.md": ("unknown-choice", 4),
    # ids and places
    "2026/Bad_Name.md": ("bad-file-name", 0),
    "2026/customer.md": ("reserved-id", 0),
    "2026/id-reserved.md": ("reserved-id", 14),
    "2026/id-in-words.md": ("bad-id", 14),
    "2025/in-two-years.md": ("duplicate-id", 1),
    "2026/in-two-years.md": ("duplicate-id", 1),
    "2026/a-fuse.md": ("duplicate-id", 1),
    "2026/same-id.md": ("duplicate-id", 14),
    "people/ana-ruiz.md": ("duplicate-id", 1),
    "teams/ana-ruiz.md": ("duplicate-id", 1),
    "2026/a-postcard.md": ("wrong-folder", 1),
    "2026/fuse.md.txt": ("misplaced-file", 0),
    "heroes/rita-alvarez.md": ("misplaced-file", 0),
    "loose.md": ("misplaced-file", 0),
    "2026/report.docx": ("misplaced-file", 0),
    "2026/photo.HEIC": ("misplaced-file", 0),
    "2026/shouting.MD": ("misplaced-file", 0),
    "people/group/of-two.md": ("misplaced-file", 0),
    "programme/plans.md": ("misplaced-file", 0),
    "2026/link.md": ("symlink", 0),
    "2026/link-to-nothing-of-ours.jpg": ("symlink", 0),
    # the other kinds
    "postcards/2026/2026-03-03-ana-from-bo-aaaa.md": ("text-long", 5),
    "postcards/2026/2026-03-04-nobody-from-bo-bbbb.md": ("unknown-hero", 3),
    "postcards/2026/2026-03-05-ana-sender-cccc.md": ("unknown-field", 4),
    "postcards/2026/2026-03-06-ana-from-bo-dddd.md": ("unknown-language", 8),
    "departments/metering.md": ("bad-number", 4),
    "departments/empty.md": ("bad-number", 4),
    "practices/long-tip.md": ("text-long", 4),
    "awards/2026-q1.md": ("bad-period", 3),
    "awards/2026-q2.md": ("unknown-id", 8),
    "programme/kinds.yml": ("duplicate-id", 7),
    "programme/values.yml": ("wrong-shape", 1),
    "programme/bar.yml": ("bad-date", 1),
    "programme/metrics.yml": ("unknown-choice", 5),
    "programme/metrics.csv": ("csv", 3),
    "programme/screens.yml": ("bad-number", 3),
    "programme/notice.md": ("missing-field", 1),
    "programme/panel.yml": ("yaml-alias", 1),
}

# What cannot lie in a folder under git, or says something of a build and of no file: tested apart.
ELSEWHERE = {"merge-conflict", "too-large", "unreadable", "not-a-file", "yaml-large"}
OF_A_FILE = [
    "storywall.reading.textfile",
    "storywall.reading.sources",
    "storywall.reading.schema",
    "storywall.reading.findings",
    "storywall.reading.misfiled",
    "storywall.checks.consent",
    "storywall.checks.names",
    "storywall.checks.references",
    "storywall.checks.sections",
    "storywall.checks.stories",
]


@cache
def checked() -> tuple[Reading, Wall, list[Problem]]:
    project = settings.load(WALLS / "broken/mkdocs.yml")
    reading = gather.read(project)
    wall, problems = checks.check(reading, TODAY, project.settings.rules)
    return reading, wall, problems


def test_golden(golden: Callable[[Path, str], None]) -> None:
    text = "".join(f"{problem}\n    {problem.hint}\n" for problem in sorted(checked()[2]))
    golden(WALLS / "broken/expected.txt", text)


def test_every_planted_fault_is_found_at_its_line() -> None:
    found = {(p.path, p.code, p.line) for p in checked()[2]}
    missed = {path: fault for path, fault in PLANTED.items() if (path, *fault) not in found}
    assert missed == {}


def test_every_file_has_a_fault_or_is_known_to_be_sound() -> None:
    root = WALLS / "broken/stories"
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}
    sound = {
        "index.md",
        "2026/a-fuse-de.md",
        "2026/broken-hero-still-hangs.md",
        "2026/house.jpg",
        "2026/by-the-van.HEIC",  # said where a story names it
        "departments/field.md",
        "people/old-friend.md",
        "people/yusuf-demir.md",
        "people/zofia-krawczyk.md",
        "practices/carry-the-spare.md",
    }
    assert files - PLANTED.keys() == sound
    assert not {p.path for p in checked()[2]} & sound


def test_every_rule_about_a_file_is_broken_by_one() -> None:
    for module in OF_A_FILE:
        __import__(module)
    text = "".join(
        (
            Path(checks.__file__).parents[1] / (module.partition(".")[2].replace(".", "/") + ".py")
        ).read_text(encoding="utf-8")
        for module in OF_A_FILE
    )
    declared = {code for code in RULES if f'rule("{code}"' in text}
    assert declared - {code for code, _ in PLANTED.values()} == ELSEWHERE


def test_every_problem_says_what_to_do() -> None:
    jargon = (
        "Input should",
        "Traceback",
        "scanning",
        "parsing",
        "token",
        "mapping values",
        "NoneType",
    )
    for problem in checked()[2]:
        assert problem.hint.endswith((".", "?")), problem
        assert not any(word in problem.message + problem.hint for word in jargon), problem


def test_broken_people_remove_no_story_and_are_not_named() -> None:
    _, wall, problems = checked()
    assert "broken-hero-still-hangs" in wall.stories
    assert not [p for p in problems if p.path == "2026/broken-hero-still-hangs.md"]
    # ben-broken's file was read as far as it says nothing of privacy; the others' could.
    assert wall.private >= {"bea-bytes", "nadia-typo", "last-summer"}
    assert "ben-broken" not in wall.private


def test_errors_keep_an_entry_out_and_warnings_do_not() -> None:
    _, wall, problems = checked()
    kept = {r.path for g in (wall.stories, wall.postcards, wall.people) for r in g.values()}
    held = {"consent-missing", "consent-heroes", "duplicate-id"}  # by the gate; the earlier stays
    for problem in problems:
        if problem.severity is Severity.ERROR and problem.code not in held:
            assert problem.path not in kept, problem
    for path in ("2026/self-told.md", "2026/field-unknown.md", "2026/kind-unknown.md"):
        assert path in kept
    assert wall.stories["in-two-years"].path == "2025/in-two-years.md"
    assert wall.stories["a-fuse"].path == "2026/a-fuse.md"


def test_the_minimal_wall_has_no_problem() -> None:
    project = settings.load(WALLS / "minimal/mkdocs.yml")
    wall, problems = checks.check(gather.read(project), TODAY, {})
    assert problems == []
    assert (len(wall.stories), len(wall.people), len(wall.departments)) == (1, 1, 1)
