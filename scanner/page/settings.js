// What is set for this machine alone: light or dark, volume, camera.
import { byId, make, recall, remember, setText } from './dom.js';
import { openDialog } from './dialogs.js';
import { errorWords } from './errors.js';
import { play, setVolume, soundVolume } from './sound.js';
import { post } from './state.js';
import { t } from './words.js';

const schemes = ['auto', 'light', 'dark'];

function useScheme(scheme) {
  document.documentElement.dataset.scheme = schemes.includes(scheme) ? scheme : 'auto';
}

export function startScheme() {
  useScheme(recall('scheme'));
}

export class Settings {
  constructor(store, camera) {
    this.store = store;
    this.camera = camera;
    byId('do-settings').addEventListener('click', () => this.open());
    byId('scheme').addEventListener('change', (event) => {
      remember('scheme', event.target.value);
      useScheme(event.target.value);
    });
    byId('volume').addEventListener('change', (event) => {
      setVolume(Number(event.target.value));
      play('admit');
    });
    for (const button of document.querySelectorAll('[data-sound]')) button.addEventListener('click', () => play(button.dataset.sound));
    byId('camera-choice').addEventListener('change', (event) => camera.choose(event.target.value));
    byId('camera-off').addEventListener('change', (event) => camera.turn(!event.target.checked));
    byId('camera-again').addEventListener('click', () => camera.again());
    byId('checkpoint-now').addEventListener('click', () => this.checkpoint());
    byId('checkpoint-show').addEventListener('click', () => this.showCheckpoint());
  }

  async open() {
    byId('scheme').value = document.documentElement.dataset.scheme;
    byId('volume').value = String(soundVolume());
    byId('camera-off').checked = !this.camera.wanted;
    setText(byId('checkpoint-said'), '');
    openDialog(byId('settings'));
    const cameras = await this.camera.list();
    const options = cameras.map(({ id, label }, n) => make('option', { value: id }, label || t('settings.camera_n', { n: n + 1 })));
    byId('camera-choice').replaceChildren(make('option', { value: '' }, t('settings.camera_any')), ...options);
    byId('camera-choice').value = this.camera.chosen;
  }

  async checkpoint() {
    for (const id of ['checkpoint-now', 'checkpoint-show']) byId(id).disabled = true;
    const answer = await post(this.store, '/api/checkpoint', {});
    for (const id of ['checkpoint-now', 'checkpoint-show']) byId(id).disabled = false;
    setText(byId('checkpoint-said'), answer.ok ? t('settings.checkpoint_made') : errorWords(answer, 'checkpoint'));
    return answer.ok;
  }

  // A new one is signed first: what is photographed covers everything up to now.
  async showCheckpoint() {
    if (!(await this.checkpoint())) return;
    const size = this.store.state?.checkpoint?.size ?? 0;
    setText(byId('checkpoint-over'), t('signal.checkpoint.some', { size }));
    byId('checkpoint-code').alt = t('checkpoint.alt');
    byId('checkpoint-code').src = `/api/checkpoint.svg?size=${size}`;
    openDialog(byId('checkpoint'));
  }
}
