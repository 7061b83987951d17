// Camera, document, admitted: the whole way of one delegate, in each language, with a camera that plays a badge.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeCamera, makeDoor, openBrowser, openPage, readerTypes, serve } from './harness.mjs';

const languages = ['en', 'fr', 'de', 'it', 'nl', 'es'];
let door;
let service;
before(async () => {
  door = makeDoor('--people', '8');
  service = await serve(door.gate);
});
after(() => service.stop());

for (const [n, language] of languages.entries()) {
  test(`camera, zone, admitted: ${language}`, async () => {
    const person = door.people[n];
    const { inside } = await service.state();
    const browser = await openBrowser({ camera: makeCamera(door.dir, language, [[30, [person.text]], [30, []]]) });
    try {
      const page = await openPage(browser, service.url, { language });
      const verdict = page.locator('#verdict');
      await page.locator('#verdict[data-reason="id_required"]').waitFor({ timeout: 60000 });
      assert.match(await verdict.innerText(), new RegExp(person.name));
      for (const line of person.mrz) await readerTypes(page, line);
      await page.locator('#verdict[data-verdict="admit"][data-reason="admitted"]').waitFor({ timeout: 60000 });
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      const state = await service.state();
      assert.equal(state.current.name, person.name);
      assert.equal(state.inside, inside + 1);
      assert.deepEqual(page.faults, []);
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/admitted-${language}.png` });
    } finally {
      await browser.close();
    }
  });
}

// Frames go on, and nothing more is logged.
async function loggedOnce(name, texts, reason) {
  const browser = await openBrowser({ camera: makeCamera(door.dir, name, [[30, []], [600, texts]]) });
  try {
    const { entries } = await service.state();
    const page = await openPage(browser, service.url);
    await page.locator(`#verdict[data-reason="${reason}"]`).waitFor({ timeout: 60000 });
    await page.waitForTimeout(5000);
    assert.equal((await service.state()).entries, entries + 1);
  } finally {
    await browser.close();
  }
}

test('a badge held before the camera is asked once', () => loggedOnce('held', [door.people[6].text], 'id_required'));
test('two badges in one frame are one question', () => loggedOnce('two', [door.people[6].text, door.people[7].text], 'several_codes'));
