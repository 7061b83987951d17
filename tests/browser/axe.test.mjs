// No serious or critical finding of axe-core in any face of the page, light and dark, on four sizes of screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { limit, makeDoor, openBrowser, openLive, serve, told } from './harness.mjs';

const axe = readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules/axe-core/axe.min.js'), 'utf8');
const sizes = [[1280, 720], [1024, 768], [640, 360], [360, 640]];

let door;
let service;
let browser;
let page;
before(async () => {
  door = makeDoor('--people', '2', '--guards');
  service = await serve(door.gate);
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await service.stop();
});

async function openHere() {
  page = await openLive(browser, service.url, { reducedMotion: 'reduce' });
  await page.evaluate(axe);  // the page's policy knows no other scripts; the debugger's are not asked for
}

const post = (what, body) => told(service, what, body);

async function findings() {
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.target.join(' ')).join(', '));
  });
}

async function clean() {
  const found = [];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const finding of await findings()) found.push(`${width}x${height} ${colorScheme}: ${finding}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  assert.deepEqual(found, []);
}

const verdict = (what) => page.locator(`#verdict${what}`).waitFor(limit);
const press = (id) => page.evaluate((button) => document.getElementById(button).click(), id);
const closeDialog = () => page.keyboard.press('Escape');
let entry = 0;

const faces = {
  'sign-in': async () => {
    await openHere();
    await page.locator('#sign-in[open]').waitFor(limit);
  },
  ready: async () => {
    await post('sign-in', { name: 'j.peeters', pin: door.pins['j.peeters'] });
    await verdict('[data-shown="ready"]');
  },
  question: async () => {
    entry = (await post('line', { text: door.people[0].text })).current.entry;
    await page.locator('#document:not([hidden])').waitFor(limit);
  },
  admit: async () => {
    // An admit is big for six seconds: the page's clock stands still meanwhile.
    await page.evaluate(() => {
      const now = performance.now();
      performance.now = () => now;
    });
    await post('document', { entry, text: door.people[0].id_number });
    await verdict('[data-verdict="admit"][data-shown="result"]');
  },
  deny: async () => {
    await page.context().close();
    await openHere();
    await post('line', { text: 'https://example.org/' });
    await verdict('[data-verdict="deny"]');
  },
  override: async () => {
    await post('line', { text: door.people[0].twin });
    await verdict('[data-reason="already_inside"]');
    await page.keyboard.press('F9');
    await page.locator('#override[open]').waitFor(limit);
  },
  help: async () => {
    await closeDialog();
    await page.keyboard.press('F1');
    await page.locator('#help[open]').waitFor(limit);
  },
  'pre-flight': async () => {
    await closeDialog();
    await press('do-preflight');
    await page.locator('#preflight[open] li[data-check]').first().waitFor(limit);
  },
  settings: async () => {
    await closeDialog();
    await press('do-settings');
    await page.locator('#settings[open]').waitFor(limit);
  },
  'checkpoint to photograph': async () => {
    await press('checkpoint-show');
    await page.locator('#checkpoint[open]').waitFor(limit);
  },
  'way out': async () => {
    await closeDialog();
    await post('direction', { exit: true });
    await page.locator('#banner-exit').waitFor(limit);
  },
  rehearsal: async () => {
    await post('direction', { exit: false });
    await page.context().close();
    await service.stop();
    service = await serve(door.gate, { args: ['--rehearse-at', new Date().toISOString().slice(0, 19) + 'Z'] });
    await openHere();
    await page.locator('#banner-rehearsal-bottom').waitFor(limit);
  },
};

for (const [name, show] of Object.entries(faces)) {
  test(`axe: ${name}`, async () => {
    await show();
    await clean();
  });
}
