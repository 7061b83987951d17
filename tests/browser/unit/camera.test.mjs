// Luminance out of a frame, and whether the picture lives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.mjs';

const { PictureWatch, fromPacked, packPlane, lightOf } = await page('luma.js');

test('a plane whose rows are padded', () => {
  const bytes = Uint8Array.from([9, 9, 1, 2, 3, 0, 4, 5, 6, 0]);
  assert.deepEqual([...packPlane(bytes, { offset: 2, stride: 4 }, 3, 2)], [1, 2, 3, 4, 5, 6]);
  const whole = packPlane(bytes, { offset: 2, stride: 4 }, 4, 2);
  assert.equal(whole.buffer, bytes.buffer, 'no copy where there is no padding');
  assert.deepEqual([...whole], [1, 2, 3, 0, 4, 5, 6, 0]);
});

test('red, green and blue', () => {
  const pixels = Uint8Array.from([255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 0, 255, 255]);
  assert.deepEqual([...fromPacked(pixels, { stride: 8 }, 2, 2)], [255, 0, 76, 28]);
  assert.deepEqual([...fromPacked(pixels, { stride: 8 }, 2, 2, true)], [255, 0, 28, 76]);
});

const noise = (seed, mean = 120) => Uint8Array.from({ length: 4096 }, (_, i) => mean + ((i * 7919 + seed * 104729) % 23));

// Frames each 33 ms for `ms`; answers the state at the end.
function run(watch, from, ms, frame) {
  let now = from;
  for (; now < from + ms; now += 33) watch.see(frame(now), now);
  return watch.state(now);
}

test('a living picture', () => {
  assert.equal(run(new PictureWatch(0), 0, 3000, (now) => noise(now)), 'ok');
});

test('a picture that does not move, within two seconds', () => {
  const watch = new PictureWatch(0);
  run(watch, 0, 1000, (now) => noise(now));
  assert.equal(run(watch, 1000, 1000, () => noise(1)), 'ok');
  assert.equal(run(watch, 2000, 900, () => noise(1)), 'frozen');
  assert.equal(run(watch, 2900, 100, (now) => noise(now)), 'ok', 'and it is seen to live again');
});

test('no frame at all', () => {
  const watch = new PictureWatch(0);
  watch.see(noise(1), 100);
  assert.equal(watch.state(1500), 'ok');
  assert.equal(watch.state(1700), 'frozen');
  assert.ok(watch.stalled(1700));
});

test('a covered lens is black, a dark lobby is not', () => {
  const covered = (now) => Uint8Array.from({ length: 4096 }, (_, i) => 16 + ((i + now) % 2));
  assert.equal(run(new PictureWatch(0), 0, 2000, covered), 'black');
  assert.equal(run(new PictureWatch(0), 0, 2000, (now) => noise(now, 4)), 'ok');
});

test('mean and variance', () => {
  const { mean, variance } = lightOf(new Uint8Array(1000).fill(40));
  assert.equal(mean, 40);
  assert.equal(variance, 0);
});
