// The event stream, read with fetch and not with EventSource: only so are the comment lines of each second seen, and with them
// a program that hangs.

// Server-sent events (HTML §9.2) as far as the program uses them: data and comments.
export function eventParser(onData) {
  let rest = '';
  let data = [];
  const line = (text) => {
    if (text === '') {
      if (data.length > 0) onData(data.join('\n'));
      data = [];
    } else if (text.startsWith('data:')) {
      data.push(text.slice(text[5] === ' ' ? 6 : 5));
    }
  };
  return (chunk) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  };
}

const silence = 3000;  // ms without a byte: the program writes something each second
const pause = 500;     // before trying again

async function readOnce(url, { heard, parse }, signal) {
  const response = await fetch(url, { cache: 'no-store', headers: { Accept: 'text/event-stream' }, signal });
  if (!response.ok) throw new Error('no stream: ' + response.status);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    parse(decoder.decode(value, { stream: true }));
  }
}

// Follows the stream for ever. onData(text, first): first of a new connection. onLost: once for each loss.
export async function follow(url, onData, onLost) {
  for (;;) {
    const control = new AbortController();
    let last = performance.now();
    let first = true;
    const watch = setInterval(() => {
      if (performance.now() - last > silence) control.abort();
    }, 250);
    const parse = eventParser((text) => {
      onData(text, first);
      first = false;
    });
    try {
      await readOnce(url, { heard: () => { last = performance.now(); }, parse }, control.signal);
    } catch { /* said by onLost */ }
    clearInterval(watch);
    control.abort();
    onLost();
    await new Promise((done) => { setTimeout(done, pause); });
  }
}
