// A reader that is a keyboard: what it meant, on whatever layout the host has; and who is a reader and who a person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.mjs';

const { KeyboardReader, usCharacter, isZone, upright } = await page('keyboard.js');

const shifted = { '!': 'Digit1', '@': 'Digit2', '#': 'Digit3', $: 'Digit4', '%': 'Digit5', '^': 'Digit6', '&': 'Digit7', '*': 'Digit8',
  '+': 'Equal', ':': 'Semicolon', '<': 'Comma', '>': 'Period', '?': 'Slash', _: 'Minus' };
const plain = { ' ': 'Space', '-': 'Minus', '.': 'Period', '/': 'Slash', ',': 'Comma', ';': 'Semicolon', '=': 'Equal' };
function keyOf(c) {
  if (/[A-Z]/.test(c)) return { code: 'Key' + c, shiftKey: true };
  if (/[a-z]/.test(c)) return { code: 'Key' + c.toUpperCase(), shiftKey: false };
  if (/[0-9]/.test(c)) return { code: 'Digit' + c, shiftKey: false };
  return c in shifted ? { code: shifted[c], shiftKey: true } : { code: plain[c], shiftKey: false };
}

// What hosts make of a US key: the reader must not care.
const hosts = {
  qwerty: (key, c) => c,
  azerty: (key, c) => ({ KeyQ: 'A', KeyA: 'Q', KeyW: 'Z', KeyZ: 'W', Semicolon: 'M', Comma: '.', Digit4: '4', Minus: ')' })[key.code] ?? c,
  qwertz: (key, c) => ({ KeyY: 'Z', KeyZ: 'Y', Semicolon: 'Ö', Slash: '_', Minus: 'ß', Digit8: '(' })[key.code] ?? c,
};

// Types like a reader (gap in ms), the Shift key's own events included. Answers what feed() said at the end.
function type(reader, text, { gap = 8, host = hosts.qwerty, at = 1000, end = 'Enter', inText = true } = {}) {
  let time = at;
  for (const c of text) {
    const key = keyOf(c);
    if (key.shiftKey) assert.equal(reader.feed({ code: 'ShiftLeft', key: 'Shift', shiftKey: true, timeStamp: time }, inText), '');
    assert.equal(reader.feed({ ...key, key: host(key, c), timeStamp: time }, inText), '');
    time += gap;
  }
  return reader.feed({ code: end, key: end, shiftKey: false, timeStamp: time }, inText);
}

const base45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const zone = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';

for (const [name, host] of Object.entries(hosts)) {
  test(`every character comes out right on ${name}`, () => {
    for (const text of ['EB1:' + base45, zone, 'abcdefghijklmnopqrstuvwxyz', 'https://example.org/?a=b_c&d'])
      assert.equal(type(new KeyboardReader(), text, { host }), text);
  });
}

test('numeric keypad', () => {
  for (const digit of '0123456789') assert.equal(usCharacter({ code: 'Numpad' + digit, key: digit, shiftKey: false }), digit);
  assert.equal(usCharacter({ code: 'NumpadDivide', key: '/', shiftKey: false }), '/');
});

test('keys that are no characters', () => {
  for (const code of ['F1', 'ArrowLeft', 'ShiftLeft', 'Escape', 'Backspace', 'CapsLock'])
    assert.equal(usCharacter({ code, key: code, shiftKey: false }), '');
  assert.equal(usCharacter({ code: '', key: 'x', shiftKey: false }), 'x');
});

test('a reader is known by its pace, a person is left alone', () => {
  assert.equal(type(new KeyboardReader(), 'PD6167186', { gap: 10 }), 'PD6167186');
  assert.equal(type(new KeyboardReader(), 'PD6167186', { gap: 90 }), '');
  assert.equal(type(new KeyboardReader(), 'PD61671', { gap: 10 }), '', 'seven characters are too few');
  assert.equal(type(new KeyboardReader(), zone, { gap: 120 }), '', 'a person who types a zone in a field');
  assert.equal(type(new KeyboardReader(), 'EB1:' + base45, { gap: 70 }), 'EB1:' + base45, 'a slow reader');
  assert.equal(type(new KeyboardReader(), zone, { gap: 240, inText: false }), zone, 'a very slow reader, no field in use');
  assert.equal(type(new KeyboardReader(), 'hello you there', { gap: 150, inText: false }), '');
});

test('ends with Enter, keypad Enter or Tab', () => {
  for (const end of ['Enter', 'NumpadEnter', 'Tab']) assert.equal(type(new KeyboardReader(), zone, { end }), zone);
});

test('what a person typed before does not get into the line', () => {
  const reader = new KeyboardReader();
  for (const [i, c] of [...'ab'].entries()) reader.feed({ ...keyOf(c), key: c, timeStamp: 100 + 100 * i });
  assert.equal(type(reader, 'EB1:ABC DEF', { at: 1000 }), 'EB1:ABC DEF');
});

test('two lines, one after another', () => {
  const reader = new KeyboardReader();
  assert.equal(type(reader, zone, { at: 1000 }), zone);
  assert.equal(type(reader, zone.replace('ANNA', 'EVA<'), { at: 1400 }), zone.replace('ANNA', 'EVA<'));
});

test('a machine that was busy in the middle of a badge', () => {
  const reader = new KeyboardReader();
  let time = 1000;
  for (const [i, c] of [...('EB1:' + base45)].entries()) {
    reader.feed({ ...keyOf(c), key: c, timeStamp: time });
    time += i === 20 ? 900 : 8;
  }
  assert.equal(reader.feed({ code: 'Enter', key: 'Enter', timeStamp: time }), 'EB1:' + base45);
});

test('the rest of a line that came haltingly is no line', () => {
  const reader = new KeyboardReader();
  let time = 1000;
  for (const [i, c] of [...'https://example.org/abcdefgh'].entries()) {
    reader.feed({ ...keyOf(c), key: c, timeStamp: time });
    time += i < 5 ? 300 : 8;
  }
  assert.equal(reader.feed({ code: 'Enter', key: 'Enter', timeStamp: time }), '');
  assert.equal(type(reader, 'https://example.org/abcdefgh', { at: time + 300 }), 'https://example.org/abcdefgh', 'the next one is');
});

test('a key that is held down is no reader', () => {
  const reader = new KeyboardReader();
  for (let i = 0; i < 30; i++) reader.feed({ code: 'KeyA', key: 'a', shiftKey: false, repeat: i > 0, timeStamp: 1000 + 30 * i });
  assert.equal(reader.feed({ code: 'Enter', key: 'Enter', timeStamp: 1920 }), '');
});

test('shortcuts are no characters', () => {
  const reader = new KeyboardReader();
  for (let i = 0; i < 12; i++) reader.feed({ code: 'KeyV', key: 'v', ctrlKey: true, timeStamp: 1000 + 5 * i });
  assert.equal(reader.run, 0);
});

test('CapsLock turned a badge over: it is put upright; other texts stay as they are', () => {
  assert.equal(type(new KeyboardReader(), 'eb1:abc def$'), 'EB1:ABC DEF$');
  assert.equal(upright('Eb1:aB'), 'EB1:AB');
  assert.equal(upright(zone.toLowerCase()), zone);
  for (const text of ['https://Example.org', 'abcdefghij', 'abcdefghijklmnopqrstuvwxyzabcd', zone, 'EB1:ABC']) assert.equal(upright(text), text);
});

test('lines of a zone', () => {
  assert.ok(isZone(zone));
  assert.ok(!isZone(zone.slice(1)));
  assert.ok(!isZone(zone.toLowerCase()));
});
