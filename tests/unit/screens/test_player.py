"""The screens' player: its machine, run in Node, and the gate for old televisions."""

from __future__ import annotations

import json
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
PLAYER = TESTS.parent / "theme/screens/player.js"


def node(*arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        ["node", *arguments], input=stdin, capture_output=True, text=True, check=False, cwd=TESTS
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run(script: str) -> object:
    """What *script* returns; `machine`, `ticks` and `show` help it."""
    helpers = """
      var machine = require(process.argv[1]), next = machine.next;
      function tick(state, now) { return next(state, { type: 'tick', now: now }); }
      // Runs from one instant to another in steps of 100 ms; pictures of slides in `bad` fail.
      function play(state, from, to, bad, seen) {
        for (var now = from; now <= to; now += 100) {
          var before = state;
          state = tick(state, now);
          if (state.back >= 0 && !state.ready) {
            state = next(state, { type: (bad || []).indexOf(state.back) >= 0 ? 'failed' : 'ready',
                                  slide: state.back, now: now });
          }
          if (state.index !== before.index && seen) { seen.push([state.index, now]); }
        }
        return state;
      }
    """
    body = f"{helpers} console.log(JSON.stringify((function () {{ {script} }})()));"
    return json.loads(node("-e", body, str(PLAYER)))


def test_every_slide_has_its_time_in_turn() -> None:
    seen = run("""
      var seen = [];
      play(machine.start([8000, 15000, 10000], 0), 0, 66000, [], seen);
      return seen;
    """)
    assert [index for index, _ in seen] == [1, 2, 0, 1, 2, 0]
    due = [8000, 23000, 33000, 41000, 56000, 66000]
    assert all(0 <= at - wanted <= 250 for (_, at), wanted in zip(seen, due, strict=True))


def test_a_reload_resumes_where_every_other_screen_is() -> None:
    at = run("""
      var now = Date.UTC(2026, 10, 12, 9, 30), dwells = [8000, 15000, 10000], found = [];
      for (var late = 0; late < 33000; late += 1000) {
        var state = play(machine.start(dwells, now + late), now + late, now + late + 300);
        found.push([state.index, machine.slot(dwells, now + late + 300).index]);
      }
      return found;
    """)
    assert {shown for shown, _ in at} == {0, 1, 2}
    assert all(shown == wanted for shown, wanted in at)


def test_over_ten_rotations_every_slide_is_shown_as_often_and_none_twice_running() -> None:
    seen = run("""
      var seen = [];
      play(machine.start([8000, 9000, 10000, 11000], 5000), 5000, 385000, [], seen);
      return seen.map(function (one) { return one[0]; });
    """)
    counts = [seen.count(index) for index in range(4)]
    assert max(counts) - min(counts) <= 1
    assert all(one != two for one, two in pairwise(seen))


def test_one_slide_alone_never_moves() -> None:
    state = run("""
      var seen = [], state = play(machine.start([8000], 0), 0, 60000, [], seen);
      return [seen, state.back, state.fading];
    """)
    assert state == [[], -1, 0]


def test_a_slide_is_shown_only_when_it_is_ready_and_passed_over_when_it_is_late() -> None:
    state = run("""
      var state = machine.start([8000, 8000, 8000], 0), found = [];
      state = tick(state, 8000); found.push([state.index, state.back, state.fading]);
      state = tick(state, 8000 + machine.PATIENCE - 1); found.push([state.index, state.back]);
      state = tick(state, 8000 + machine.PATIENCE); found.push([state.index, state.back]);
      state = next(state, { type: 'ready', slide: 1, now: 12100 }); found.push(state.ready);
      state = next(state, { type: 'ready', slide: 2, now: 12100 });
      state = tick(state, 12200); found.push([state.index, state.fading]);
      return found;
    """)
    assert state == [[0, 1, 0], [0, 1], [0, 2], False, [2, 12200 + 1000]]


def test_a_slide_whose_picture_fails_is_left_out_and_the_others_go_on() -> None:
    seen = run("""
      var seen = [];
      play(machine.start([8000, 8000, 8000], 0), 0, 100000, [1], seen);
      return seen.map(function (one) { return one[0]; });
    """)
    assert set(seen) == {0, 2}
    assert len(seen) >= 7


def test_when_all_others_fail_the_shown_one_stays_and_they_are_not_asked_for_in_a_rush() -> None:
    state = run("""
      var state = machine.start([8000, 8000, 8000], 0), asked = 0;
      for (var now = 0; now <= 80000; now += 200) {
        state = tick(state, now);
        if (state.back >= 0) {
          asked += 1;
          state = next(state, { type: 'failed', slide: state.back, now: now });
        }
      }
      return [state.index, asked];
    """)
    assert state[0] == 0
    assert state[1] <= 2 * 11


def test_a_fade_ends_before_the_next_slide_is_made_ready() -> None:
    state = run("""
      var state = machine.start([8000, 8000], 0), found = [];
      state = next(state, { type: 'ready', slide: 1, now: 10 });
      state = tick(state, 8000); found.push([state.index, state.back, state.fading]);
      state = tick(state, 8999); found.push([state.index, state.back, state.fading]);
      state = tick(state, 9000); found.push([state.index, state.back, state.fading, state.ready]);
      return found;
    """)
    assert state == [[1, -1, 9000], [1, -1, 9000], [1, 0, 0, False]]


def test_a_clock_that_is_set_back_does_not_stop_the_show() -> None:
    seen = run("""
      var year = 31536000000, seen = [];
      var state = play(machine.start([8000, 8000], year), year, year + 9000, []);
      state = play(state, 1000, 60000, [], seen);
      return seen.length;
    """)
    assert seen >= 6


def test_keys_step_and_pause_with_an_end() -> None:
    state = run("""
      var state = machine.start([8000, 8000, 8000], 0), found = [];
      state = play(state, 0, 1000);
      state = play(next(state, { type: 'step', step: -1, now: 1100 }), 1100, 1300);
      found.push(state.index);
      state = play(state, 1400, 2900);
      state = play(next(state, { type: 'step', step: 1, now: 3000 }), 3000, 3300);
      found.push(state.index);
      state = next(state, { type: 'pause', now: 3400 });
      state = play(state, 3400, 3400 + machine.PAUSE - 200);
      found.push(state.index);
      state = play(state, 3400 + machine.PAUSE, 3400 + machine.PAUSE + 500);
      found.push(state.index !== 0);
      state = next(next(state, { type: 'pause', now: 0 }), { type: 'pause', now: 0 });
      found.push(state.paused);
      return found;
    """)
    assert state == [2, 0, 0, True, 0]


def test_the_machine_changes_no_state_in_place_and_its_state_does_not_grow() -> None:
    keys = run("""
      var first = Object.freeze(machine.start(Object.freeze([8000, 9000]), 0));
      var state = first;
      for (var now = 0; now < 1e6; now += 100) {
        state = Object.freeze(tick(state, now));
        if (state.back >= 0) {
          state = Object.freeze(next(state, { type: 'ready', slide: state.back, now: now }));
        }
      }
      return [Object.keys(first).length, Object.keys(state).length];
    """)
    assert keys[0] == keys[1]


# --- the gate ------------------------------------------------------------------------------------


def es5_faults(source: str) -> list[str]:
    return node("es5.cjs", stdin=source).splitlines()


def test_the_player_is_for_televisions_of_2017() -> None:
    assert es5_faults(PLAYER.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "var a = b?.c;",
        "var a = b ?? c;",
        "let a = 1;",
        "var f = () => 1;",
        "var s = `x`;",
        "[1].flatMap(String);",
        "fetch('deck.json');",
        "new Promise(function () {});",
        "[1].includes(1);",
        "Object.assign({}, {});",
        "navigator.wakeLock.request('screen');",
    ],
)
def test_the_gate_finds_what_is_too_new(planted: str) -> None:
    assert es5_faults(PLAYER.read_text("utf-8") + planted)


def test_the_gate_lets_pass_what_is_tested_for() -> None:
    assert es5_faults("if (typeof fetch === 'function') { fetch('x'); }") == []
