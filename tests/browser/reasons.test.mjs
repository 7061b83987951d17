// Each of the 29 reasons that a gate can give, provoked with the real programs and shown with its own words, in six languages by turns.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { closeSilent, limit, makeDoor, openBrowser, openLive, serve, sleep, told } from './harness.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const languages = ['en', 'fr', 'de', 'it', 'nl', 'es'];
const words = Object.fromEntries(languages.map((language) =>
  [language, JSON.parse(readFileSync(path.join(here, `../../scanner/page/words/${language}.json`), 'utf8'))]));
const all = Object.keys(words.en).filter((key) => /^reason\..*\.title$/.test(key)).map((key) => key.split('.')[1]).filter((r) => r !== 'unknown');
const shown = new Map();  // reason -> title
let turn = 0;

let door;
let browser;
before(async () => {
  door = makeDoor('--reasons');
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

// One gate's service with the page open at it.
async function atGate(gate, rehearsal, work) {
  const service = await serve(gate, { args: rehearsal ? ['--rehearse-at', rehearsal] : [] });
  try {
    const page = await openLive(browser, service.url);
    await work(page, service);
    await closeSilent(page);
  } finally {
    await service.stop();
  }
}

const post = async (service, what, body) => (await told(service, what, body)).current;

// act() makes the gate give this reason; the page says so in its own words.
async function shows(page, reason, act) {
  const language = languages[turn++ % languages.length];
  await page.locator('#language').selectOption(language, limit);
  await page.locator(`html[lang="${language}"]`).waitFor(limit);
  const title = words[language][`reason.${reason}.title`];
  const waits = page.locator(`#verdict[data-reason="${reason}"][data-shown="result"] #verdict-title`).filter({ hasText: title }).waitFor(limit);
  const [result] = await Promise.all([act(), waits]);
  if (result) assert.equal(result.reason, reason);
  assert.equal(await page.locator('#verdict').getAttribute('data-reason'), reason);
  shown.set(reason, await page.locator('#verdict-title').textContent());
  assert.equal(shown.get(reason), title);
  return result;
}

test('the way of one badge: document, admitted, inside, out', () => atGate(door.gate, null, async (page, service) => {
  const [person] = door.people;
  const line = (text) => () => post(service, 'line', { text });
  let { entry } = await shows(page, 'id_required', line(person.text));
  for (const reason of ['id_misread', 'id_mismatch', 'id_expired']) {
    const answer = () => post(service, 'document', { entry, text: door.documents[reason] });
    const result = await shows(page, reason, answer);
    if (result.open) continue;
    await sleep(2500);  // until the badge is no longer on show
    entry = (await post(service, 'line', { text: person.text })).entry;
  }
  await shows(page, 'admitted', () => post(service, 'document', { entry, text: person.mrz.join('\n') }));
  await shows(page, 'already_inside', line(person.twin));
  await service.post('direction', { exit: true });
  await shows(page, 'exit_recorded', line(person.text));
  await shows(page, 'not_inside', line(person.twin));
}));

test('what somebody might try', () => atGate(door.gate, null, async (page, service) => {
  await service.post('direction', { exit: false });
  for (const [reason, text] of Object.entries(door.texts)) await shows(page, reason, () => post(service, 'line', { text }));
  await shows(page, 'several_codes', () => page.locator('#picture-file').setInputFiles(door.two));
}));

test('gates that are not fit to decide', async () => {
  for (const [reason, { gate, at }] of Object.entries(door.unfit))
    await atGate(gate, at, (page, service) => shows(page, reason, () => post(service, 'line', { text: door.people[4].text })));
});

test('all of them, and no two say the same', () => {
  assert.equal(all.length, 29);
  assert.deepEqual(all.filter((reason) => !shown.has(reason)), []);
  for (const language of languages) {
    const titles = all.map((reason) => words[language][`reason.${reason}.title`]);
    assert.equal(new Set(titles).size, all.length, language);
    assert.ok(titles.every((title) => title.length > 5), language);
  }
});
