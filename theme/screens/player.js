/* Plays a screen's deck. ES5 for televisions of 2017: one classic script, no polyfills. First the
   machine, which decides and knows no page; then the stage, which shows and decides nothing. */
(function () {
  'use strict';

  var FADE = 1000; // the style's 600, and a reserve for slow televisions: the old slide stays below
  var PATIENCE = 4000; // how long a slide's pictures may be late before it is passed over
  var PAUSE = 120000;
  var TICK = 200;

  /* ---- The machine --------------------------------------------------------------------------
     A state is a plain object; next(state, event) returns another, or the same when nothing is to
     be done. Times are milliseconds since 1970, UTC.
       dwells   how long each slide stays      index    the slide that is shown
       due      when the next one is due       back     the one being made ready; -1 for none
       ready    whether it is                  tried    slides passed over since the last one
       fading   until when a fade runs, or 0   paused   until when a viewer stopped it, or 0 */

  function sum(dwells) {
    var total = 0;
    for (var i = 0; i < dwells.length; i++) { total += dwells[i]; }
    return total;
  }

  /* The slide that every screen with this deck shows at `now`, and until when: so a reload
     resumes it, and two screens agree. */
  function slot(dwells, now) {
    var total = sum(dwells);
    var end = Math.floor(now / total) * total;
    for (var i = 0; i < dwells.length; i++) {
      end += dwells[i];
      if (now < end) { return { index: i, end: end }; }
    }
    return { index: 0, end: end + dwells[0] };
  }

  function change(state, changes) {
    var copy = {};
    var key;
    for (key in state) { if (state.hasOwnProperty(key)) { copy[key] = state[key]; } }
    for (key in changes) { if (changes.hasOwnProperty(key)) { copy[key] = changes[key]; } }
    return copy;
  }

  function after(state, index, step) {
    var count = state.dwells.length;
    return (index + (step || 1) + count) % count;
  }

  /* What comes when the shown slide is due: the schedule's, unless that is the same one again. */
  function following(state, due) {
    if (state.dwells.length < 2) { return -1; }
    var scheduled = slot(state.dwells, due).index;
    return scheduled === state.index ? after(state, state.index) : scheduled;
  }

  function prepare(state, back) {
    return change(state, { back: back, ready: false });
  }

  function start(dwells, now) {
    var state = {
      dwells: dwells, index: 0, due: now, back: -1,
      ready: false, tried: 0, fading: 0, paused: 0
    };
    var wanted = slot(dwells, now);
    if (wanted.index === 0) { state.due = wanted.end; }
    state.back = following(state, state.due);
    return state;
  }

  /* The prepared slide takes the stage. One that is on the schedule leaves with it; another has
     its whole time. */
  function show(state, now) {
    var scheduled = slot(state.dwells, now);
    var due = scheduled.index === state.back ? scheduled.end : now + state.dwells[state.back];
    return change(state, {
      index: state.back, back: -1, ready: false, tried: 0, due: due, fading: now + FADE
    });
  }

  /* The prepared slide cannot be shown: the one after it is tried. When all were tried, the shown
     one stays for another dwell. */
  function skip(state, now) {
    var back = after(state, state.back);
    if (back === state.index) { back = after(state, back); }
    if (state.tried + 2 >= state.dwells.length) {
      return change(state, {
        back: -1, ready: false, tried: 0, due: now + state.dwells[state.index]
      });
    }
    return change(prepare(state, back), { tried: state.tried + 1, due: Math.max(state.due, now) });
  }

  function tick(state, now) {
    if (state.fading) {
      if (now < state.fading && state.fading - now <= FADE) { return state; }
      return change(prepare(state, following(state, state.due)), { fading: 0 });
    }
    if (state.paused) {
      if (now < state.paused && state.paused - now <= PAUSE) { return state; }
      return change(state, { paused: 0, due: now });
    }
    // A clock that was set back would keep the slide for years.
    if (state.due - now > sum(state.dwells)) {
      return change(state, { due: slot(state.dwells, now).end });
    }
    if (now < state.due) { return state; }
    if (state.dwells.length < 2) { return change(state, { due: slot(state.dwells, now).end }); }
    if (state.back < 0) { return change(prepare(state, after(state, state.index)), { due: now }); }
    if (state.ready) { return show(state, now); }
    return now >= state.due + PATIENCE ? skip(state, now) : state;
  }

  function next(state, event) {
    switch (event.type) {
      case 'tick':
        return tick(state, event.now);
      case 'ready':
        return event.slide === state.back ? change(state, { ready: true }) : state;
      case 'failed':
        return event.slide === state.back ? skip(state, event.now) : state;
      case 'step':
        if (state.dwells.length < 2 || state.fading) { return state; }
        return change(prepare(state, after(state, state.index, event.step)), {
          due: event.now, paused: 0
        });
      case 'pause':
        return change(state, { paused: state.paused ? 0 : event.now + PAUSE });
      default:
        return state;
    }
  }

  if (typeof document === 'undefined') {
    module.exports = {
      start: start, next: next, slot: slot, FADE: FADE, PATIENCE: PATIENCE, PAUSE: PAUSE
    };
    return;
  }

  /* ---- The stage --------------------------------------------------------------------------- */

  var QUIET = 4;

  function draw(svg) {
    var bits = svg.getAttribute('data-bits');
    var size = parseInt(svg.getAttribute('viewBox').split(' ')[2], 10) - 2 * QUIET;
    var path = '';
    var run = 0;
    for (var i = 0; i <= size * size; i++) {
      var dark = i < size * size && parseInt(bits.charAt(i >> 2), 16) & (8 >> (i & 3));
      if (run && (!dark || i % size === 0)) {
        path += 'M' + ((i - run) % size + QUIET) + ' ' + (Math.floor((i - run) / size) + QUIET) +
          'h' + run + 'v1h-' + run + 'z';
        run = 0;
      }
      if (dark) { run++; }
    }
    svg.firstChild.setAttribute('d', path);
  }

  /* Calls back once: true when every picture that belongs to the slide can be painted at once. */
  function pictures(stage, done) {
    var found = stage.querySelectorAll('.shot img, .face img');
    var waiting = found.length;
    var over = false;

    function settle(good) {
      if (over) { return; }
      waiting -= 1;
      if (!good || waiting === 0) {
        over = true;
        done(good);
      }
    }

    function loaded(image) {
      if (typeof image.decode === 'function') {
        image.decode().then(function () { settle(true); }, function () { settle(false); });
      } else {
        settle(image.naturalWidth > 0);
      }
    }

    function wait(image) {
      if (image.complete) {
        loaded(image);
      } else {
        image.onload = function () { loaded(image); };
        image.onerror = function () { settle(false); };
      }
    }

    if (!waiting) { done(true); }
    for (var i = 0; i < found.length; i++) { wait(found[i]); }
  }

  function play(slides) {
    var front = document.getElementById('stage-a');
    var rear = document.getElementById('stage-b');
    var dwells = [];
    var state;

    function fill(index) {
      rear.innerHTML = slides[index].html;
      var codes = rear.querySelectorAll('[data-bits]');
      for (var i = 0; i < codes.length; i++) { draw(codes[i]); }
      pictures(rear, function (good) {
        send({ type: good ? 'ready' : 'failed', slide: index, now: Date.now() });
      });
    }

    function swap() {
      var old = front;
      front = rear;
      rear = old;
      rear.className = 'stage under';
      front.className = 'stage shown';
      rear.setAttribute('aria-hidden', 'true');
      front.removeAttribute('aria-hidden');
    }

    function send(event) {
      var before = state;
      state = next(state, event);
      if (state.fading && !before.fading) { swap(); }
      if (!state.fading && before.fading) { rear.className = 'stage'; }
      if (state.back >= 0 && (state.back !== before.back || (before.ready && !state.ready))) {
        fill(state.back);
      }
    }

    for (var i = 0; i < slides.length; i++) { dwells.push(slides[i].dwell); }
    state = start(dwells, Date.now());
    if (state.back >= 0) { fill(state.back); }
    setInterval(function () { send({ type: 'tick', now: Date.now() }); }, TICK);

    document.addEventListener('keydown', function (event) {
      var now = Date.now();
      switch (event.keyCode) {
        case 37: send({ type: 'step', step: -1, now: now }); break;
        case 39: send({ type: 'step', step: 1, now: now }); break;
        case 13:
        case 32: send({ type: 'pause', now: now }); break;
        default: return;
      }
      event.preventDefault();
    });
  }

  // Without a deck that can be read, the first slide stays: it is in the page.
  var slides = null;
  try {
    slides = JSON.parse(document.getElementById('deck').textContent).slides;
  } catch (error) {
    slides = null;
  }
  if (slides && slides.length) { play(slides); }
}());
