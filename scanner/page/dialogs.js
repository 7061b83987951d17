// What all dialogs have alike: opening, closing, the banners that must be seen over them too, and the form for a PIN.
import { byId, make, setHidden, setText } from './dom.js';
import { errorWords } from './errors.js';
import { t } from './words.js';

export function openDialog(dialog) {
  if (!dialog.open) dialog.showModal();
}

export const anyDialog = () => document.querySelector('dialog[open]');

// A verdict must not be behind something that was opened to be read.
export function closeReading() {
  for (const id of ['help', 'preflight', 'checkpoint', 'settings']) if (byId(id).open) byId(id).close();
}

export function startDialogs() {
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.prepend(
      make('p', { class: 'dialog-rehearsal rehearsal-bar', hidden: true }, make('strong', { 'data-t': 'rehearsal.banner' }, t('rehearsal.banner'))),
      make('p', { class: 'dialog-lost', 'data-t': 'lost.banner', hidden: true }, t('lost.banner')));
    for (const button of dialog.querySelectorAll('.close')) button.addEventListener('click', () => dialog.close());
  }
}

const isPin = (text) => /^[0-9]{6,12}$/.test(text);

function addKeypad(place, pin) {
  const press = (what) => () => {
    pin.value = what === '' ? pin.value.slice(0, -1) : (pin.value + what).slice(0, 12);
  };
  for (const key of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0']) {
    const button = make('button', { type: 'button', class: key === '' ? 'erase' : null, 'aria-label': key === '' ? t('pin.erase') : null }, key === '' ? '⌫' : key);
    if (key === '') button.dataset.tLabel = 'pin.erase';
    button.addEventListener('click', press(key));
    place.append(button);
  }
}

// A dialog with a name, a PIN and perhaps a reason. send(values) answers like post(); done() after it went well.
export class PinForm {
  constructor(dialog, send) {
    this.dialog = dialog;
    this.form = dialog.querySelector('form');
    this.name = this.form.elements.name;
    this.pin = this.form.elements.pin;
    this.reason = this.form.elements.reason ?? null;
    this.submit = dialog.querySelector('.submit');
    this.busy = false;
    this.until = 0;   // steady ms before which no PIN is taken
    this.answer = null;
    this.wrong = '';
    addKeypad(dialog.querySelector('[data-keypad]'), this.pin);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.go(send);
    });
    dialog.addEventListener('close', () => this.clear());
  }

  open(names, chosen) {
    this.fill(names, chosen);
    this.clear();
    openDialog(this.dialog);
    (this.name.value ? this.pin : this.name).focus();
  }

  fill(names, chosen = '') {
    const key = names.join('\n');
    if (key === this.names) return;
    this.names = key;
    const before = this.name.value || chosen;
    const choose = make('option', { value: '', 'data-t': 'pin.choose' }, t('pin.choose'));
    this.name.replaceChildren(choose, ...names.map((name) => make('option', { value: name }, name)));
    this.name.value = names.length === 1 ? names[0] : names.includes(before) ? before : '';
  }

  choose(name) {
    this.name.value = name;
  }

  clear() {
    this.pin.value = '';
    if (this.reason) this.reason.value = '';
    this.answer = null;
    this.wrong = '';
  }

  check() {
    if (!this.name.value) return ['pin.wrong_name', this.name];
    if (!isPin(this.pin.value)) return ['pin.wrong_form', this.pin];
    const length = [...(this.reason?.value.trim() ?? 'none')].length;
    return length < 3 || length > 200 ? ['act.wrong_reason', this.reason] : null;
  }

  async go(send) {
    if (this.busy || performance.now() < this.until) return;
    const wrong = this.check();
    this.answer = null;
    this.wrong = wrong ? wrong[0] : '';
    if (wrong) {
      if (wrong[1] === this.pin) this.pin.value = '';
      wrong[1].focus();
      return this.draw(performance.now());
    }
    this.busy = true;
    this.draw(performance.now());
    const answer = await send({ name: this.name.value, pin: this.pin.value, reason: this.reason?.value.trim() });
    this.busy = false;
    this.pin.value = '';
    if (answer.ok) return this.dialog.close();
    this.answer = answer;
    if (answer.status === 429) this.until = performance.now() + answer.retryAfter * 1000;
    this.draw(performance.now());
    this.pin.focus();
    return undefined;
  }

  draw(now) {
    if (!this.dialog.open) return;
    const left = this.until - now;
    let said = this.wrong ? t(this.wrong) : '';
    if (left > 0) said = errorWords({ status: 429, retryAfter: left / 1000 }, 'pin');
    else if (this.answer && this.answer.status !== 429) said = errorWords(this.answer, 'pin');
    const error = this.dialog.querySelector('.error');
    setHidden(error, said === '');
    setText(error, said);
    this.submit.disabled = this.busy || left > 0;
  }
}
