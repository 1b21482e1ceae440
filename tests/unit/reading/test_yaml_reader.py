"""Text as typed, with its place; no YAML lore gets through, and no file can hurt."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storywall.reading import yaml_reader
from storywall.reading.yaml_reader import MAX_CHARACTERS, MAX_DEPTH, Marked, YamlFault, read
from storywall.words import INVISIBLE


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"], autouse=True)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's readers: the quick one, and the one without libyaml."""
    monkeypatch.setattr(yaml_reader, "_Loader", request.param)


def fault(text: str, first_line: int = 1) -> YamlFault:
    with pytest.raises(YamlFault) as raised:
        read(text, first_line)
    return raised.value


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "NO",
        "on",
        "010",
        "0x1F",
        "1_000",
        "12:30",
        "1.10",
        "1e3",
        "null",
        "true",
        "2026-02-30",
        ".inf",
        "=",
        "<<",
        "2026-11-12T09:30:00Z",
    ],
)
def test_text_stays_what_was_typed(typed: str) -> None:
    assert read(f"field: {typed}").value == {"field": typed}
    assert read(f"{typed}: x").value == {typed: "x"}


@pytest.mark.parametrize(("typed", "value"), [("", None), ("~", None), ('""', ""), ('"~"', "~")])
def test_only_nothing_and_a_tilde_are_nothing(typed: str, value: str | None) -> None:
    assert read(f"field: {typed}").value == {"field": value}


def test_an_empty_entry_of_a_list_is_no_entry() -> None:
    marked = read("heroes:\n  -\n  - ana\n  - ~\n  - ''\n")
    assert marked.value == {"heroes": ["ana", ""]}
    assert marked.values["heroes", 0] == (3, 5)


def test_nothing_at_all_is_none() -> None:
    assert read("").value is None
    assert read("# only a remark\n").value is None


def test_every_key_and_value_has_its_place() -> None:
    marked = read("title: A fuse\nthanks:\n  - by: Bo\n    text: ä x\n", first_line=2)
    assert marked.keys["title",] == (2, 1)
    assert marked.values["title",] == (2, 8)
    assert marked.values["thanks", 0] == (4, 5)
    assert marked.keys["thanks", 0, "text"] == (5, 5)
    assert marked.values["thanks", 0, "text"] == (5, 11)


def test_columns_count_characters_and_not_bytes() -> None:
    assert read("{ä: 1, b: 2}").values["b",] == (1, 11)


def test_of_a_repeated_key_the_first_counts_and_the_second_is_told() -> None:
    marked = read("a: {x: 1}\na: {x: 2, y: [3]}\nb: 1\n")
    assert marked.value == {"a": {"x": "1"}, "b": "1"}
    assert marked.repeated == ((("a",), (2, 1)),)
    # What is lost leaves no mark: each mark leads to a value.
    assert set(marked.values) == {(), ("a",), ("a", "x"), ("b",)}


def test_a_key_repeated_inside_is_told_with_its_path() -> None:
    assert read("l:\n  - x: 1\n    x: 2\n  - x: 3\n").repeated == ((("l", 0, "x"), (3, 5)),)


def test_a_key_that_was_empty_can_be_repeated_too() -> None:
    assert read("a:\na: 1\n").repeated == ((("a",), (2, 1)),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x", "yaml-tag"),
        ("a: *x", "yaml-alias"),
        ("a: !!python/name:os.system x", "yaml-tag"),
        ("a: !x y", "yaml-tag"),
        ("? [a, b]\n: c", "yaml"),
        ("a: 1\n---\nb: 2", "yaml"),
        ("a: 1\n...\n---\nb: 2", "yaml"),
        ('a: "\\x02"', "control-character"),
        ('"\\0": b', "control-character"),
        ("a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "yaml-deep"),
        ("[" * 100_000, "yaml-deep"),
        ("a: " * 50_000, "yaml"),
        ("a: " + "x" * MAX_CHARACTERS, "yaml-large"),
    ],
)
def test_what_is_refused(text: str, code: str) -> None:
    assert fault(text).code == code


def test_depth_up_to_the_limit_is_read() -> None:
    text = "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH
    assert isinstance(read(text).value, list)
    assert fault(f"[{text}]").code == "yaml-deep"


def test_size_up_to_the_limit_is_read() -> None:
    assert read("a: " + "x" * (MAX_CHARACTERS - 3)).value["a"]


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(30))
    assert fault(bomb).line == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: Mill Lane: a fuse", 1, "second colon"),
        ("a: 1\n\tb: 2", 2, "tab"),
        ("a: 1\nb: 'x\nc: 3\n", 2, "quote is opened"),
        ("a: 1\nb c\nd: 3\n", 2, "no `field: value`"),
        ("a: 1\nb: [x, y\nc: 3\n", 2, "not closed"),
        ("a: 1\nb: {x\nc: 3\n", 2, "not closed"),
        ("a: 1\nb: @x", 2, "may begin with"),
        ("a: 1\n  b: 2", 2, "further to the right"),
        ("a:\n    b: 1\n  c: 2", 3, "does not align"),
        ('a: "x" y', 1, "behind a closing quote"),
        ('a: "\\q"', 1, "backslash"),
        ("a: - b", 1, "list cannot begin"),
        ("a: |x\n  y", 1, "nothing else may stand"),
    ],
)
def test_faults_are_told_in_plain_words_at_the_line_to_mend(
    text: str, line: int, words: str
) -> None:
    found = fault(text)
    assert (found.code, found.line) == ("yaml", line)
    assert words in found.message
    assert found.hint


def test_a_fault_at_the_end_is_on_the_last_line() -> None:
    assert fault("a: 1\nb: 'x\n\n\n", first_line=10).line == 11


# Enough of YAML's own signs to reach its corners.
_YAML = st.text(st.sampled_from("abc:- \n\t#'\"[]{}&*!|>%@`?,~<=.\\01\u2028\u0085äあ"), max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_YAML | st.text())
def test_any_text_is_read_or_refused_and_every_mark_leads_to_a_value(text: str) -> None:
    marked: Marked | YamlFault
    try:
        marked = read(text)
    except YamlFault as refused:
        marked = refused
    if isinstance(marked, YamlFault):
        breaks = sum(text.count(end) for end in ("\n", "\r", "\u2028", "\u2029", "\u0085"))
        assert 1 <= marked.line <= breaks + 1
        assert marked.column >= 1
        assert marked.message
        assert marked.hint
        return
    for where in marked.values:
        value = marked.value
        for part in where:
            value = value[part]
        assert value is None or isinstance(value, (str, list, dict))
        assert not (isinstance(value, str) and INVISIBLE.search(value))
    for where in marked.keys:
        assert where in marked.values
