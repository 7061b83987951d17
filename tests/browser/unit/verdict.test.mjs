// Which face the verdict has: an old ADMIT is never one for the next person.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { page } from './page.mjs';

const { admitShown, answerAwaited, faceOf, isBlocked, keyOf, takenUp } = await page('verdict_model.js');
const { reasons, signOf, textKey, wordKey } = await page('reasons.js');

const state = { guards: [], guards_trouble: '', guard: null, last: [] };
const admit = { entry: 7, kind: 'scan', time: 'T', verdict: 'admit', reason: 'admitted', undone: false };
const check = { ...admit, verdict: 'check', reason: 'id_required' };
const face = (more) => faceOf({ connection: 'live', state, failure: null, result: admit, age: 0, waiting: 0, ...more });

test('an admit is shown, and then no more', () => {
  assert.equal(face({}), 'result');
  assert.equal(face({ age: admitShown }), 'result');
  assert.equal(face({ age: admitShown + 1 }), 'spent');
});

test('an admit is gone when something else was asked, or taken back, or not understood', () => {
  assert.equal(face({ waiting: answerAwaited + 1 }), 'spent');
  assert.equal(face({ result: { ...admit, undone: true } }), 'spent');
  assert.equal(face({ failure: { what: 'line' } }), 'failed');
});

test('check and deny stay', () => {
  for (const verdict of ['check', 'deny']) assert.equal(face({ result: { ...check, verdict }, age: 1e9, waiting: 1e6 }), 'result');
});

test('no connection and nobody on duty come before everything', () => {
  for (const connection of ['connecting', 'lost']) assert.equal(face({ connection }), 'lost');
  assert.equal(face({ state: null }), 'lost');
  assert.equal(face({ state: { ...state, guards: [{ name: 'a', role: 'guard' }] } }), 'blocked');
  assert.equal(face({ state: { ...state, guards_trouble: 'unreadable' } }), 'blocked');
  assert.equal(face({ result: null }), 'ready');
});

test('who is blocked', () => {
  const guard = { name: 'a', role: 'guard' };
  assert.ok(!isBlocked(null));
  assert.ok(!isBlocked(state));
  assert.ok(!isBlocked({ ...state, guards: [guard], guard }));
  assert.ok(isBlocked({ ...state, guards: [guard] }));
});

test('only an open question can be taken up', () => {
  const last = [{ ...check, open: true }, { ...admit, entry: 8, open: false }];
  assert.equal(takenUp({ ...state, last }, 7), last[0]);
  assert.equal(takenUp({ ...state, last }, 8), null);
  assert.equal(takenUp({ ...state, last }, null), null);
});

test('two results are never one', () => {
  assert.notEqual(keyOf(admit), keyOf({ ...admit, entry: 8 }));
  assert.notEqual(keyOf({ ...admit, entry: null }), keyOf({ ...admit, entry: null, time: 'U' }));
  assert.equal(keyOf(null), '');
});

test('words and signs', () => {
  assert.equal(wordKey(check), 'word.check');
  assert.equal(wordKey({ ...admit, reason: 'exit_recorded' }), 'word.exit');
  assert.equal(wordKey({ ...admit, kind: 'undo', verdict: null }), 'word.undo');
  assert.equal(signOf({ ...admit, kind: 'undo', verdict: null }), 'undo');
  assert.equal(signOf({ ...admit, verdict: 'something new' }), 'deny');
  assert.equal(textKey({ ...admit, kind: 'override' }), 'kind.override');
  assert.equal(textKey({ ...admit, reason: 'something new' }), 'reason.unknown');
});

test('the reasons are those of the program', () => {
  const source = readFileSync(new URL('../../../common/badge/reason.cpp', import.meta.url), 'utf8');
  const names = [...source.matchAll(/\{Reason::\w+, (?:deny|check|admit), "(\w+)"/g)].map((match) => match[1]);
  assert.equal(names.length, 29);
  assert.deepEqual(Object.keys(reasons).sort(), names.sort());
});
