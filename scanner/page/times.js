// Times as the door shows them: in the event's local time, told by the program as an offset to UTC in minutes.

const two = (n) => String(n).padStart(2, '0');

const dayFirst = (language) => (language === 'en' ? 'en-GB' : language);

function local(time, offset) {
  const ms = typeof time === 'number' ? time : Date.parse(time);
  return Number.isFinite(ms) ? new Date(ms + offset * 60000) : null;
}

export function clockTime(time, offset) {
  const at = local(time, offset);
  return at ? `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}` : '–';
}

export function shortTime(time, offset) {
  return clockTime(time, offset).slice(0, 5);
}

// With the day when it is not today: "24.07. 10:00" is written by `date` in words of the language.
export function dayAndTime(time, offset, now, language) {
  const at = local(time, offset);
  if (!at) return '–';
  const today = local(now, offset);
  if (at.toISOString().slice(0, 10) === today?.toISOString().slice(0, 10)) return shortTime(time, offset);
  const day = new Intl.DateTimeFormat(dayFirst(language), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);
  return `${day} ${shortTime(time, offset)}`;
}

// "1974-08-12" with the month as a word, so that no day is taken for a month.
export function plainDate(text, language) {
  const at = new Date(text + 'T00:00:00Z');
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(at.getTime())) return text;
  return new Intl.DateTimeFormat(dayFirst(language), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at);
}

// How long ago, as the key of a word and its number.
export function ageWords(ms) {
  const minutes = Math.floor(Math.max(0, ms) / 60000);
  if (minutes < 60) return { key: 'age.minutes', n: minutes };
  if (minutes < 48 * 60) return { key: 'age.hours', n: Math.floor(minutes / 60) };
  return { key: 'age.days', n: Math.floor(minutes / (24 * 60)) };
}
