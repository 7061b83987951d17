// The small signals under the top bar, each with a level (ok, warn, bad, off) and the key of its words. Pure.
import { ageWords, dayAndTime, shortTime } from './times.js';

const soon = 2 * 3600 * 1000;      // a list that ends so soon is worth a word
const stale = 5 * 60 * 1000;       // a checkpoint is made each minute when something was logged

function listSignal(state, now, language) {
  if (!state.list) return { level: 'bad', key: 'signal.list.none', trouble: state.list_trouble };
  const { sequence, issued, valid_until: until } = state.list;
  const left = Date.parse(until) - now;
  const values = { sequence, age: ageWords(now - Date.parse(issued)), until: dayAndTime(until, state.utc_offset, now, language) };
  if (state.list_trouble) return { level: 'bad', key: 'signal.list.trouble', values, trouble: state.list_trouble };
  if (left <= 0) return { level: 'bad', key: 'signal.list.over', values };
  if (left < soon) return { level: 'warn', key: 'signal.list.soon', values: { ...values, left: ageWords(left) } };
  return { level: 'ok', key: 'signal.list.ok', values };
}

function checkpointSignal(state, now) {
  const { checkpoint, entries, utc_offset: offset } = state;
  if (!checkpoint) return { level: entries > 0 ? 'warn' : 'off', key: 'signal.checkpoint.none' };
  if (!checkpoint.time) return { level: 'ok', key: 'signal.checkpoint.some', values: { size: checkpoint.size } };
  const late = entries > checkpoint.size && now - Date.parse(checkpoint.time) > stale;
  const values = { time: shortTime(checkpoint.time, offset), n: Math.max(0, entries - checkpoint.size) };
  return late ? { level: 'warn', key: 'signal.checkpoint.late', values } : { level: 'ok', key: 'signal.checkpoint.ok', values };
}

const readerLevels = { none: 'off', connected: 'ok', lost: 'bad' };
const cameraLevels = { ok: 'ok', starting: 'off', asking: 'warn', off: 'off' };
const soundLevels = { on: 'ok', muted: 'warn', silent: 'warn' };

export function signalsOf(state, { now, camera, sound, language }) {
  const log = state.log_trouble
    ? { level: 'bad', key: 'signal.log.bad', trouble: state.log_trouble }
    : { level: 'ok', key: 'signal.log.ok', values: { n: state.entries } };
  const signals = [
    { name: 'list', ...listSignal(state, now, language) },
    { name: 'log', ...log },
    { name: 'checkpoint', ...checkpointSignal(state, now) },
  ];
  if (state.clock_trouble) signals.push({ name: 'clock', level: 'bad', key: 'signal.clock.bad', trouble: state.clock_trouble });
  signals.push(
    { name: 'reader', level: readerLevels[state.serial] ?? 'warn', key: 'signal.reader.' + state.serial },
    { name: 'camera', level: cameraLevels[camera] ?? 'bad', key: 'signal.camera.' + camera },
    { name: 'sound', level: soundLevels[sound] ?? 'warn', key: 'signal.sound.' + sound },
  );
  return signals;
}
