// Who is on duty. Where guards are set up, nothing can be done at this door before one has signed in.
import { byId, setData, setHidden, setText } from './dom.js';
import { PinForm, closeReading } from './dialogs.js';
import { post } from './state.js';
import { isBlocked } from './verdict_model.js';
import { t } from './words.js';

export class SignIn {
  constructor(store) {
    this.store = store;
    this.dialog = byId('sign-in');
    this.blocking = false;
    this.form = new PinForm(this.dialog, ({ name, pin }) => post(store, '/api/sign-in', { name, pin }));
    this.dialog.addEventListener('cancel', (event) => {
      if (this.blocking) event.preventDefault();
    });
    byId('hand-over').addEventListener('click', () => this.open());
    byId('sign-out').addEventListener('click', () => post(store, '/api/sign-out', {}));
  }

  open() {
    this.form.open(this.names());
    this.form.choose('');
    this.form.name.focus();
  }

  names() {
    return this.store.state.guards.map((guard) => guard.name);
  }

  draw(now) {
    const state = this.store.state;
    if (!state) return;
    const blocked = isBlocked(state);
    setData(document.documentElement, 'blocked', blocked ? 'true' : null);
    if (blocked && !this.dialog.open) {
      closeReading();
      for (const id of ['override', 'undo']) if (byId(id).open) byId(id).close();
      this.form.open(this.names());
    }
    if (!blocked && this.blocking && this.dialog.open) this.dialog.close();
    this.blocking = blocked;
    if (!this.dialog.open) return;
    this.form.fill(this.names());
    setHidden(this.dialog.querySelector('.close'), blocked);
    const trouble = state.guards_trouble !== '';
    setText(this.dialog.querySelector('.explain'), trouble ? t('sign_in.trouble') + ' ' + state.guards_trouble : t(state.guard ? 'sign_in.hand_over' : 'sign_in.explain'));
    setHidden(this.dialog.querySelector('.fields'), trouble);
    setHidden(this.dialog.querySelector('.submit'), trouble);
    this.form.draw(now);
  }
}
