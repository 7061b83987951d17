// Is this door ready: what the program checks, and what only the page can know (camera picture, sound).
import { byId, make, setText, shape } from './dom.js';
import { openDialog } from './dialogs.js';
import { errorWords } from './errors.js';
import { play, soundState } from './sound.js';
import { get } from './state.js';
import { t } from './words.js';

const known = ['root', 'log', 'list', 'list-time', 'opening', 'zone', 'badge-keys', 'gate-key', 'clock', 'disk', 'camera', 'guards'];

function row({ name, passed, title, why, todo, extra }) {
  const level = passed ? 'ok' : 'bad';
  return make('li', { data: { check: name, passed: String(passed) } },
    shape('level-' + level),
    make('strong', {}, title),
    make('span', { class: 'passed' }, t(passed ? 'preflight.pass' : 'preflight.fail')),
    why ? make('span', { class: 'why', lang: 'en' }, why) : null,
    todo ? make('span', { class: 'todo' }, todo) : null,
    extra ?? null);
}

function programRow({ name, passed, why, todo }) {
  const words = known.includes(name);
  return row({ name, passed, why, title: words ? t('preflight.' + name) : name,
    todo: passed ? '' : words ? t('preflight.' + name + '.todo') : todo });
}

export class Preflight {
  constructor(camera) {
    this.camera = camera;
    this.dialog = byId('preflight');
    this.heard = false;
    this.answer = null;
    byId('do-preflight').addEventListener('click', () => this.open());
    byId('preflight-again').addEventListener('click', () => this.ask());
  }

  open() {
    openDialog(this.dialog);
    return this.ask();
  }

  async ask() {
    this.answer = null;
    setText(byId('preflight-ready'), t('preflight.asking'));
    this.answer = await get('/api/preflight');
    this.draw();
  }

  soundRow() {
    const passed = this.heard && soundState() === 'on';
    const test = make('button', { type: 'button', id: 'sound-test' }, t('preflight.sound.test'));
    const yes = make('button', { type: 'button', id: 'sound-heard' }, t('preflight.sound.heard'));
    test.addEventListener('click', () => {
      ['admit', 'check', 'deny'].forEach((name, n) => setTimeout(() => play(name), n * 900));
    });
    yes.addEventListener('click', () => {
      this.heard = true;
      this.draw();
      byId('sound-heard').focus();
    });
    return row({ name: 'sound', passed, title: t('preflight.sound'), todo: passed ? '' : t('preflight.sound.todo'),
      extra: make('span', { class: 'do' }, test, yes) });
  }

  pageRows() {
    const state = this.camera.state;
    const passed = state === 'ok' || state === 'off';
    const seen = row({ name: 'camera-picture', passed, title: t('preflight.camera-picture'), todo: t('camera.message.' + state) });
    return [seen, this.soundRow()];
  }

  draw() {
    if (!this.dialog.open || !this.answer) return;
    const { ok, body } = this.answer;
    const checks = ok && Array.isArray(body.checks) ? body.checks : [];
    byId('preflight-checks').replaceChildren(...checks.map(programRow), ...this.pageRows());
    const all = ok && body.ready && !byId('preflight-checks').querySelector('[data-passed="false"]');
    const said = ok ? t(all ? 'preflight.ready' : 'preflight.not_ready') : errorWords(this.answer, 'preflight');
    setText(byId('preflight-ready'), said);
    byId('preflight-ready').dataset.ready = String(Boolean(all));
  }
}
