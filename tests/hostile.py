"""A wall whose every text tries to be something else than text."""

from pathlib import Path

import folder
import runs

CONTROL = "The boiler of a customer in Upper Fenn stopped at noon."
WORDS = {
    "script": "]]><script>alert(1)</script><!-- -->",
    "attribute": "\"'><img src=x onerror=alert(1)> &amp; &#60;",
    "right-to-left": "\u202e\u2067evil\u2069 \u200fשלום\u200e \u202c",
    "long-word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter" * 1,
    "jinja": "{{ 7 * 7 }} {% raw %} {slot=content} {# #} %(name)s %s",
    "markdown": "**[x](javascript:alert(1))** ![x](//evil.example/x.png) `</code>`",
    "emoji": "👩🏽‍🔧🇬🇧 ﷽ Z̸̢͌a̷͍̐l̶̰̈g̴̱͝o̸̤̐ 田中さん ไทย",
    "dots": "... -- '' \\ \\n \\u0000 %00 ../../../etc/passwd",
    "closing": "</main></body></html><title>gone</title>",
}


def files() -> dict[str, str | bytes]:
    """One hostile story for each kind of text, people and postcards of that name, and a control."""
    made: dict[str, str | bytes] = {"2026/control.md": folder.story(date="2026-11-20")}
    for number, (name, text) in enumerate(WORDS.items(), 1):
        made[f"people/p-{name}.md"] = folder.person(text, role=text, pronouns=text, sort_as=text)
        made[f"postcards/c-{name}.md"] = folder.postcard(
            **{"to": [f"p-{name}", text], "from": text, "text": f"{text} and some more words"}
        )
        made[f"2026/s-{name}.md"] = folder.story(
            f"## {text}\n\n{text}\n\n<iframe src=//evil.example></iframe>\n\n"
            f"| a |\n|:-:|\n| {text} |\n",
            title=f"{text[:58]} 0123456789",
            summary=f"{text} {folder.SUMMARY}"[:200],
            date=f"2026-11-{number:02}",
            heroes=[f"p-{name}", f"{text} plain"],
            helped_by=[text],
            voice={"quote": text, "by": text},
            evidence={
                "grade": "measured",
                "source": text,
                "ref": text,
                "metric": text,
                "before": "1",
                "after": "2",
                "unit": text,
                "period": text,
            },
            connects=text[:140],
            next_time=text[:140],
            thanks=[{"by": text, "role": text, "text": text}],
            consent={
                "heroes": True,
                "customer": "not-involved",
                "channels": ["wall", "feeds", "screens"],
            },
        )
        made[f"departments/d-{name}.md"] = folder.markdown({"name": text, "does": text}, text)
        made[f"practices/r-{name}.md"] = folder.markdown(
            {"name": text, "summary": text, "tip": text}
        )
    made["help/weird \"name' & <b>.md"] = "# A page\n\n[control](../2026/control.md)\n"
    made["help/ünï code.md"] = f"# {WORDS['script']}\n\n{WORDS['attribute']}\n"
    return made


def site(root: Path) -> Path:
    """The hostile wall's site, built by `storywall build`."""
    folder.wall(root, files(), folder.config(cache=str(runs.CACHE)))
    runs.built(runs.storywall("build", folder=root))
    return root / "site"
