// The verdict: colour, sign, word and sound, and what to do next.
import { byId, setData, setHidden, setText } from './dom.js';
import { errorWords } from './errors.js';
import { reasons, signOf, textKey, wordKey } from './reasons.js';
import { play } from './sound.js';
import { dayAndTime, shortTime } from './times.js';
import { faceOf, keyOf } from './verdict_model.js';
import { inLanguage, language, prepare, t } from './words.js';

const freshEnough = 3000;  // ms: an older result was told to somebody else's page already

function fieldWords(result) {
  if (!result.field) return '';
  const field = t('field.' + result.field);
  return t(result.reason === 'id_mismatch' ? 'detail.differs' : 'detail.field', { field });
}

function detailWords(result, { state, now }) {
  if (result.kind === 'override' || result.kind === 'undo')
    return t('detail.by', { guard: result.guard ?? '–', note: result.note ?? '' });
  if (result.admitted_at) {
    const time = dayAndTime(result.admitted_at, state.utc_offset, now, language());
    return t('detail.inside', { time, gate: result.admitted_gate ?? '–' });
  }
  return fieldWords(result);
}

// What to say to the person, in the person's language where the page speaks it.
function sayWords(result, redraw) {
  const key = reasons[result.reason];
  if (!key || result.kind === 'undo') return { text: '', lang: language() };
  const theirs = result.language ?? language();
  const text = inLanguage(theirs, key);
  if (text) return { text, lang: theirs };
  prepare(theirs).then((came) => came && redraw()).catch(() => {});
  return { text: t(key), lang: language() };
}

const empty = { title: '', todo: '', detail: '', name: '', organisation: '', say: '', sayLang: 'en', badge: '' };

function resultWords(result, at, redraw) {
  const key = textKey(result);
  const say = sayWords(result, redraw);
  return {
    word: t(wordKey(result)), sign: signOf(result), title: t(key + '.title'), todo: t(key + '.todo'),
    detail: detailWords(result, at), name: result.name ?? '', organisation: result.organisation ?? '',
    say: say.text, sayLang: say.lang, badge: result.badge ?? '',
  };
}

// Small and grey: who was let in before, with the time, so that it cannot be the next person's.
function spentWords(result, { state }) {
  const who = result.name ?? result.badge ?? '';
  const time = shortTime(result.time, state.utc_offset);
  return { ...empty, word: t('ready.next'), sign: 'ready', title: t('ready.before', { time, word: t(wordKey(result)) }), todo: who };
}

function wordsOf(face, at, redraw) {
  const { result, state, failure } = at;
  switch (face) {
    case 'result': return resultWords(result, at, redraw);
    case 'spent': return spentWords(result, at);
    case 'failed':
      return { ...empty, word: t('failed.word'), sign: 'check', title: errorWords(failure.answer, failure.what), todo: t('failed.todo') };
    case 'blocked': return { ...empty, word: t('blocked.word'), sign: 'person', title: state.guards_trouble ? t('blocked.trouble') : t('blocked.title') };
    case 'ready':
      return { ...empty, word: t(state.direction === 'exit' ? 'ready.exit' : 'ready.word'), sign: 'ready', title: t('ready.title') };
    default: return { ...empty, word: t('lost.word'), sign: 'lost', title: t('lost.title'), todo: t('lost.todo') };
  }
}

export class VerdictView {
  constructor(redraw) {
    this.redraw = redraw;
    this.root = byId('verdict');
    this.sounded = null;
    this.face = '';
  }

  // at: {connection, state, failure, result, age, waiting, now}
  draw(at) {
    const face = faceOf(at);
    const words = wordsOf(face, at, this.redraw);
    const result = face === 'result' ? at.result : null;
    this.mark(face, result);
    byId('verdict-sign').setAttribute('href', '#sign-' + words.sign);
    setText(byId('verdict-word'), words.word);
    setData(byId('verdict-word'), 'long', words.word.length > 7 ? 'true' : null);
    this.put('verdict-title', words.title);
    this.put('verdict-todo', words.todo);
    this.put('verdict-detail', words.detail);
    this.put('verdict-name', words.name, 'bdi');
    this.put('verdict-organisation', words.organisation, 'bdi');
    this.put('verdict-say', words.say, 'q');
    byId('verdict-say').querySelector('q').lang = words.sayLang;
    this.put('verdict-badge', words.badge);
    this.tell(face, at, words);
  }

  put(id, text, inner) {
    const element = byId(id);
    setHidden(element, text === '');
    setText(inner ? element.querySelector(inner) : element, text);
  }

  mark(face, result) {
    setData(this.root, 'shown', face);
    setData(this.root, 'verdict', result?.verdict ?? 'none');
    setData(this.root, 'reason', result?.reason);
    setData(this.root, 'kind', result?.kind);
    setData(this.root, 'entry', result?.entry);
    setData(this.root, 'name', (result?.name ?? '').length > 40 ? 'long' : null);
  }

  // Once for each result: the sound, and the sentence for those who hear the page.
  tell(face, at, words) {
    const key = face + keyOf(face === 'result' ? at.result : null);
    if (key === this.sounded) return;
    const first = this.sounded === null;
    this.sounded = key;
    setText(byId('announcement'), [words.word, words.title, words.name, words.detail, words.todo].filter(Boolean).join('. '));
    if (face === 'result' && at.age < freshEnough && words.sign in { admit: 1, check: 1, deny: 1 }) play(words.sign);
    if (face === 'failed') play('check');
    if (face === 'lost' && !first) play('deny');
  }
}
