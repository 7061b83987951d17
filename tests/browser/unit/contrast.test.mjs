// WCAG 2.2 contrasts of the colours in base.css, for the light and the dark scheme.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, text } from './page.mjs';

const css = text('base.css');
const colours = Object.fromEntries([...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)]
  .map(([, name, light, dark]) => [name, { light, dark }]));

const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => channel(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
export function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const verdicts = ['admit', 'check', 'deny', 'undo', 'spent', 'exit', 'lost', 'rehearsal'];
const texts = [
  ...verdicts.map((name) => [`${name}-ink`, name]),
  ['main-ink', 'main'],
  ...['ink', 'dim'].flatMap((ink) => ['page', 'panel', 'control'].map((ground) => [ink, ground])),
  ...['ok', 'warn', 'bad'].map((ink) => [ink, 'panel']),
];
const shapes = [['edge', 'panel'], ['edge', 'page'], ['edge', 'control'], ['focus', 'panel'], ['focus', 'page'], ['main', 'panel'],
  ...verdicts.filter((name) => !['spent', 'undo', 'rehearsal'].includes(name)).map((name) => [`${name}-ink`, name])];

for (const scheme of ['light', 'dark']) {
  test(`texts can be read: ${scheme}`, () => {
    for (const [ink, ground] of texts) {
      const found = contrast(colours[ink][scheme], colours[ground][scheme]);
      assert.ok(found >= 4.5, `${ink} on ${ground}: ${found.toFixed(2)}`);
    }
  });
  test(`edges and signs can be seen: ${scheme}`, () => {
    for (const [ink, ground] of shapes) {
      const found = contrast(colours[ink][scheme], colours[ground][scheme]);
      assert.ok(found >= 3, `${ink} on ${ground}: ${found.toFixed(2)}`);
    }
  });
  test(`the verdicts differ without colour: ${scheme}`, () => {
    const grey = (name) => luminance(colours[name][scheme]);
    assert.ok(grey('check') > grey('admit') && grey('admit') > grey('deny'));
    for (const [a, b] of [['check', 'admit'], ['admit', 'deny']])
      assert.ok(contrast(colours[a][scheme], colours[b][scheme]) >= 1.5, `${a} and ${b}: ${contrast(colours[a][scheme], colours[b][scheme]).toFixed(2)}`);
  });
}

test('the numbers of the standard', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(1), '21.0');
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

test('no colour outside the list, except black and white behind the camera', () => {
  for (const name of files('.css')) {
    const body = name === 'base.css' ? text(name).replace(/--[a-z-]+: light-dark\([^;]*;/g, '') : text(name);
    const found = [...body.matchAll(/#[0-9a-f]{3,8}\b(?![^{]*\{)/gi)].map((match) => match[0]).filter((hex) => !['#000000', '#ffffff'].includes(hex));
    assert.deepEqual(found, [], name);
  }
});

test('every colour that is used is in the list', () => {
  const defined = new Set([...Object.keys(colours), 'sign-mark']);
  for (const name of files('.css'))
    for (const [, used] of text(name).matchAll(/var\(--([a-z-]+)\)/g)) assert.ok(defined.has(used), `${name}: --${used}`);
});
