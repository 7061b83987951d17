// What the program told last, by version; and the requests that go to it.
import { follow } from './stream.js';

// Keeps the newest state. `now` returns milliseconds of a steady clock.
export class Store {
  constructor(now = () => performance.now()) {
    this.steady = now;
    this.state = null;
    this.connection = 'connecting';
    this.received = 0;
    this.listeners = [];
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  changed() {
    for (const listener of this.listeners) listener(this);
  }

  // A new connection may be to a program that was started again and counts from the beginning.
  apply(state, fresh = false) {
    if (!state || typeof state.version !== 'number') return false;
    if (fresh) this.connection = 'live';
    else if (this.connection !== 'live' || state.version < (this.state?.version ?? 0)) return false;
    this.state = state;
    this.received = this.steady();
    this.changed();
    return true;
  }

  lost() {
    if (this.connection === 'lost') return;
    this.connection = 'lost';
    this.changed();
  }

  // The program's clock, in milliseconds since 1970.
  now() {
    return this.state ? Date.parse(this.state.now) + (this.steady() - this.received) : Date.now();
  }
}

export function connect(store) {
  follow('/api/events', (text, first) => {
    try {
      store.apply(JSON.parse(text), first);
    } catch {
      store.lost();
    }
  }, () => store.lost());
}

const patience = 8000;

async function answerOf(response) {
  const body = await response.json().catch(() => null);
  if (response.ok && body) return { ok: true, body };
  return { ok: false, status: response.status, error: String(body?.error ?? ''), retryAfter: Number(body?.retry_after ?? 0) };
}

async function ask(path, options) {
  try {
    return await answerOf(await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(patience), ...options }));
  } catch {
    return { ok: false, status: 0, error: '', retryAfter: 0 };
  }
}

export const get = (path) => ask(path, {});
export const postBytes = (path, bytes) =>
  ask(path, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: bytes });

// Answers {ok, body} or {ok: false, status, error, retryAfter}; status 0: no answer at all. A state in it is applied.
export async function post(store, path, body) {
  const answer = await ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (answer.ok) store.apply(answer.body);
  return answer;
}
