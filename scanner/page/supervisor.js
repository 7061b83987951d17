// What a supervisor does with a PIN of their own: let somebody in against the verdict, or take an entry back.
import { byId, make } from './dom.js';
import { PinForm, anyDialog } from './dialogs.js';
import { textKey, wordKey } from './reasons.js';
import { post } from './state.js';
import { clockTime } from './times.js';
import { t } from './words.js';

export class Supervisor {
  // tell(text): a short notice
  constructor(desk, tell) {
    this.desk = desk;
    this.tell = tell;
    this.entry = null;
    this.forms = {
      override: new PinForm(byId('override'), (values) => this.send('/api/override', values)),
      undo: new PinForm(byId('undo'), (values) => this.send('/api/undo', values)),
    };
  }

  send(path, { name, pin, reason }) {
    return post(this.desk.store, path, { entry: this.entry, name, pin, reason });
  }

  // Without a result: the one on show, else the newest that it can be done to.
  start(what, result = this.candidate(what)) {
    const state = this.desk.store.state;
    if (!this.desk.ready || anyDialog()) return;
    const names = state.guards.filter((guard) => guard.role === 'supervisor').map((guard) => guard.name);
    if (names.length === 0) return this.tell(t('act.no_supervisor'));
    if (!result) return this.tell(t(what + '.none'));
    this.entry = result.entry;
    byId(what).querySelector('.subject').replaceChildren(...this.subject(result, state));
    this.forms[what].open(names, state.guard?.name);
  }

  candidate(what) {
    const able = (result) => result && result.entry !== null && (what === 'override' ? result.overridable : result.undoable);
    return [this.desk.result, ...(this.desk.store.state?.last ?? [])].find(able) ?? null;
  }

  subject(result, state) {
    const word = `${t(wordKey(result))}: ${t(textKey(result) + '.title')}`;
    return [
      make('strong', {}, make('bdi', {}, result.name ?? t('last.unknown'))),
      make('span', {}, make('bdi', {}, result.organisation ?? '')),
      make('span', {}, `${clockTime(result.time, state.utc_offset)} · ${result.badge ?? ''}`),
      make('span', {}, word),
    ];
  }

  draw(now) {
    for (const form of Object.values(this.forms)) form.draw(now);
  }
}
