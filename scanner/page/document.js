// The second step: the document of the badge that waits for one.
import { byId, setData, setHidden, setText } from './dom.js';
import { errorWords } from './errors.js';
import { isZone, upright } from './keyboard.js';
import { plainDate } from './times.js';
import { language, t } from './words.js';
import { readField } from './zone.js';

const settle = 700;  // ms before "the same document" of a new question can be pressed: a double click was meant for the one before

export class DocumentView {
  constructor(desk) {
    this.desk = desk;
    this.section = byId('document');
    this.field = byId('document-field');
    this.entry = null;
    this.answered = null;
    this.busy = false;
    this.error = null;
    this.since = 0;
    byId('document-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.sendField(true);
    });
    this.field.addEventListener('keydown', (event) => this.onKey(event));
    this.field.addEventListener('input', () => this.progress());
    byId('document-seen').addEventListener('click', () => this.sendSeen());
    byId('document-back').addEventListener('click', () => desk.takeUp(null));
  }

  onKey(event) {
    if (event.key !== 'Enter' || event.isComposing) return undefined;
    const content = readField(this.field.value);
    if (content.kind === 'more' && this.desk.zone.length > 0 && isZone(this.field.value.trim())) {
      event.preventDefault();
      return this.sendOn(this.field.value.trim());
    }
    if (content.kind === 'more') return undefined;  // the next line of the zone
    event.preventDefault();
    return event.repeat ? undefined : this.sendField(false);
  }

  // forced: the button sends what is there, whole or not.
  sendField(forced) {
    const content = readField(this.field.value);
    if (content.kind === 'empty') return this.field.focus();
    if (content.kind === 'more' && !forced) return undefined;
    if (/^eb1:/i.test(content.text ?? '')) return this.sendBadge(content.text);
    return this.send({ text: content.kind === 'send' ? content.text : this.field.value.trim().toUpperCase() });
  }

  // The program has the lines before this one from the reader; this one came so slowly that it looked like typing.
  sendOn(line) {
    this.field.value = '';
    return this.desk.readerLine(line);
  }

  // The reader's line after one that stands in the field. False: no line stands there.
  addLine(line) {
    if (!this.desk.question || readField(this.field.value).kind !== 'more') return false;
    this.field.value = `${this.field.value.trim()}\n${line}\n`;
    if (readField(this.field.value).kind === 'send') this.sendField(false);
    this.progress();
    return true;
  }

  // A badge that came so slowly into this field that it looked like typing is still a badge.
  sendBadge(text) {
    this.field.value = '';
    return this.desk.line(upright(text));
  }

  sendText(text) {
    return this.send({ text });
  }

  sendSeen() {
    if (!this.canSee(performance.now())) return undefined;
    return this.send({ seen: true });
  }

  canSee(now) {
    const question = this.desk.question;
    return Boolean(question?.compare) && question.entry !== this.answered && this.mode === 'visual' && !this.busy && now - this.since > settle;
  }

  get mode() {
    return this.desk.store.state?.id_mode;
  }

  async send(answer) {
    const question = this.desk.question;
    if (this.busy || !question || !this.desk.ready) return;
    this.busy = true;
    this.error = null;
    this.desk.changed();
    const reply = await this.desk.document(question.entry, answer);
    this.busy = false;
    if (reply.ok) this.field.value = '';
    if (reply.ok && answer.seen) this.answered = question.entry;  // once, however long the new state takes
    else this.error = reply;
    this.desk.changed();
    if (this.desk.question && document.activeElement === document.body) this.focus();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  draw(now) {
    const question = this.desk.ready ? this.desk.question : null;
    const had = this.entry;
    const entry = question?.entry ?? null;
    setHidden(this.section, !question);
    setHidden(byId('line'), Boolean(question));
    setData(this.section, 'entry', entry);
    setData(this.section, 'mode', this.mode);
    if (entry !== had) this.change(entry, now);
    if (!question) return;
    setText(byId('document-title'), t('document.title', { name: question.name ?? question.badge ?? '' }));
    setHidden(byId('document-back'), this.desk.taken === null);
    this.drawCompare(question, now);
    this.field.readOnly = this.busy;
    byId('document-send').disabled = this.busy;
    setText(byId('document-error'), this.error ? errorWords(this.error, 'document') : '');
    this.progress();
  }

  change(entry, now) {
    const inside = this.section.contains(document.activeElement);
    this.entry = entry;
    this.since = now;
    this.error = null;
    this.field.value = '';
    if (entry === null && inside) document.activeElement.blur();
    const free = document.activeElement === document.body || inside;
    const coarse = matchMedia('(pointer: coarse)').matches;  // there a focus brings up a keyboard that hides half of the page
    if (entry !== null && free && !coarse && !document.querySelector('dialog[open]')) this.focus();
  }

  drawCompare(question, now) {
    const compare = this.mode === 'visual' ? question.compare : null;
    setHidden(byId('document-compare'), !compare);
    if (!compare) return;
    setText(byId('compare-number'), compare.number);
    setText(byId('compare-birth'), plainDate(compare.birth_date, language()));
    setText(byId('compare-expiry'), plainDate(compare.expiry, language()));
    byId('document-seen').disabled = !this.canSee(now);
  }

  progress() {
    const typed = readField(this.field.value);
    const read = this.desk.zone.length > 0 ? readField(this.desk.zone.join('\n')) : typed;
    const open = read.kind === 'more' ? t('document.progress', { have: read.have, want: read.want }) : '';
    setText(byId('document-progress'), this.busy ? t('document.busy') : open);
  }
}
