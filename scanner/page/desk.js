// What the page itself remembers of the work at the door, and the acts that a guard starts. The verdict and the open questions
// are the program's; here are only what was sent and has no answer yet, what failed, and which question was taken up again.
import { isZone } from './keyboard.js';
import { post, postBytes } from './state.js';
import { isBlocked, keyOf, takenUp } from './verdict_model.js';
import { readField } from './zone.js';

export class Desk {
  constructor(store) {
    this.store = store;
    this.failure = null;  // {what, answer}: the last thing sent was not understood
    this.taken = null;    // entry
    this.sent = 0;
    this.sentSince = 0;
    this.zone = [];       // lines of a zone that the reader has begun
    this.currentKey = '';
    this.listeners = [];
    store.onChange(() => this.follow());
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  changed() {
    for (const listener of this.listeners) listener();
  }

  // A new result ends what was before it.
  follow() {
    const key = keyOf(this.store.state?.current);
    if (key !== this.currentKey) {
      this.currentKey = key;
      this.failure = null;
      this.taken = null;
      this.zone = [];
    }
    this.changed();
  }

  get result() {
    return takenUp(this.store.state, this.taken) ?? this.store.state?.current ?? null;
  }

  // The result that waits for a document.
  get question() {
    const result = this.result;
    return result?.open && result.entry !== null && this.store.state.id_mode !== 'none' ? result : null;
  }

  get ready() {
    return this.store.connection === 'live' && !isBlocked(this.store.state);
  }

  waiting(now) {
    return this.sent > 0 ? now - this.sentSince : 0;
  }

  async during(what, work) {
    if (this.sent++ === 0) this.sentSince = performance.now();
    this.failure = null;
    const answer = await work();
    this.sent -= 1;
    if (!answer.ok) this.failure = { what, answer };
    this.changed();
    return answer;
  }

  line(text) {
    this.noteZone(text);
    return this.during('line', () => post(this.store, '/api/line', { text }));
  }

  // The program collects the lines of a zone; the page only says how many it has seen.
  noteZone(text) {
    if (!this.question || !isZone(text)) this.zone = [];
    else if (readField([...this.zone, text].join('\n')).kind === 'more') this.zone.push(text);
    else this.zone = [];
  }

  // A line of the reader. It belongs to the program's current question, if another was taken up to that one.
  async readerLine(text) {
    if (this.taken === null || !this.question || !isZone(text)) return this.line(text);
    this.zone.push(text);
    const field = readField(this.zone.join('\n'));
    this.changed();
    if (field.kind === 'more') return null;
    this.zone = [];
    return this.document(this.question.entry, { text: field.text });
  }

  document(entry, answer) {
    return post(this.store, '/api/document', { entry, ...answer });
  }

  picture(bytes) {
    return this.during('picture', async () => {
      const answer = await postBytes('/api/picture', bytes);
      if (answer.ok) this.store.apply(answer.body);
      return answer;
    });
  }

  takeUp(entry) {
    this.taken = entry === this.store.state?.current?.entry ? null : entry;
    this.failure = null;
    this.zone = [];
    this.changed();
  }

  async dismiss() {
    const only = this.failure !== null || this.taken !== null;
    this.failure = null;
    this.taken = null;
    this.zone = [];
    this.changed();
    if (!only || this.store.state?.current) await post(this.store, '/api/dismiss', {});
  }

  async direction(exit) {
    const answer = await post(this.store, '/api/direction', { exit });
    if (!answer.ok) this.failure = { what: 'direction', answer };
    this.changed();
  }
}
