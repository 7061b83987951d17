// What the browser tests stand on: a gate made by the programs, the service, Debian's Chromium with a camera that plays a file.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const python = '/usr/bin/python3';
export const programs = process.env.BADGE_BIN ?? path.join(here, '../../build/release/bin');

// An event of today with a gate (door.py); removed when the process ends.
export function makeDoor(...options) {
  const dir = mkdtempSync(path.join(tmpdir(), 'badge-browser-'));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  const printed = execFileSync(python, [path.join(here, 'door.py'), dir, ...options], { encoding: 'utf8' });
  return JSON.parse(printed);
}

// scenes: [[frames, [texts]], ...]; shape: width, height, pixels a module. A small camera for the tests: Playwright has every frame
// that the page sends told to it as text.
export function makeCamera(dir, name, scenes, shape = [640, 480, 4]) {
  const file = path.join(dir, name + '.mjpeg');
  execFileSync(python, [path.join(here, 'camera.py'), file, ...shape.map(String)], { input: scenes.map((s) => JSON.stringify(s)).join('\n') });
  return file;
}

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

// badge-scanner serve on a free port.
export async function serve(gate, { args = [], port = 0, wrapper = [], env = {} } = {}) {
  const command = [...wrapper, path.join(programs, 'badge-scanner'), '--gate', gate, '--json', 'serve', '--port', String(port), ...args];
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: 'UTC', ...env } });
  let said = '';
  child.stderr.on('data', (data) => { said += data; });
  const line = await new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
      if (out.includes('\n')) resolve(out);
    });
    child.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  running.add(child);
  const ended = new Promise((resolve) => { child.on('exit', (code) => { running.delete(child); resolve(code); }); });
  return {
    url: JSON.parse(line).url,
    port: JSON.parse(line).port,
    pid: child.pid,
    said: () => said,
    state: async () => (await fetch(JSON.parse(line).url + 'api/state')).json(),
    post: (what, body) => fetch(JSON.parse(line).url + 'api/' + what, {
      method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', Origin: JSON.parse(line).url.slice(0, -1) },
    }),
    stop: async (signal = 'SIGTERM') => { child.kill(signal); return ended; },
  };
}

// display: an X server for a window; without it there is none.
export async function openBrowser({ camera, display } = {}) {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required', '--use-fake-ui-for-media-stream'];
  if (camera) args.push('--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`);
  const window = display ? { headless: false, env: { ...process.env, DISPLAY: display } } : {};
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args, ...window });
}

// A page that has to stay silent: console errors, exceptions and policy reports are collected in page.faults.
export async function openPage(browser, url, { language = 'en', ...context } = {}) {
  const opened = await browser.newContext({ viewport: { width: 1280, height: 720 }, permissions: ['camera'], ...context });
  await opened.addInitScript((chosen) => {
    if (!localStorage.getItem('language')) localStorage.setItem('language', chosen);
  }, language);
  const page = await opened.newPage();
  page.setDefaultTimeout(60000);  // a busy machine is no fault of the page
  page.faults = [];
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  await page.goto(url);
  return page;
}

// How long a test waits for what has to come: no test depends on how fast it does.
export const limit = { timeout: 30000 };

export async function openLive(browser, url, options) {
  const page = await openPage(browser, url, options);
  await page.locator('html[data-connection="live"]').waitFor(limit);
  return page;
}

export async function closeSilent(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

// The state after a request that has to go well.
export async function told(service, what, body) {
  const answer = await service.post(what, body);
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

// A 2D reader that is a keyboard with the US layout: key codes, whatever the host makes of them.
const shifted = new Map([...'!@#$%^&*()'].map((c, i) => [c, 'Digit' + ((i + 1) % 10)]));
const plain = new Map([[' ', 'Space'], ['-', 'Minus'], ['.', 'Period'], ['/', 'Slash'], [',', 'Comma'], [';', 'Semicolon'], ['=', 'Equal']]);
for (const [c, code] of [['+', 'Equal'], [':', 'Semicolon'], ['<', 'Comma'], ['>', 'Period'], ['?', 'Slash'], ['_', 'Minus']]) shifted.set(c, code);
export async function readerTypes(page, text) {
  for (const c of text) {
    const upper = c >= 'A' && c <= 'Z';
    const code = upper || (c >= 'a' && c <= 'z') ? 'Key' + c.toUpperCase() : c >= '0' && c <= '9' ? 'Digit' + c : plain.get(c) ?? shifted.get(c);
    const shift = upper || shifted.has(c);
    if (shift) await page.keyboard.down('Shift');
    await page.keyboard.press(code);
    if (shift) await page.keyboard.up('Shift');
  }
  await page.keyboard.press('Enter');
}

export const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
