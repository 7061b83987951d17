// The last ten entries, newest first, with what may still be done about each.
import { byId, make, setHidden, shape } from './dom.js';
import { signOf, textKey, wordKey } from './reasons.js';
import { clockTime } from './times.js';
import { language, t } from './words.js';

function subjectOf(result) {
  return make('bdi', {}, result.name ?? result.badge ?? t('last.unknown'));
}

function button(what, result) {
  const who = result.name ?? result.badge ?? '';
  return make('button', { type: 'button', data: { do: what, of: result.entry }, 'aria-label': t('last.do', { what: t('do.' + what), who }) },
    t('do.' + what));
}

function buttonsOf(result, allowed) {
  if (result.entry === null) return null;
  const wanted = [['document', result.open], ['override', result.overridable && allowed], ['undo', result.undoable && allowed]];
  const buttons = wanted.filter(([, when]) => when).map(([what]) => button(what, result));
  return buttons.length > 0 ? make('span', { class: 'do' }, ...buttons) : null;
}

function item(result, { state, allowed, taken }) {
  const sign = signOf(result);
  return make('li', {
    data: { entry: result.entry, verdict: result.verdict ?? 'none', reason: result.reason, kind: result.kind, sign,
      undone: result.undone ? 'true' : null, taken: taken === result.entry && taken !== null ? 'true' : null },
  },
  make('time', { datetime: result.time }, clockTime(result.time, state.utc_offset)),
  make('span', { class: 'verdict' }, shape('sign-' + sign), make('span', { class: 'word' }, t(wordKey(result)))),
  result.undone ? make('span', { class: 'undone' }, t('last.undone')) : null,
  buttonsOf(result, allowed),
  make('span', { class: 'about' },
    make('span', { class: 'subject' }, subjectOf(result)),
    make('span', { class: 'title' }, t(textKey(result) + '.title'))));
}

export class LastView {
  // act(what, result)
  constructor(desk, act) {
    this.desk = desk;
    this.list = byId('last');
    this.drawn = '';
    this.list.addEventListener('click', (event) => {
      const pressed = event.target.closest('button[data-do]');
      const result = pressed && this.find(Number(pressed.dataset.of));
      if (result) return act(pressed.dataset.do, result);
      const row = event.target.closest('li[data-entry]');
      const open = row && this.find(Number(row.dataset.entry));
      return open?.open ? act('document', open) : undefined;
    });
  }

  find(entry) {
    return this.desk.store.state?.last.find((result) => result.entry === entry);
  }

  draw() {
    const state = this.desk.store.state;
    if (!state) return;
    const allowed = state.guards.some((guard) => guard.role === 'supervisor');
    const key = JSON.stringify([state.last, state.utc_offset, allowed, this.desk.taken, language()]);
    if (key === this.drawn) return;
    this.drawn = key;
    const focused = document.activeElement?.closest?.('#last button')?.dataset;
    this.list.replaceChildren(...state.last.map((result) => item(result, { state, allowed, taken: this.desk.taken })));
    setHidden(byId('last-none'), state.last.length > 0);
    if (focused) this.list.querySelector(`button[data-do="${focused.do}"][data-of="${focused.of}"]`)?.focus({ preventScroll: true });
  }
}
