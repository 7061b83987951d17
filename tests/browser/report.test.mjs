// badge-audit report in Chromium: hostile names, reasons and directories are text in each language; axe-core is content; it prints.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { openBrowser, programs } from './harness.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const axe = readFileSync(path.join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');
const languages = ['en', 'fr', 'de', 'it', 'nl', 'es'];

let day;
let browser;
before(async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'badge-report-'));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  const printed = execFileSync('/usr/bin/python3', [path.join(here, '../e2e/gates_day.py'), dir], { encoding: 'utf8' });
  day = JSON.parse(printed);
  browser = await openBrowser();
});
after(async () => { await browser.close(); });

function makeReport(name, ...options) {
  const file = path.join(day.dir, name + '.html');
  const done = spawnSync(path.join(programs, 'badge-audit'), ['report', ...day.exports, '--html', file, ...options], { encoding: 'utf8' });
  assert.ok(done.status === 0 || done.status === 1, done.stderr);
  return pathToFileURL(file).href;
}

// A page that must stay silent, and load nothing but itself.
async function open(url, context = {}) {
  const opened = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
  await opened.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
    window.alert = () => window.violations.push('alert');
  });
  const page = await opened.newPage();
  page.faults = [];
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('request', (request) => { if (request.url() !== url) page.faults.push('loads ' + request.url()); });
  await page.goto(url);
  return page;
}

async function closeSilent(page) {
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

async function serious(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.target.join(' ')).join(', '));
  });
}

const running = () => [...document.querySelectorAll('*')].filter((element) =>
  ['SCRIPT', 'IMG', 'IFRAME', 'OBJECT', 'EMBED', 'LINK', 'FORM', 'BASE'].includes(element.tagName) ||
  [...element.attributes].some(({ name }) => /^on|^style$|^src/.test(name))).map((element) => element.outerHTML);

for (const language of languages) {
  test(`hostile texts are text: ${language}`, async () => {
    const page = await open(makeReport(language, '--office', day.hostile_office, '--language', language));
    assert.deepEqual(await page.evaluate(running), []);
    assert.equal(await page.evaluate(() => document.querySelectorAll('style').length), 1);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontFamily.includes('Noto Sans')), true);
    const text = await page.evaluate(() => document.body.textContent);
    for (const evil of ['<script>alert(1)</script>', '<svg onload=alert(3)>', '<img src=x onerror=alert(4)>-east', '"><img src=x onerror=alert(2)>'])
      assert.ok(text.includes(evil), `${evil} is not there`);
    assert.ok(!text.includes('\u202e'));
    assert.ok(await page.locator('bdi').count() > 20);
    // Every chart says what it is, and has its table.
    const charts = await page.locator('figure svg').count();
    assert.ok(charts >= 5, `${charts} charts`);
    assert.equal(await page.locator('figure svg[role=img] > title').count(), charts);
    for (const id of await page.evaluate(() => [...document.querySelectorAll('section')].filter((s) => s.querySelector('svg')).map((s) => s.querySelectorAll('table').length)))
      assert.ok(id > 0);
    const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map((e) => e.id));
    assert.equal(new Set(ids).size, ids.length);
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme });
      assert.deepEqual(await serious(page), [], scheme);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    await closeSilent(page);
  });
}

test('without the office, and on a narrow screen', async () => {
  const page = await open(makeReport('bare'), { viewport: { width: 360, height: 640 } });
  const text = await page.evaluate(() => document.body.textContent);
  for (const { name } of day.people) assert.ok(!text.includes(name), name);
  assert.deepEqual(await serious(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await closeSilent(page);
});
