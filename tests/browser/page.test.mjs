// The page at a door with guards: sign-in, override and undo, the same answer given twice, a service that goes away.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { closeSilent, limit, makeDoor, openBrowser, openLive, programs, serve, sleep, told } from './harness.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const words = JSON.parse(readFileSync(path.join(here, '../../scanner/page/words/en.json'), 'utf8'));

let door;
let service;
let browser;
before(async () => {
  door = makeDoor('--guards');
  service = await serve(door.gate);
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await service.stop();
});

const open = () => openLive(browser, service.url);

async function signIn(page, name, pin) {
  const dialog = page.locator('#sign-in');
  await dialog.locator('[name=name]').selectOption(name, limit);
  await dialog.locator('[name=pin]').fill(pin, limit);
  await dialog.locator('.submit').click(limit);
}

// What a reader types, without the pauses that a busy machine would make between its keys.
const readerAtOnce = (page) => page.evaluate(() => {
  for (const key of [...'EB1:NOTHING', 'Enter']) {
    const code = { 1: 'Digit1', ':': 'Semicolon', Enter: 'Enter' }[key] ?? 'Key' + key;
    const init = { key, code, shiftKey: code.startsWith('Key') || key === ':', bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', init));
    document.body.dispatchEvent(new KeyboardEvent('keyup', init));
  }
});

const person = (n) => door.people[n];
const shows = (page, what) => page.locator(`#verdict${what}`).waitFor(limit);
const post = (what, body) => told(service, what, body);

// The badge is asked and its document is waited for; the entry that asks.
async function question(n) {
  const state = await post('line', { text: person(n).text });
  assert.equal(state.current.reason, 'id_required');
  return state.current.entry;
}

async function settled(entries) {
  for (let tries = 0; tries < 300 && (await service.state()).entries < entries; tries += 1) await sleep(100);
}

// However often it was answered: one entry more, and one confirm.
async function confirmedOnce(entry, entries) {
  await settled(entries + 1);
  const state = await service.state();
  assert.deepEqual(state.last.filter((result) => result.ref === entry).map((result) => [result.kind, result.reason]), [['confirm', 'admitted']]);
  assert.equal(state.entries, entries + 1);
}

test('nobody signed in: the page is covered, and nothing is read', async () => {
  const page = await open();
  await page.locator('html[data-blocked="true"] #sign-in[open]').waitFor(limit);
  assert.equal(await page.locator('#verdict-word').innerText(), words['blocked.word']);
  assert.equal((await service.post('line', { text: person(0).text })).status, 409);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F8');
  await Promise.all([page.locator('#notice').filter({ hasText: words['reader.blocked'] }).waitFor(limit), readerAtOnce(page)]);
  assert.equal(await page.locator('#sign-in').evaluate((dialog) => dialog.open), true);
  const state = await service.state();
  assert.deepEqual([state.direction, state.guard, state.current], ['entry', null, null]);
  await closeSilent(page);
});

test('sign-in: a wrong PIN is said, the right one opens the door, another takes over', async () => {
  const page = await open();
  const dialog = page.locator('#sign-in');
  await signIn(page, 'j.peeters', '908172');
  await dialog.locator('.error').filter({ hasText: words['error.403'] }).waitFor(limit);
  assert.equal(await dialog.locator('[name=pin]').inputValue(), '');
  assert.equal((await service.state()).guard, null);
  await signIn(page, 'j.peeters', door.pins['j.peeters']);
  await page.locator('html:not([data-blocked])').waitFor(limit);
  await shows(page, '[data-shown="ready"]');
  assert.equal(await page.locator('#guard-name').innerText(), 'j.peeters');
  await page.locator('#hand-over').click(limit);
  await signIn(page, 'm.dubois', door.pins['m.dubois']);
  await page.locator('#guard-name').filter({ hasText: 'm.dubois' }).waitFor(limit);
  assert.equal(await dialog.evaluate((element) => element.open), false);
  // A browser that logs a refused request by itself is no fault of the page.
  page.faults = page.faults.filter((fault) => !/status of 40[39]/.test(fault));
  await closeSilent(page);
});

test('override: not without a reason; then admitted, in the last ten, and taken back', async () => {
  const page = await open();
  await post('document', { entry: await question(0), text: person(0).id_number });
  await post('line', { text: person(0).twin });
  await shows(page, '[data-reason="already_inside"]');
  const denied = (await service.state()).current.entry;
  const sent = [];
  page.on('request', (request) => { if (/override|undo/.test(request.url())) sent.push(request.url()); });
  await page.keyboard.press('F9');
  const dialog = page.locator('#override');
  await dialog.locator('[name=name]').selectOption('m.dubois', limit);
  assert.deepEqual(await dialog.locator('[name=name] option').allTextContents(), [words['pin.choose'], 'm.dubois']);
  for (const reason of ['', '  x  ']) {
    await dialog.locator('[name=pin]').fill(door.pins['m.dubois'], limit);
    await dialog.locator('[name=reason]').fill(reason, limit);
    await dialog.locator('.submit').click(limit);
    await dialog.locator('.error').filter({ hasText: words['act.wrong_reason'] }).waitFor(limit);
  }
  assert.deepEqual(sent, []);
  assert.equal((await service.post('override', { entry: denied, name: 'm.dubois', pin: door.pins['m.dubois'], reason: '' })).status, 400);
  assert.equal((await service.post('override', { entry: denied, name: 'j.peeters', pin: door.pins['j.peeters'], reason: 'a friend' })).status, 403);
  await dialog.locator('[name=pin]').fill(door.pins['m.dubois'], limit);
  await dialog.locator('[name=reason]').fill('back from the corridor', limit);
  await dialog.locator('.submit').click(limit);
  await shows(page, '[data-kind="override"][data-verdict="admit"]');
  assert.match(await page.locator('#verdict-detail').innerText(), /m\.dubois.*back from the corridor/);
  const row = page.locator('#last li').first();
  await page.locator('#last li[data-kind="override"][data-verdict="admit"]').waitFor(limit);
  assert.match(await row.innerText(), new RegExp(words['kind.override.title']));
  await takenBack(page, row);
  await closeSilent(page);
});

async function takenBack(page, row) {
  const entry = Number(await row.getAttribute('data-entry'));
  await row.locator('[data-do="undo"]').click(limit);
  const dialog = page.locator('#undo');
  await dialog.locator('[name=name]').selectOption('m.dubois', limit);
  await dialog.locator('[name=pin]').fill(door.pins['m.dubois'], limit);
  await dialog.locator('[name=reason]').fill('went away again', limit);
  await dialog.locator('.submit').click(limit);
  await shows(page, '[data-kind="undo"]');
  const struck = page.locator(`#last li[data-entry="${entry}"][data-undone="true"]`);
  await struck.waitFor(limit);
  const lines = await struck.evaluate((li) => [li, ...li.querySelectorAll('*')].map((e) => getComputedStyle(e).textDecorationLine));
  assert.ok(lines.includes('line-through'));
  assert.match(await struck.innerText(), new RegExp(words['last.undone'], 'i'));
}

test('a double click on the button is one entry', async () => {
  const page = await open();
  const { entries } = await service.state();
  const entry = await question(1);
  await page.locator('#document-field').fill(person(1).id_number, limit);
  await page.locator('#document-send').dblclick(limit);
  await shows(page, '[data-kind="confirm"][data-reason="admitted"]');
  await confirmedOnce(entry, entries + 1);
  await closeSilent(page);
});

test('Enter pressed twice is one entry', async () => {
  const page = await open();
  const { entries } = await service.state();
  const entry = await question(2);
  await page.locator('#document-field').fill(person(2).id_number, limit);
  await page.locator('#document-field').press('Enter', limit);
  await page.keyboard.press('Enter');
  await shows(page, '[data-kind="confirm"][data-reason="admitted"]');
  await confirmedOnce(entry, entries + 1);
  await closeSilent(page);
});

test('reloaded in the middle of a question: it still waits', async () => {
  const page = await open();
  const { entries } = await service.state();
  const entry = await question(3);
  await page.locator('#document-field').fill('QX7', limit);
  await page.reload();
  await page.locator(`#document[data-entry="${entry}"]:not([hidden])`).waitFor(limit);
  assert.equal(await page.locator('#document-field').inputValue(), '');
  await page.locator('#document-field').fill(person(3).id_number, limit);
  await page.locator('#document-field').press('Enter', limit);
  await shows(page, '[data-kind="confirm"][data-reason="admitted"]');
  await confirmedOnce(entry, entries + 1);
  await closeSilent(page);
});

test('two browsers answer the same question: one entry, and both show it', async () => {
  const pages = [await open(), await open()];
  const { entries } = await service.state();
  const entry = await question(4);
  for (const page of pages) await page.locator('#document-field').fill(person(4).id_number, limit);
  // Both requests are under way before either is answered.
  const held = [];
  for (const page of pages) await page.route('**/api/document', (route) => { held.push(route); });
  for (const page of pages) await page.locator('#document-field').press('Enter', limit);
  for (let tries = 0; tries < 300 && held.length < 2; tries += 1) await sleep(100);
  assert.equal(held.length, 2);
  await Promise.all(held.map((route) => route.continue()));
  for (const page of pages) await shows(page, '[data-kind="confirm"][data-reason="admitted"]');
  await confirmedOnce(entry, entries + 1);
  for (const page of pages) await closeSilent(page);
});

test('a checkpoint to photograph: the office reads the picture of the screen', async () => {
  const page = await open();
  await page.locator('#do-settings').click(limit);
  await page.locator('#checkpoint-show').click(limit);
  const dialog = page.locator('#checkpoint[open]');
  await dialog.waitFor(limit);
  await page.waitForFunction(() => document.getElementById('checkpoint-code').naturalWidth > 0);
  const { size } = (await service.state()).checkpoint;
  assert.match(await dialog.innerText(), new RegExp(`\\b${size}\\b`));
  const picture = path.join(door.dir, 'screen.png');
  await page.screenshot({ path: picture });
  const said = execFileSync(path.join(programs, 'badge-issuer'), ['--office', path.join(door.dir, 'office'), '--json', 'checkpoint', 'add', picture,
    '--passphrase-file', path.join(door.dir, 'office.pass')], { encoding: 'utf8' });
  const { gate, size: seen, standing } = JSON.parse(said);
  assert.deepEqual([gate, seen, standing], ['north', size, 'cosigned']);
  await closeSilent(page);
});

test('stopped: an admit is covered and nobody is admitted; started again: the page lives without a reload', async () => {
  const page = await open();
  await page.evaluate(() => { window.notReloaded = true; });
  await post('document', { entry: await question(5), text: person(5).id_number });
  await shows(page, '[data-verdict="admit"]');
  const { port } = service;
  await service.stop();
  await lost(page);
  assert.equal(await page.locator('#banner-lost').innerText(), words['lost.banner']);
  service = await serve(door.gate, { port });
  await page.locator('html[data-connection="live"]').waitFor(limit);
  assert.equal(await page.locator('#banner-lost').isVisible(), false);
  const state = await post('line', { text: person(6).text });
  await shows(page, `[data-entry="${state.current.entry}"][data-reason="id_required"]`);
  assert.equal(await page.evaluate(() => window.notReloaded), true);
  page.faults = page.faults.filter((fault) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET/.test(fault));
  await closeSilent(page);
});

async function lost(page) {
  await page.locator('html[data-connection="lost"]').waitFor(limit);
  await shows(page, '[data-shown="lost"][data-verdict="none"]');
  assert.equal(await page.locator('#verdict-word').innerText(), words['lost.word']);
  await page.locator('#banner-lost').waitFor(limit);
}

test('a service that hangs is one that is lost', async () => {
  const page = await open();
  await post('document', { entry: await question(6), text: person(6).id_number });
  await shows(page, '[data-verdict="admit"]');
  process.kill(service.pid, 'SIGSTOP');
  try {
    await lost(page);
  } finally {
    process.kill(service.pid, 'SIGCONT');
  }
  await page.locator('html[data-connection="live"]').waitFor(limit);
  await closeSilent(page);
});

test('a rehearsal says so at the top and at the bottom, and counts nobody', async () => {
  const { inside, guards } = await service.state();
  assert.equal(guards.length, 2);
  await service.stop();
  service = await serve(door.gate, { args: ['--rehearse-at', new Date().toISOString().slice(0, 19) + 'Z'] });
  const page = await open();
  if ((await service.state()).guard === null) await signIn(page, 'j.peeters', door.pins['j.peeters']);
  await page.locator('html:not([data-blocked])').waitFor(limit);
  await post('document', { entry: await question(7), text: person(7).id_number });
  await shows(page, '[data-verdict="admit"]');
  for (const [place, edge] of [['top', 0], ['bottom', 720]]) {
    const banner = page.locator('#banner-rehearsal-' + place);
    await banner.waitFor(limit);
    assert.equal((await banner.innerText()).toLowerCase(), words['rehearsal.banner'].toLowerCase());
    const box = await banner.boundingBox();
    assert.ok(Math.abs((place === 'top' ? box.y : box.y + box.height) - edge) < 3, `${place}: ${JSON.stringify(box)}`);
  }
  await page.keyboard.press('F1');
  await page.locator('#help .dialog-rehearsal').waitFor(limit);
  await service.stop();
  service = await serve(door.gate);
  assert.equal((await service.state()).inside, inside);
  await page.context().close();
});
