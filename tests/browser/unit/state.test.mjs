// The newest state by version, the event stream, and the small signals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.mjs';

const { Store } = await page('state.js');
const { eventParser } = await page('stream.js');
const { signalsOf } = await page('signals.js');
const times = await page('times.js');

test('older states are ignored, a new connection begins anew', () => {
  const store = new Store(() => 0);
  assert.equal(store.apply({ version: 5 }), false, 'nothing counts before the connection stands');
  assert.ok(store.apply({ version: 5 }, true));
  assert.equal(store.apply({ version: 4 }), false);
  assert.ok(store.apply({ version: 6 }));
  store.lost();
  assert.equal(store.apply({ version: 7 }), false, 'nor after it was lost');
  assert.equal(store.state.version, 6);
  assert.ok(store.apply({ version: 1 }, true), 'the program was started again');
  assert.equal(store.connection, 'live');
});

test('the clock goes on between two states', () => {
  let steady = 1000;
  const store = new Store(() => steady);
  store.apply({ version: 1, now: '2015-07-24T08:00:00.000Z' }, true);
  steady += 2500;
  assert.equal(new Date(store.now()).toISOString(), '2015-07-24T08:00:02.500Z');
});

test('events, in whatever pieces they come', () => {
  const text = ':\n\ndata: {"a":1}\n\n: beat\ndata:two\r\ndata: lines\r\n\r\nevent: x\ndata: 3\n\n';
  for (let size = 1; size < text.length; size++) {
    const seen = [];
    const parse = eventParser((data) => seen.push(data));
    for (let i = 0; i < text.length; i += size) parse(text.slice(i, i + size));
    assert.deepEqual(seen, ['{"a":1}', 'two\nlines', '3'], `in pieces of ${size}`);
  }
});

test('times are the event’s, not the machine’s', () => {
  assert.equal(times.clockTime('2015-07-24T08:01:02.345Z', 120), '10:01:02');
  assert.equal(times.shortTime('2015-07-24T23:30:00Z', 120), '01:30');
  assert.equal(times.clockTime('nonsense', 0), '–');
  const now = Date.parse('2015-07-24T08:00:00Z');
  assert.equal(times.dayAndTime('2015-07-24T07:00:00Z', 120, now, 'en'), '09:00');
  assert.match(times.dayAndTime('2015-07-23T07:00:00Z', 120, now, 'de'), /23.*09:00/);
  assert.match(times.plainDate('1974-08-12', 'en'), /August/);
  assert.equal(times.plainDate('1974-13-77', 'en'), '1974-13-77');
  assert.deepEqual(times.ageWords(59 * 60000), { key: 'age.minutes', n: 59 });
  assert.deepEqual(times.ageWords(3 * 3600000), { key: 'age.hours', n: 3 });
  assert.deepEqual(times.ageWords(3 * 86400000), { key: 'age.days', n: 3 });
});

const now = Date.parse('2015-07-24T08:00:00Z');
const fit = { list: { sequence: 3, issued: '2015-07-23T16:00:00Z', valid_until: '2015-07-24T18:00:00Z' }, list_trouble: '', log_trouble: '',
  clock_trouble: '', checkpoint: { size: 40, time: '2015-07-24T07:59:00Z' }, entries: 40, serial: 'connected', utc_offset: 120 };
const levels = (state, more = {}) => Object.fromEntries(
  signalsOf({ ...fit, ...state }, { now, camera: 'ok', sound: 'on', language: 'en', ...more }).map(({ name, level }) => [name, level]));

test('a fit gate is all good', () => {
  assert.deepEqual(levels({}), { list: 'ok', log: 'ok', checkpoint: 'ok', reader: 'ok', camera: 'ok', sound: 'ok' });
});

test('every trouble has its signal', () => {
  assert.equal(levels({ list: null }).list, 'bad');
  assert.equal(levels({ list_trouble: 'x' }).list, 'bad');
  assert.equal(levels({ list: { ...fit.list, valid_until: '2015-07-24T07:00:00Z' } }).list, 'bad');
  assert.equal(levels({ list: { ...fit.list, valid_until: '2015-07-24T09:00:00Z' } }).list, 'warn');
  assert.equal(levels({ log_trouble: 'x' }).log, 'bad');
  assert.equal(levels({ clock_trouble: 'x' }).clock, 'bad');
  assert.equal(levels({ entries: 50, checkpoint: { size: 40, time: '2015-07-24T07:00:00Z' } }).checkpoint, 'warn');
  assert.equal(levels({ checkpoint: null }).checkpoint, 'warn');
  assert.equal(levels({ serial: 'lost' }).reader, 'bad');
  for (const camera of ['none', 'refused', 'busy', 'lost', 'frozen', 'black', 'unsupported']) assert.equal(levels({}, { camera }).camera, 'bad');
  assert.equal(levels({}, { sound: 'silent' }).sound, 'warn');
});
