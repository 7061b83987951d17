// The help: keys, what each verdict means, and every reason.
import { byId, make, shape } from './dom.js';
import { openDialog } from './dialogs.js';
import { reasons, verdicts } from './reasons.js';
import { t } from './words.js';

const keys = ['F1', 'F2', 'F4', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'Enter', 'Esc'];

function keyTable() {
  return make('dl', { class: 'keys' },
    ...keys.map((key) => make('div', {}, make('dt', {}, make('kbd', {}, key)), make('dd', {}, t('help.key.' + key)))));
}

function verdictList() {
  return make('ul', { class: 'meanings' },
    ...verdicts.map((verdict) => make('li', { data: { sign: verdict } },
      shape('sign-' + verdict), make('strong', {}, t('word.' + verdict)), make('span', {}, t('help.verdict.' + verdict)))));
}

function reasonList() {
  return make('dl', { class: 'reasons' },
    ...Object.keys(reasons).map((reason) => make('div', { data: { reason } },
      make('dt', {}, t(`reason.${reason}.title`)), make('dd', {}, t(`reason.${reason}.todo`)))));
}

export function openHelp() {
  byId('help-text').replaceChildren(
    make('h3', {}, t('help.verdicts')), verdictList(),
    make('p', {}, t('help.none')),
    make('h3', {}, t('help.keys')), keyTable(),
    make('h3', {}, t('help.reader')), make('p', {}, t('help.reader.text')),
    make('h3', {}, t('help.reasons')), reasonList());
  openDialog(byId('help'));
}
