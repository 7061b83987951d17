// Six languages, each whole: the same keys and placeholders, nothing left in English, and no key without use.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, page, text } from './page.mjs';

const { firstLanguage, fill, languages } = await page('words.js');
const { reasons } = await page('reasons.js');
const words = Object.fromEntries(Object.keys(languages).map((code) => [code, JSON.parse(text(`words/${code}.json`))]));
const others = Object.keys(languages).filter((code) => code !== 'en');

// Words that are the same in two languages, and are meant to be.
const same = {
  fr: ['actions.label', 'level.warn', 'age.minutes', 'age.hours', 'preflight.zone'],
  de: ['pin.name', 'pin.pin'],
  it: ['pin.pin', 'age.minutes', 'age.hours'],
  nl: ['camera.title', 'settings.camera', 'settings.camera_n', 'preflight.zone'],
  es: ['pin.pin', 'age.minutes', 'age.hours'],
};

const placeholders = (value) => [...value.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

for (const code of others) {
  test(`${code} has what English has`, () => {
    assert.deepEqual(Object.keys(words[code]), Object.keys(words.en));
    for (const [key, value] of Object.entries(words[code])) {
      assert.ok(value.trim() !== '', `${key} is empty`);
      assert.equal(value, value.trim(), key);
      assert.deepEqual(placeholders(value), placeholders(words.en[key]), key);
    }
    const left = Object.keys(words.en).filter((key) => words[code][key] === words.en[key]);
    assert.deepEqual(left.sort(), same[code].sort());
  });

  test(`${code} has no word for two verdicts`, () => {
    const seen = ['word.admit', 'word.check', 'word.deny', 'word.exit', 'word.undo'].map((key) => words[code][key]);
    assert.equal(new Set(seen).size, seen.length);
    assert.notEqual(words[code]['dialog.cancel'], words[code]['undo.submit']);
  });
}

test('every reason has a title, what to do, and something to say', () => {
  for (const [reason, say] of Object.entries(reasons))
    for (const key of [`reason.${reason}.title`, `reason.${reason}.todo`, say])
      for (const code of Object.keys(languages)) assert.ok(words[code][key], `${code} ${key}`);
});

// Keys by name in the sources, and families that are put together from a prefix, something known, and an ending.
function usedKeys() {
  const sources = [text('index.html'), ...files('.js').map(text)].join('\n');
  const names = new Set([...sources.matchAll(/['"`]([a-z][a-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+)['"`]/g)].map((match) => match[1]));
  const families = new Set();
  for (const match of sources.matchAll(/'([a-z_]+(?:\.[a-z_]+)*\.)' \+/g)) families.add(match[1]);
  for (const match of sources.matchAll(/`([a-z_]+\.)\$\{/g)) families.add(match[1]);
  return { names, families };
}

test('every key that is used exists', () => {
  const { names } = usedKeys();
  const prefixes = new Set(Object.keys(words.en).map((key) => key.split('.')[0]));
  const files_ = /\.(js|json|css|html|svg)$/;
  const asked = [...names].filter((name) => prefixes.has(name.split('.')[0]) && !files_.test(name));
  const missing = asked.filter((name) => !(name in words.en) && !Object.keys(words.en).some((key) => key.startsWith(name + '.')));
  assert.deepEqual(missing, []);
});

test('every key is used', () => {
  const { names, families } = usedKeys();
  const composed = (key) => [...families].some((prefix) => key.startsWith(prefix));
  const byKind = (key) => /^(kind|override|undo)\.\w+\.?(title|todo|none)?$/.test(key);
  const unused = Object.keys(words.en).filter((key) => !names.has(key) && !composed(key) && !byKind(key));
  assert.deepEqual(unused, []);
});

test('the language: what was chosen here, the event’s first, the browser’s first', () => {
  assert.equal(firstLanguage('nl', ['fr'], ['de-DE']), 'nl');
  assert.equal(firstLanguage(null, ['fr', 'en'], ['de-DE']), 'fr');
  assert.equal(firstLanguage(null, ['pl', 'it'], ['de-DE']), 'it');
  assert.equal(firstLanguage('xx', [], ['pl', 'de-AT']), 'de');
  assert.equal(firstLanguage(null, [], []), 'en');
});

test('placeholders are filled', () => {
  assert.equal(fill('{a} of {b}, {c}', { a: 1, b: '{a}' }), '1 of {a}, {c}');
});
