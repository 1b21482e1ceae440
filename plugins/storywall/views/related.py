"""What to read next: the same practice first, then the same value, then the same department.

Each topic offers its newest few stories, so the work grows with the stories, not with their square.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from storywall.shown import Story, Topic
from storywall.views.pages import Related

HOW_MANY = 3

Reason = tuple[str, str]


def _topics(story: Story) -> Iterator[tuple[str, Topic]]:
    yield from (("practice", topic) for topic in story.practices)
    yield from (("value", topic) for topic in story.values)
    if story.department is not None:
        yield "department", story.department


def offers(stories: Sequence[Story]) -> Mapping[Reason, list[Story]]:
    """The newest few stories of each topic; *stories* are newest first."""
    found: dict[Reason, list[Story]] = {}
    for story in stories:
        for why, topic in _topics(story):
            offered = found.setdefault((why, topic.id), [])
            if len(offered) <= HOW_MANY:
                offered.append(story)
    return found


def related(story: Story, offered: Mapping[Reason, list[Story]]) -> tuple[Related, ...]:
    """Up to three stories to read after *story*, each with the topic that they share."""
    own = {story.id, story.translation_of}
    picked: dict[str, Related] = {}
    for why, topic in _topics(story):
        for other in offered.get((why, topic.id), ()):
            if other.id not in own and other.id not in picked and len(picked) < HOW_MANY:
                picked[other.id] = Related(other, why, topic)
    return tuple(picked.values())
