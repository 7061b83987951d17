// The page's words in six languages: words/LANGUAGE.json, one flat object. English fills what is missing.
import { recall, remember } from './dom.js';

export const languages = { en: 'English', fr: 'Français', de: 'Deutsch', it: 'Italiano', nl: 'Nederlands', es: 'Español' };

const loaded = new Map();
let chosen = 'en';

export function fill(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

async function wordsOf(language) {
  if (!loaded.has(language)) {
    const response = await fetch(`/words/${language}.json`);
    if (!response.ok) throw new Error('no words: ' + language);
    loaded.set(language, await response.json());
  }
  return loaded.get(language);
}

export const language = () => chosen;

export function t(key, values) {
  return fill(loaded.get(chosen)?.[key] ?? loaded.get('en')?.[key] ?? key, values);
}

// A text in another language, for the person; null until its words are here.
export function inLanguage(other, key) {
  return loaded.get(other)?.[key] ?? null;
}
export async function prepare(other) {
  if (!(other in languages) || loaded.has(other)) return false;
  await wordsOf(other);
  return true;
}

const known = (tag) => {
  const short = String(tag ?? '').toLowerCase().slice(0, 2);
  return short in languages ? short : null;
};

// What was chosen here, else the event's first language, else the browser's.
export function firstLanguage(remembered, ofEvent = [], ofBrowser = []) {
  return known(remembered) ?? ofEvent.map(known).find(Boolean) ?? ofBrowser.map(known).find(Boolean) ?? 'en';
}

export function translate(root = document) {
  for (const element of root.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll('[data-t-label]')) element.setAttribute('aria-label', t(element.dataset.tLabel));
}

async function use(language) {
  await wordsOf('en');
  await wordsOf(language);
  chosen = language;
  document.documentElement.lang = language;
  document.title = t('page.title');
  translate();
  for (const select of document.querySelectorAll('select[data-languages]')) select.value = language;
}

export async function startWords() {
  for (const select of document.querySelectorAll('select[data-languages]'))
    for (const [code, name] of Object.entries(languages)) {
      const option = new Option(name, code);
      option.lang = code;
      select.add(option);
    }
  await use(firstLanguage(recall('language'), [], navigator.languages));
}

// The event's languages are known with the first state only.
export async function followEvent(ofEvent) {
  const wanted = firstLanguage(recall('language'), ofEvent, navigator.languages);
  if (wanted === chosen) return false;
  await use(wanted);
  return true;
}

export function onLanguageChosen(done) {
  for (const select of document.querySelectorAll('select[data-languages]'))
    select.addEventListener('change', async () => {
      remember('language', select.value);
      await use(select.value);
      if (select.id === 'language') select.blur();  // a reader's keys must not choose here
      done();
    });
}
