// A hand-held reader that is a keyboard. It sends the key positions of the US layout whatever layout the host has, so that a
// letter that the host made of a position is not looked at: KeyboardEvent.code and the Shift key say what the reader meant.
// Pure: events go in, lines come out.

const row = (codes, plain, shifted) => codes.map((code, i) => [code, [plain[i], shifted[i]]]);
const digits = [...'1234567890'];
const layout = new Map([
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => ['Key' + letter, [letter.toLowerCase(), letter]]),
  ...row(digits.map((d) => 'Digit' + d), digits, [...'!@#$%^&*()']),
  ...row(digits.map((d) => 'Numpad' + d), digits, digits),
  ...row(['NumpadAdd', 'NumpadSubtract', 'NumpadMultiply', 'NumpadDivide', 'NumpadDecimal'], [...'+-*/.'], [...'+-*/.']),
  ...row(['Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Backquote', 'Comma',
    'Period', 'Slash'], [...' -=[]\\;\'`,./'], [...' _+{}|:"~<>?']),
  ['IntlBackslash', ['<', '>']],  // where European layouts have it; the US keyboard has no such key
]);

// '' for a key that is no character. Remote desktops send no code: then the host's character is all there is.
export function usCharacter({ code, key, shiftKey }) {
  const pair = layout.get(code);
  if (pair) return pair[shiftKey ? 1 : 0];
  return !code && typeof key === 'string' && [...key].length === 1 ? key : '';
}

const isZoneLine = (text) => [30, 36, 44].includes(text.length) && /^[A-Z0-9<]+$/.test(text);

// With CapsLock on at the host some readers turn letters over. A badge has none but capitals, and so has a zone.
export function upright(text) {
  const capitals = text.toUpperCase();
  if (/^eb1:/i.test(text)) return capitals;
  return text.includes('<') && text === text.toLowerCase() && isZoneLine(capitals) ? capitals : text;
}

// What can hardly have been meant otherwise, and so may come more slowly.
export function isRecognised(text) {
  return text.startsWith('EB1:') || isZoneLine(text);
}

export const isZone = isZoneLine;

const least = 8;              // characters of a burst
const longest = 8000;
const pause = 250;            // ms: what came before a longer one is something else
const hiccup = 1500;          // unless it clearly was a reader, on a machine that was busy for a moment
// ms from character to character, by whether a field waits for a person's typing, and whether the text can be anything else
const inField = { unknown: 45, known: 100 };
const unfocused = { unknown: 80, known: Infinity };

export class KeyboardReader {
  constructor() {
    this.last = -Infinity;  // time of the last character
    this.clean = true;
    this.reset();
  }

  reset() {
    this.text = '';
    this.spent = 0;  // ms between its characters, longer pauses not counted
  }

  // Characters of the run that may become a burst.
  get run() {
    return this.text.length;
  }

  get mean() {
    return this.run > 1 ? this.spent / (this.run - 1) : Infinity;
  }

  goesOn(gap) {
    const sure = /^eb1:/i.test(this.text) || (this.run >= least && this.mean < inField.unknown);
    return gap <= (sure ? hiccup : pause);
  }

  // The line when this key ended one that a reader typed, else ''. inText: a text field has the focus.
  feed(event, inText = true) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) {
      this.reset();
      return '';
    }
    const gap = event.timeStamp - this.last;
    if (!this.goesOn(gap)) {
      // What follows shortly after other characters may be the rest of a line whose beginning came haltingly.
      this.clean = this.run === 0 ? this.clean : gap > hiccup;
      this.reset();
    }
    if (['Enter', 'NumpadEnter', 'Tab'].includes(event.code || event.key)) return this.end(inText ? inField : unfocused);
    const character = usCharacter(event);
    if (!character) return '';
    if (this.run > 0) this.spent += Math.min(gap, pause);
    if (this.run < longest) this.text += character;
    this.last = event.timeStamp;
    return '';
  }

  end(most) {
    const { mean } = this;
    const text = upright(this.text);
    const known = isRecognised(text);
    const whole = known || this.clean;
    this.clean = true;
    this.reset();
    return text.length >= least && whole && mean < (known ? most.known : most.unknown) ? text : '';
  }
}
