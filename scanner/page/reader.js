// Listens to the keys of the whole page for a reader's lines, before any field or button sees them.
import { KeyboardReader } from './keyboard.js';

const together = 100;  // ms: keys so close are one reader's

const isSecret = (element) => element instanceof HTMLElement && element.dataset.secret !== undefined;
const textTypes = new Set(['text', 'search', 'tel', 'url', 'email', 'number']);
function isTextField(element) {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && textTypes.has(element.type));
}
const isPageSelect = (element) => element instanceof HTMLSelectElement && !element.closest('dialog');

function snapshotOf(element) {
  return isTextField(element) ? { element, value: element.value, start: element.selectionStart, end: element.selectionEnd } : null;
}

function restore(snapshot) {
  if (!snapshot?.element.isConnected) return;
  snapshot.element.value = snapshot.value;
  snapshot.element.setSelectionRange(snapshot.start, snapshot.end);
}

const swallow = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

// onLine(text, element that had the focus)
export function listenToReader(onLine) {
  const reader = new KeyboardReader();
  let snapshot = null;
  let lastLine = -Infinity;
  let swallowedSpace = false;

  document.addEventListener('keydown', (event) => {
    const target = event.target;
    // A dead key of the host's layout begins a composition; the reader's next key is still a key of the reader's.
    if (isSecret(target)) return reader.reset();
    const inField = isTextField(target);
    const before = reader.last;
    const text = reader.feed(event, inField);
    if (reader.run === 1 && reader.last === event.timeStamp) snapshot = snapshotOf(target);
    if (text) {
      lastLine = event.timeStamp;
      swallow(event);
      restore(snapshot);
      snapshot = null;
      return onLine(text, target);
    }
    const close = event.timeStamp - before < together;
    const ends = event.key === 'Enter' || event.key === 'Tab';
    if (ends && event.timeStamp - lastLine < together) return swallow(event);  // CR LF
    if (inField) return undefined;
    // A reader's blank or Enter must not press the button that happens to have the focus.
    if (close && (event.key === ' ' || event.key === 'Enter')) {
      swallowedSpace = event.key === ' ';
      swallow(event);
    } else if (isPageSelect(target) && event.key.length === 1 && event.key !== ' ') {
      event.preventDefault();
    }
    return undefined;
  }, true);

  document.addEventListener('keyup', (event) => {
    if (event.key === ' ' && swallowedSpace) swallow(event);
    if (event.key === ' ') swallowedSpace = false;
  }, true);
}
