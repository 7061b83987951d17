// The document's field: a number, or two or three lines of a zone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.mjs';

const { readField, linesWanted } = await page('zone.js');
const td3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];
const td1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];

test('nothing', () => {
  for (const value of ['', '  ', '\n\n']) assert.deepEqual(readField(value), { kind: 'empty' });
});

test('a number is sent as it was typed', () => {
  for (const number of ['PD6167186', 'x 12-34', 'AB123']) assert.deepEqual(readField(` ${number}\n`), { kind: 'send', text: number });
});

test('a zone waits for all its lines', () => {
  for (const lines of [td3, td2, td1])
    for (let n = 1; n <= lines.length; n++) {
      const whole = n === lines.length;
      assert.deepEqual(readField(lines.slice(0, n).join('\r\n')),
        whole ? { kind: 'send', text: lines.join('\n') } : { kind: 'more', have: n, want: lines.length });
    }
});

test('typed in small letters, or without line ends', () => {
  assert.deepEqual(readField(td1.join('\n').toLowerCase()), { kind: 'send', text: td1.join('\n') });
  for (const lines of [td1, td2, td3]) assert.deepEqual(readField(lines.join('')), { kind: 'send', text: lines.join('\n') });
});

test('a line that lacks a character is still a line, and is judged by the program', () => {
  assert.equal(linesWanted(td3[0].slice(1)), 2);
  assert.equal(linesWanted(td1[0].slice(1)), 3);
  assert.deepEqual(readField([td3[0], td3[1].slice(1)].join('\n')), { kind: 'send', text: [td3[0], td3[1].slice(1)].join('\n') });
});
