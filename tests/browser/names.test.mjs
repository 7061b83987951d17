// Names that are markup, formulas, turned around, without width, long: text on the page, and nothing else.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { closeSilent, limit, makeDoor, openBrowser, openLive, serve, told } from './harness.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const words = JSON.parse(readFileSync(path.join(here, '../../scanner/page/words/en.json'), 'utf8'));

const hostile = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "=cmd|' /C calc'!A0", '&lt;b&gt;&amp;amp;',
  '\u202Egnp.exe\u202C Rossi', '\u2067Anna\u2069 \u2066Bob\u2069', 'Zero\u200Bwidth\u200DJoiner', 'N'.repeat(70), 'Anna '.repeat(14).trim(),
  'محمد عبد الله', 'שרה לוי', 'Z\u0351\u036B\u0343a\u0352\u034Blg\u0363\u0350o\u0300\u0301', '李小龍', "O'Brien; DROP TABLE log;--",
  '{{constructor.constructor("alert(1)")()}}', 'javascript:alert(1)',
];

// The vectors lie beside the checkout, or not at all.
function naughty() {
  const file = path.join(here, '../../../shared/vectors/naughty-strings/cases.jsonl');
  if (!existsSync(file)) return [];
  const values = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line).value);
  const telling = values.filter((value) => /[<>&"']|[^\x20-\x7e]/.test(value) && value.trim() !== '' && value.length <= 80);
  return telling.filter((_, n) => n % 5 === 0).slice(0, 13);
}

let door;
let service;
let browser;
before(async () => {
  const names = [...hostile, ...naughty()];
  const own = mkdtempSync(path.join(tmpdir(), 'badge-names-'));
  process.on('exit', () => rmSync(own, { recursive: true, force: true }));
  const file = path.join(own, 'names.json');
  writeFileSync(file, JSON.stringify(names));
  door = makeDoor('--people', String(names.length), '--names', file);
  service = await serve(door.gate);
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await service.stop();
});

const elements = () => document.querySelectorAll('script, img, iframe, object, embed, link, style, a, form, video').length;

async function openWatched() {
  const page = await openLive(browser, service.url);
  await page.context().addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
    window.alert = () => window.violations.push('alert');
  });
  await page.reload();
  await page.locator('html[data-connection="live"]').waitFor(limit);
  return page;
}

async function nothingHappened(page, before) {
  assert.equal(await page.evaluate(elements), before);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  await told(service, 'dismiss', {});
  await closeSilent(page);
}

async function seenAsText(page, name) {
  const shown = page.locator('#verdict-name');
  assert.equal(await shown.textContent(), name);
  const box = await shown.boundingBox();
  assert.ok(box.width > 10 && box.height > 10 && box.x >= 0 && box.x + box.width <= 1280, `${name}: ${JSON.stringify(box)}`);
}

test('strange names are text, on the verdict and in the last ten', async () => {
  const page = await openWatched();
  const before = await page.evaluate(elements);
  const people = door.people;
  assert.ok(people.length >= 6, `only ${people.length} of the strange names got a badge`);
  for (const one of people) {
    const state = await told(service, 'line', { text: one.text });
    assert.equal(state.current.name, one.name);
    await page.locator(`#verdict[data-entry="${state.current.entry}"]`).waitFor(limit);
    await seenAsText(page, one.name);
  }
  const names = (await service.state()).last.map((result) => result.name);
  assert.deepEqual(names.slice(0, people.length), people.slice(-10).reverse().map((one) => one.name));
  await page.waitForFunction((all) => [...document.querySelectorAll('#last li .subject')].map((e) => e.textContent).join('\n') === all,
    names.map((name) => name ?? words['last.unknown']).join('\n'), limit);
  await nothingHappened(page, before);
});

// The office lets no markup through; the page does not rely on it. Each text of the program's answer is exchanged for a hostile one.
test('hostile texts in every place of the state are text', async () => {
  const page = await openWatched();
  const before = await page.evaluate(elements);
  let text = '';
  await page.route('**/api/line', async (route) => {
    const answer = await route.fetch();
    const state = await answer.json();
    Object.assign(state, { version: state.version + 1000, gate: text, zone: text, event_name: text, list_trouble: text, log_trouble: text });
    Object.assign(state, { guards: [{ name: text, role: 'supervisor' }], guard: { name: text, role: 'guard' } });
    for (const result of [state.current, ...state.last])
      Object.assign(result, { name: text, organisation: text, badge: text, admitted_at: result.time, admitted_gate: text, overridable: true });
    await route.fulfill({ response: answer, json: state });
  });
  const denied = (await told(service, 'line', { text: 'https://example.org/' })).current;
  assert.equal(denied.reason, 'foreign_code');
  await page.locator('#do-type').click(limit);
  for (text of [...hostile, ...naughty()]) {
    await page.locator('#line-field').fill('https://example.org/' + encodeURIComponent(text).slice(0, 200), limit);
    await page.locator('#line-field').press('Enter', limit);
    await page.waitForFunction((all) => document.querySelector('#verdict-name').textContent === all, text, limit);
    await seenAsText(page, text);
    for (const place of ['#verdict-organisation', '#guard-name', '#event-name', '#last li:first-child .subject'])
      assert.equal(await page.locator(place).textContent(), text);
    assert.ok((await page.locator('#gate-name').textContent()).includes(text));
    assert.ok((await page.locator('#verdict-detail').textContent()).includes(text));
  }
  await page.keyboard.press('F9');
  assert.ok((await page.locator('#override .subject').textContent()).includes(text));
  await page.keyboard.press('Escape');
  await nothingHappened(page, before);
});
