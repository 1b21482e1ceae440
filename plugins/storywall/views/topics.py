"""Departments, practices, kinds and values: what each is, and the stories that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from storywall.shown import Habit, Label, Story, Topic, Unit
from storywall.views.cards import listing
from storywall.views.heroes import FIRST_POSTCARDS
from storywall.views.index import WallIndex
from storywall.views.pages import (
    DepartmentPage,
    DepartmentsPage,
    LabelPage,
    LabelsPage,
    PracticePage,
    PracticesPage,
)
from storywall.views.tiles import Count


def filters(topics: Iterable[Topic], by_topic: Mapping[str, list[Story]]) -> tuple[Count, ...]:
    """Topics with their number of stories, in the order given; those without any are left out."""
    return tuple(
        Count(topic, len(by_topic[topic.id])) for topic in topics if by_topic.get(topic.id)
    )


def departments(index: WallIndex) -> DepartmentsPage:
    """``/departments/``, also those without a story."""
    return DepartmentsPage(
        tuple(
            (unit, len(stories), stories[0].date if stories else None)
            for unit in index.wall.departments
            for stories in [index.by_department.get(unit.topic.id, [])]
        )
    )


def department_page(index: WallIndex, unit: Unit, html: Markup) -> DepartmentPage:
    """``/departments/ID/``."""
    here = unit.topic
    postcards = [card for card in index.wall.postcards if card.department == here]
    return DepartmentPage(
        unit=unit,
        html=html,
        tiles=listing(index.by_department.get(here.id, ())),
        helped=tuple(index.helped_from.get(here.id, ())),
        people=tuple(p for p in index.wall.people if p.department == here and p.active),
        postcards=tuple(postcards[:FIRST_POSTCARDS]),
        more_postcards=tuple(postcards[FIRST_POSTCARDS:]),
    )


def practices(index: WallIndex) -> PracticesPage:
    """``/practices/``."""
    return PracticesPage(
        tuple(
            (habit, len(index.by_practice.get(habit.topic.id, ())))
            for habit in index.wall.practices
        )
    )


def practice_page(index: WallIndex, habit: Habit, html: Markup) -> PracticePage:
    """``/practices/ID/``."""
    stories = index.by_practice.get(habit.topic.id, [])
    shown_by = dict.fromkeys(s.department for s in stories if s.department is not None)
    return PracticePage(
        habit=habit,
        html=html,
        tiles=listing(stories),
        first=stories[-1] if stories else None,
        departments=tuple(shown_by),
    )


def labels(
    what: str, all_labels: Iterable[Label], by_topic: Mapping[str, list[Story]]
) -> LabelsPage:
    """``/kinds/`` or ``/values/``."""
    return LabelsPage(
        what, tuple((label, len(by_topic.get(label.topic.id, ()))) for label in all_labels)
    )


def label_page(what: str, label: Label, by_topic: Mapping[str, list[Story]]) -> LabelPage:
    """``/kinds/ID/`` or ``/values/ID/``."""
    return LabelPage(what, label, listing(by_topic.get(label.topic.id, ())))
