// Debian's Chromium over its own pipe, with as few of its tools as can be: Playwright has every request told with its body, and a
// frame of a camera is most of a megabyte. For measurements; the tests use Playwright.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Messages are JSON, each ended by a zero byte, on the descriptors 3 (to the browser) and 4 (from it).
class Pipe {
  constructor(to, from, heard) {
    this.to = to;
    this.waiting = new Map();
    this.sent = 0;
    let rest = '';
    from.setEncoding('utf8').on('data', (data) => {
      const messages = (rest + data).split('\0');
      rest = messages.pop();
      for (const message of messages) this.take(JSON.parse(message), heard);
    });
  }

  take({ id, result, error, method, params }, heard) {
    if (id === undefined) return heard(method, params);
    const { resolve, reject } = this.waiting.get(id);
    this.waiting.delete(id);
    return error ? reject(new Error(error.message)) : resolve(result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.sent;
    this.to.write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((resolve, reject) => { this.waiting.set(id, { resolve, reject }); });
  }
}

// A window at `url`, with `init` run before the page's own scripts. evaluate() takes a function without arguments.
export async function openWindow(url, { args = [], init } = {}) {
  const profile = mkdtempSync(path.join(tmpdir(), 'badge-chromium-'));
  const child = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--window-size=1280,720', `--user-data-dir=${profile}`,
    '--remote-debugging-pipe', ...args, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => { child.on('exit', resolve); });
  const faults = [];
  const pipe = new Pipe(child.stdio[3], child.stdio[4], (method, params) => {
    if (method === 'Runtime.exceptionThrown') faults.push(params.exceptionDetails.text);
    if (method === 'Log.entryAdded' && params.entry.level === 'error') faults.push(params.entry.text);
  });
  const { targetInfos } = await pipe.send('Target.getTargets');
  const { targetId } = targetInfos.find(({ type }) => type === 'page');
  const { sessionId } = await pipe.send('Target.attachToTarget', { targetId, flatten: true });
  const ask = (method, params) => pipe.send(method, params, sessionId);
  for (const domain of ['Page', 'Runtime', 'Log']) await ask(domain + '.enable');
  if (init) await ask('Page.addScriptToEvaluateOnNewDocument', { source: `(${init})()` });
  await ask('Page.navigate', { url });
  return {
    faults,
    evaluate: async (what) => (await ask('Runtime.evaluate', { expression: `(${what})()`, returnByValue: true })).result.value,
    close: async () => {
      await pipe.send('Browser.close');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
