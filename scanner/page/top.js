// The top bar and the banners: where we are, what time it is, and whether the gate is fit.
import { byId, make, setData, setHidden, setText, shape } from './dom.js';
import { signalsOf } from './signals.js';
import { soundState } from './sound.js';
import { clockTime } from './times.js';
import { language, t } from './words.js';

function drawSignals(signals) {
  const list = byId('signals');
  const key = JSON.stringify(signals) + language();
  if (list.drawn === key) return;
  list.drawn = key;
  list.replaceChildren(...signals.map(({ name, level, key: word, values, trouble }) =>
    make('li', { data: { signal: name, level } },
      shape('level-' + level),
      make('span', {}, make('span', { class: 'quiet' }, t('level.' + level) + ': '), t(word, resolved(values))),
      trouble ? make('span', { class: 'trouble', lang: 'en' }, trouble) : null)));
}

// A value may itself be a word of the language, with its number.
function resolved(values = {}) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value?.key ? t(value.key, value) : value]));
}

function drawDuty(state) {
  setHidden(byId('duty'), !state.guard);
  if (!state.guard) return;
  setText(byId('guard-name'), state.guard.name);
  setText(byId('guard-role'), t('role.' + state.guard.role));
}

function drawBanners(state, connection) {
  const root = document.documentElement;
  setData(root, 'connection', connection);
  setHidden(byId('banner-lost'), connection === 'live');
  setText(byId('banner-lost'), connection === 'live' ? '' : t(connection === 'lost' ? 'lost.banner' : 'lost.connecting'));
  for (const note of document.querySelectorAll('.dialog-lost')) setHidden(note, connection === 'live');
  if (!state) return;
  setData(root, 'direction', state.direction);
  setData(root, 'rehearsal', state.rehearsal ? 'true' : null);
  setHidden(byId('banner-rehearsal-top'), !state.rehearsal);
  setHidden(byId('banner-rehearsal-bottom'), !state.rehearsal);
  for (const note of document.querySelectorAll('.dialog-rehearsal')) setHidden(note, !state.rehearsal);
  setHidden(byId('banner-exit'), state.direction !== 'exit');
}

export function drawTop({ store, camera }) {
  const { state, connection } = store;
  drawBanners(state, connection);
  if (!state) return;
  const now = store.now();
  setText(byId('event-name').firstElementChild, state.event_name || state.event || t('event.none'));
  byId('event-name').title = state.event_name;
  setText(byId('gate-name').firstElementChild, state.zone ? t('gate.zone', { gate: state.gate, zone: state.zone }) : t('gate.name', { gate: state.gate }));
  setText(byId('clock'), connection === 'live' ? clockTime(now, state.utc_offset) : '–');
  setText(byId('inside-count'), String(state.inside));
  drawDuty(state);
  const exit = state.direction === 'exit';
  byId('do-direction').setAttribute('aria-pressed', String(exit));
  setText(byId('direction-word'), t(exit ? 'action.entry' : 'action.exit'));
  drawSignals(signalsOf(state, { now, camera, sound: soundState(), language: language() }));
}
