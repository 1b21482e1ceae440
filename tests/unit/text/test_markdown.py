from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storywall.address import Address, markers, resolve
from storywall.pages.render import Picture
from storywall.text import markdown as subject
from storywall.text.anchors import slug
from storywall.text.markdown import Rendered, Renderer
from storywall.text.markdown_text import MAX_LENGTH
from storywall.text.sanitise import TAGS, clean, plain, tokens
from storywall.text.weave import Found

RITA = Address("heroes/rita-alvarez/")
KETTLE = Picture(
    src=Address("assets/photos/b-story-1000.webp"),
    srcset=(
        (Address("assets/photos/a-story-640.webp"), 640),
        (Address("assets/photos/b-story-1000.webp"), 1000),
    ),
    width=1000,
    height=833,
    alt="",
)
KNOWN: dict[str, Found] = {
    "../people/rita-alvarez.md": RITA,
    "a b.md": Address("stories/a-b/"),
    "kettle.jpg": KETTLE,
    "rules.pdf": "https://example.org/rules.pdf",
}
RENDERER = Renderer()


def render(text: str, first_line: int = 1, here: Address | None = None) -> Rendered:
    return RENDERER.render(
        text, path="2026/x.md", first_line=first_line, resolve_link=KNOWN.get, here=here
    )


def codes(rendered: Rendered) -> list[str]:
    return [problem.code for problem in rendered.problems]


class Audit(HTMLParser):
    """Fails on any tag or attribute that a body may not hold; a parser of another make."""

    ATTRIBUTES = (
        "id title lang dir href rel class span open src srcset sizes width height alt loading"
        " decoding value start reversed colspan rowspan scope datetime"
    )

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.depth = 0
        self.feed(html)
        self.close()
        assert self.depth == 0
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        self.depth += tag not in {"br", "col", "hr", "img", "wbr"}
        for name, value in attrs:
            assert name in self.ATTRIBUTES.split(), (tag, name)
            if name in {"href", "src"}:
                marker = r"\x02(heroes/rita-alvarez/|stories/a-b/|assets/photos/b-[^\x03]*)\x03"
                outward = r"\s*(https?|mailto|tel):.*"
                assert re.fullmatch(rf"{marker}|#story-.+|{outward}", value or "", re.S | re.I), (
                    value
                )
            if name == "class":
                assert value in {"align-start", "align-center", "align-end"}
            if name == "id":
                assert value is not None
                assert value.startswith("story-")
                self.ids.append(value)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def test_parts_are_split_at_the_second_level() -> None:
    rendered = render("Before.\n\n## What *they* did\n\nThis.\n\n## What changed\n\nThat.")
    assert [(part.heading, part.id, str(part.html)) for part in rendered.sections] == [
        ("", "", "<p>Before.</p>"),
        ("What they did", "story-what-they-did", "<p>This.</p>"),
        ("What changed", "story-what-changed", "<p>That.</p>"),
    ]
    assert '<h2 id="story-what-they-did">What <em>they</em> did</h2>' in rendered.html


def test_a_body_without_text_has_no_parts() -> None:
    assert render("").sections == ()
    assert render("\n \n").html == ""


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("# A\n\n## B\n\n### C", [2, 2, 3]),
        ("## A\n\n#### B\n\n###### C\n\n#### D", [2, 3, 4, 3]),
        ("### A\n\n## B\n\n### C", [2, 2, 3]),
        ("## A\n\n> ## B\n>\n> #### C", [2, 2, 3]),
    ],
)
def test_no_heading_skips_a_level(typed: str, levels: list[int]) -> None:
    assert [int(level) for level in re.findall(r"<h(\d)", render(typed).html)] == levels


