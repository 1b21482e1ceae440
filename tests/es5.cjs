// Reads a script from stdin and prints, one a line, what a television of 2017 cannot run: syntax
// beyond ES5, and names or methods that came after Chromium 47, unless tested for by `typeof`.
'use strict';

var acorn = require('acorn');

var GLOBALS = [
  'fetch', 'Promise', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Symbol', 'Proxy', 'Reflect', 'BigInt',
  'globalThis', 'queueMicrotask', 'structuredClone', 'AbortController', 'IntersectionObserver',
  'ResizeObserver', 'Intl', 'URLSearchParams', 'caches'
];
var METHODS = [
  'flatMap', 'flat', 'includes', 'find', 'findIndex', 'findLast', 'fill', 'at', 'from', 'of',
  'assign', 'entries', 'values', 'fromEntries', 'padStart', 'padEnd', 'startsWith', 'endsWith',
  'repeat', 'replaceAll', 'matchAll', 'trimStart', 'trimEnd', 'finally', 'replaceChildren',
  'append', 'prepend', 'replaceWith', 'toggleAttribute', 'animate', 'decode', 'serviceWorker',
  'wakeLock', 'isConnected', 'getAttributeNames', 'toReversed', 'toSorted', 'hasOwn', 'isNaN'
];

function check(source) {
  var tree;
  try {
    tree = acorn.parse(source, { ecmaVersion: 5, sourceType: 'script', locations: true });
  } catch (error) {
    return [error.message];
  }
  var faults = [];
  var tested = {};

  function walk(node, parent, key, visit) {
    if (!node || typeof node.type !== 'string') { return; }
    visit(node, parent, key);
    Object.keys(node).forEach(function (name) {
      [].concat(node[name]).forEach(function (child) { walk(child, node, name, visit); });
    });
  }

  function name(node) {
    return node.type === 'Identifier' ? node.name : node.property && node.property.name;
  }

  walk(tree, null, '', function (node) {
    if (node.type === 'UnaryExpression' && node.operator === 'typeof') {
      tested[name(node.argument)] = true;
    }
  });
  walk(tree, null, '', function (node, parent, key) {
    var property = parent && parent.type === 'MemberExpression' && key === 'property';
    var wanted = property ? METHODS : GLOBALS;
    if (node.type === 'Identifier' && !tested[node.name] && wanted.indexOf(node.name) >= 0 &&
        !(parent.type === 'Property' && key === 'key')) {
      faults.push(node.name + ' (line ' + node.loc.start.line + ')');
    }
  });
  return faults;
}

check(require('fs').readFileSync(0, 'utf8')).forEach(function (fault) { console.log(fault); });