def test_a_heading_in_a_quotation_opens_no_part() -> None:
    assert len(render("## A\n\n> ## B\n\nc").sections) == 1


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("Τι άλλαξε", "story-τι-άλλαξε"),
        ("क्या हुआ", "story-क्या-हुआ"),
        ("ที่เกิดขึ้น", "story-ที่เกิดขึ้น"),
        ("何が変わったか", "story-何が変わったか"),
        ("???", "story-part"),
        ("Fuse {#__config}", "story-config"),
    ],
)
def test_ids_keep_every_script_and_are_never_empty(heading: str, id_: str) -> None:
    assert render(f"## {heading}").sections[0].id == id_


def test_ids_are_unique_even_when_an_author_claims_a_numbered_one() -> None:
    rendered = render("## A\n\n## A {#a-2}\n\n## A\n\n## A\n\n<p id='a'>x</p>")
    Audit(rendered.html)
    assert rendered.sections[0].id == "story-a"


def test_links_become_markers_and_are_listed_once() -> None:
    text = "[Rita](../people/rita-alvarez.md) <a href='../people/rita-alvarez.md'>again</a>"
    rendered = render(text)
    assert rendered.links == (RITA,)
    assert resolve(rendered.html, "../../") == (
        '<p><a href="../../heroes/rita-alvarez/">Rita</a>'
        ' <a href="../../heroes/rita-alvarez/">again</a></p>'
    )
    assert rendered.problems == ()


def test_a_dangling_link_leaves_its_text_and_says_where() -> None:
    text = (
        "See `[x](gone.md)`.\n\n```\n[x](gone.md)\n```\n\n"
        "One [of *them*](gone.md),\nanother [one](gone.md \"t\") and <a href='gone.md'>raw</a>.\n"
    )
    rendered = render(text, first_line=21)
    assert "<p>One of <em>them</em>,\nanother one and raw.</p>" in rendered.html
    places = [(problem.line, problem.column) for problem in rendered.problems]
    assert places == [(27, 17), (28, 15), (28, 41)]
    assert codes(rendered) == ["dangling-link"] * 3
    assert rendered.problems[0].path == "2026/x.md"


def test_a_reference_used_twice_is_one_problem_at_its_definition() -> None:
    rendered = render("[a][r] and [b][r]\n\n[r]: ../gone.md\n")
    assert [(problem.line, problem.column) for problem in rendered.problems] == [(3, 6)]


def test_links_inside_a_body_follow_its_ids() -> None:
    text = "## What changed\n\n[a](#what-changed) [b](#What-Changed) [c](#nothing)"
    rendered = render(text)
    assert rendered.html.count('href="#story-what-changed"') == 2
    assert codes(rendered) == ["dangling-link"]
    away = render(text, here=Address("stories/x/"))
    assert markers(away.html) == ["stories/x/#story-what-changed"] * 2


def test_outward_links_are_marked_and_others_are_not() -> None:
    rendered = render("<https://a.example/?q=1&r=2> [m](mailto:a@b.example) [p](rules.pdf)")
    assert '<a href="https://a.example/?q=1&amp;r=2" rel="noopener">' in rendered.html
    assert '<a href="mailto:a@b.example">m</a>' in rendered.html
    assert '<a href="https://example.org/rules.pdf" rel="noopener">' in rendered.html


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHN2Zz4=)",
        "[x](vbscript:x)",
        "[x](//evil.example/a)",
        "[x](/\\evil.example)",
        "[x](\\\\\\\\evil.example)",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href='java&#9;script:alert(1)'>x</a>",
        "<a href='&#1;javascript:alert(1)'>x</a>",
        "<a href=' \t//evil.example'>x</a>",
        "<a href='file:///etc/passwd'>x</a>",
        "<a href='javascript:x' href='https://a.example'>x</a>",
        "<form action='https://evil.example'><a formaction='javascript:x'>x</a></form>",
    ],
)
def test_no_link_runs_anything_or_hides_where_it_leads(link: str) -> None:
    html = render(link).html
    Audit(html)
    assert "href" not in html
    assert "x" in plain(html)


@pytest.mark.parametrize("target", ["javascript:alert", "slack:x", "//evil.example"])
def test_a_refused_link_is_reported_where_it_stands(target: str) -> None:
    (problem,) = render(f"Text and [x]({target}).", first_line=7).problems
    assert (problem.code, problem.line, problem.column) == ("refused-link", 7, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<p onclick='x' style='position:fixed' class='wall' data-x='y'>x</p>",
        "# x {onclick=alert(1) style=color:red .header}",
        "[x](https://a.example){onclick=alert(1) target=_blank}",
        "<svg><a xlink:href='javascript:x'><text>x</text></a></svg>",
        "<math><mtext><style><img src onerror=x></style></mtext></math>",
        "<iframe src='https://a.example'></iframe>",
        "<form><input name=x><button>y</button></form>",
        "<style>*{display:none}</style>",
        "<base href='https://evil.example/'>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        "<!-- <script>x</script> -->",
        "<![CDATA[<script>x</script>]]>",
        "<?php echo 1 ?>",
        "<div><b><p unclosed",
        "</div></div></main>",
        "<details open><summary>x</summary></details><video src=x autoplay></video>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        '--8<-- "mkdocs.yml"',
    ],
)
def test_nothing_unsafe_gets_through(typed: str) -> None:
    html = render(f"Before.\n\n{typed}\n").html
    Audit(html)
    assert "Before." in html
    assert "theme:" not in html


def test_refused_html_is_reported_where_it_stands_but_not_in_code() -> None:
    rendered = render(
        "`<script>` and\n<iframe src='x'></iframe> a < b, c <d e <https://a.b>", first_line=3
    )
    assert [(p.code, p.line, p.column) for p in rendered.problems] == [("refused-html", 4, 1)]


def test_an_author_cannot_forge_a_marker() -> None:
    typed = "\x02admin/\x03 &#2;admin/&#3; &#x2;admin/&#x03; <a href='&#2;admin/&#3;'>x</a> "
    typed += "<p id='&#2;a&#3;' title='&#2;admin/&#3;'>y</p> klzzwxh:0000 &#2;klzzwxh:0000&#3;"
    html = render(typed).html
    assert markers(html) == []
    assert "\x02" not in html


def test_what_a_resolver_returns_cannot_end_the_attribute() -> None:
    found = Address('heroes/rita/#x" onmouseover="alert(1)&y')
    rendered = RENDERER.render("[a](b)", path="", first_line=1, resolve_link=lambda _: found)
    assert resolve(rendered.html, "") == (
        '<p><a href="heroes/rita/#x%20onmouseover=alert(1)%26y">a</a></p>'
    )


def test_a_picture_is_printed_with_its_size_and_the_authors_words() -> None:
    html = resolve(render('![A kettle, "boiling"](kettle.jpg)').html, "../../")
    assert html == (
        '<p><img src="../../assets/photos/b-story-1000.webp" srcset="../../assets/photos/'
        'a-story-640.webp 640w, ../../assets/photos/b-story-1000.webp 1000w" '
        'sizes="(min-width: 48rem) 42rem, 100vw" width="1000" height="833" '
        'alt="A kettle, &#34;boiling&#34;" loading="lazy" decoding="async"></p>'
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("![a](gone.jpg)", "dangling-picture"),
        ("![a](https://a.example/x.png)", "refused-picture"),
        ("![a](//a.example/x.png)", "refused-picture"),
        ("![a](data:image/png;base64,AAAA)", "refused-picture"),
        ("<img src='gone.jpg' alt=a>", "dangling-picture"),
        ("<img src='https://a.example/x.png'>", "refused-picture"),
    ],
)
def test_a_picture_that_may_not_be_shown_is_left_out(typed: str, code: str) -> None:
    rendered = render(f"Before.\n\n{typed}")
    assert "<img" not in rendered.html
    assert [(p.code, p.line > 0) for p in rendered.problems] == [(code, True)]


def test_a_picture_without_words_is_reported() -> None:
    assert codes(render("![](kettle.jpg)")) == ["picture-without-words"]


def test_pictures_are_named_before_rendering() -> None:
    text = "![a](kettle.jpg) `![a](code.jpg)` <img src=raw.png> ![b](kettle.jpg) ![c](https://x/y)"
    assert RENDERER.pictures(text) == ("kettle.jpg", "raw.png")
    assert RENDERER.pictures("No picture at all.") == ()


def test_alignment_is_a_class() -> None:
    html = render("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|").html
    assert re.findall(r'<td class="([^"]*)">', html) == ["align-start", "align-center", "align-end"]
    assert "style" not in html
    assert "align=" not in html


@pytest.mark.parametrize("opener", ["[", "![", "[a](", "<a ", "<![", "<!", "a\n: b\n"])
def test_what_would_take_minutes_is_shown_as_plain_text(opener: str) -> None:
    text = opener * (MAX_LENGTH // len(opener) - 1)
    began = time.perf_counter()
    rendered = render(text)
    assert time.perf_counter() - began < 5
    assert codes(rendered) == ["body-too-deep"]
    Audit(rendered.html)
    assert plain(rendered.html).split() == text.split()


@pytest.mark.parametrize(
    "opener", [">", "> ", "- ", "1. ", "*", "_a ", "`", "<b>", "<div>", "<div markdown=1>\n"]
)
def test_five_thousand_of_anything_are_rendered_soon(opener: str) -> None:
    began = time.perf_counter()
    Audit(render((opener * 5000)[:MAX_LENGTH] + "x").html)
    assert time.perf_counter() - began < 5


def test_formatting_left_open_cannot_multiply_a_page() -> None:
    text = "<p>" + "".join(f"<b id={number}>" for number in range(1000)) + "<p>x" * 5000
    assert codes(render(text)) == ["body-too-deep"]


def test_a_very_long_body_is_shown_as_plain_text() -> None:
    rendered = render("a & b\n\n" * MAX_LENGTH)
    assert codes(rendered) == ["body-too-long"]
    assert rendered.html.startswith("<p>a &amp; b</p>\n<p>")


def test_a_long_ordinary_body_is_no_problem() -> None:
    para = "He went ([the map](../people/rita-alvarez.md)), then *came* back [1]. a < b > c " * 6
    rendered = render("\n\n".join([para] * (MAX_LENGTH // len(para) - 2)))
    assert rendered.problems == ()
    assert "<em>came</em>" in rendered.html


def test_a_body_that_failed_leaves_no_trace_in_the_next() -> None:
    renderer = Renderer()
    kwargs = {"path": "", "first_line": 1, "resolve_link": KNOWN.get}
    failed = renderer.render("a\n: b\n" * 5000, **kwargs)  # type: ignore[arg-type]
    assert codes(failed) == ["body-too-deep"]
    text = "a\n\n- b\n- c\n\n[r]: x"
    again = renderer.render(text, **kwargs)  # type: ignore[arg-type]
    fresh = Renderer().render(text, **kwargs)  # type: ignore[arg-type]
    assert again.html == fresh.html


def test_references_do_not_leak_from_one_body_to_the_next() -> None:
    render("[r]: ../people/rita-alvarez.md\n\n[a][r]")
    assert "<a" not in render("[a][r]").html


def test_a_parser_that_raises_is_a_problem_and_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(text: str) -> str:
        raise AssertionError(text)

    renderer = Renderer()
    monkeypatch.setattr(renderer._markdown, "convert", fail)
    rendered = renderer.render("a <b", path="", first_line=1, resolve_link=KNOWN.get)
    assert codes(rendered) == ["body-too-deep"]
    assert rendered.html == "<p>a &lt;b</p>"


FRAGMENTS = st.sampled_from(
    [
        "<script>", "</script>", "<b onclick=x>", "<a href=", "'javascript:x'", "gone.md", "[x](",
        ")", "](", "![", "[r]: ", "//e", "&#2;", "&#106;", "\x02", "\x03", "# ", "## ", "#### ",
        "> ", "- ", "1. ", "    ", "\t", "\n", "\n\n", "`", "```", "~~~", "|", "|-|", "{#x}",
        "{onclick=x}", "<div markdown=1>", "</div>", "<table><td>", "<svg>", "<!--", "-->", "<![",
        "]]>", "<?", "&", ";", "\\", "*", "**", "_", "kettle.jpg", "a b.md", "<", ">", '"', "'",
        "../people/rita-alvarez.md", ": ", "<p id='a'>", "<h2>", "</h2>", "<td align=right>", "é",
        "<img src=", "<style>", "<textarea>", "<math>", "<noscript>", "\u2028", "\x00", "\ud800",
    ]
)  # fmt: skip
BODIES = st.lists(FRAGMENTS | st.text(max_size=6), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(BODIES)
def test_whatever_is_typed_is_safe_and_never_raises(text: str) -> None:
    rendered = render(text)
    Audit(rendered.html)
    assert "<script" not in rendered.html.lower()
    assert set(markers(rendered.html)) <= {
        *map(str, KNOWN.values()), KETTLE.src, *(address for address, _ in KETTLE.srcset)
    }  # fmt: skip
    assert not re.search("[\x00-\x01\x04-\x08\x0b-\x1f\ud800-\udfff]", rendered.html)
    for part in rendered.sections:
        Audit(part.html)
        assert "\n" not in part.heading
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in rendered.problems)
    assert all(problem.column >= 1 for problem in rendered.problems)


@settings(max_examples=200, deadline=None)
@given(BODIES)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once, _ = clean(text)
    again, problems = clean(once)
    assert again == once
    assert problems == []


def test_a_page_keeps_what_material_prints() -> None:
    html = (
        '<div class="admonition note"><p class="admonition-title">Note</p></div>'
        '<h2 id="who">Who<a class="headerlink" href="#who" title="Link">¶</a></h2>'
        '<a id="__codelineno-0-1" href="#__codelineno-0-1"></a><a href="../help/">h</a>'
        '<img src="../a.png" alt="a" width="10" height="10">'
    )
    assert clean(html) == (html, [])


def test_a_page_loses_what_is_unsafe() -> None:
    html, problems = clean(
        '<p id="__config" style="color:red" onclick="x">a</p><a href=" /\\e">b</a>'
        "<noscript>n</noscript><svg><text>t</text></svg><title>u</title>"
        '<img src="https://e/x.png"><td style="text-align: right">'
        '<table><tr><td style="text-align: right; color: red">c</td></tr></table>'
        '<div class="tabbed-set tabbed-alternate big"><input type="radio"><label>T</label></div>'
        '<script>__md_scope=1</script><svg><path d=""></svg><a href="https://e">d</a>',
        path="about.md",
    )
    assert html == (
        '<p>a</p><a>b</a><table><tbody><tr><td class="align-end">c</td></tr></tbody></table>'
        '<div class="big">T</div><a href="https://e" rel="noopener">d</a>'
    )
    assert [(p.path, p.code) for p in problems] == [
        ("about.md", "refused-link"),
        ("about.md", "refused-picture"),
    ]


def test_plain_text() -> None:
    html = render(
        "## A & B\n\nOne *two*\n three\\\nfour [five](https://a.example)\n\n- x\n- y"
    ).html
    assert plain(html) == "A & B\nOne two three\nfour five\nx\ny".replace(
        "three\nfour", "three\\ four"
    )
    assert plain("a<br>b&amp;lt;") == "a\nb&lt;"


@given(st.text())
def test_a_slug_is_an_id(text: str) -> None:
    assert re.fullmatch(r"[^\s\"'<>&#%/?]*", slug(text))
    assert slug(slug(text)) == slug(text)


@given(st.text(alphabet="<>/ab=\"& '", max_size=30))
def test_what_is_no_canonical_tag_is_escaped(html: str) -> None:
    text = "".join(token for token in tokens(html) if isinstance(token, str))
    assert "<" not in text
    assert ">" not in text


def test_the_extensions_do_not_read_files() -> None:
    assert not any("snippets" in name for name in subject.EXTENSIONS)
