// A camera that is lost, that sends one picture for ever, that is black: the page says so, and badges are typed as before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { limit, makeCamera, makeDoor, openBrowser, openPage, serve } from './harness.mjs';

let door;
let service;
before(async () => {
  door = makeDoor('--people', '3');
  service = await serve(door.gate);
});
after(() => service.stop());

// Each state that the camera was in since the page opened stays in window.cameraStates, however short it was.
async function withCamera(name, scenes, work) {
  const browser = await openBrowser({ camera: makeCamera(door.dir, name, scenes) });
  try {
    const page = await openPage(browser, service.url);
    await page.addInitScript(() => {
      window.cameraStates = [];
      document.addEventListener('DOMContentLoaded', () => {
        const camera = document.querySelector('#camera');
        new MutationObserver(() => window.cameraStates.push(camera.dataset.state)).observe(camera, { attributeFilter: ['data-state'] });
      });
    });
    await page.reload();
    await page.locator('html[data-connection="live"]').waitFor(limit);
    await work(page);
    assert.deepEqual(page.faults, []);
  } finally {
    await browser.close();
  }
}

const was = (page, state, since = 0) =>
  page.waitForFunction(([wanted, from]) => window.cameraStates.indexOf(wanted, from) >= 0, [state, since], limit);

async function typedBadgeWorks(page, person) {
  await page.locator('#line-field').fill(person.text, limit);
  await page.locator('#line-send').click(limit);
  await page.locator('#verdict[data-reason="id_required"]').waitFor(limit);
  assert.equal(await page.locator('#verdict-name').innerText(), person.name);
  await service.post('dismiss', {});
}

const moving = [...Array(6).keys()].map(() => [5, []]);

test('lost: said, asked for again by itself, and reading again', () => withCamera('lost', moving, async (page) => {
  await was(page, 'ok');
  const seen = await page.evaluate(() => {
    document.querySelector('#preview').srcObject.getTracks()[0].stop();
    return window.cameraStates.length;
  });
  await was(page, 'lost', seen);
  await typedBadgeWorks(page, door.people[0]);
  await was(page, 'ok', seen);
}));

test('frozen: said while badges are typed', () => withCamera('frozen', [[30, [], 'still']], async (page) => {
  await was(page, 'frozen');
  await page.locator('#signals li[data-signal="camera"]:not([data-level="ok"])').waitFor(limit);
  await typedBadgeWorks(page, door.people[1]);
}));

test('black: said while badges are typed', () => withCamera('black', [[5, null], [5, null], [5, null]], async (page) => {
  await was(page, 'black');
  await page.locator('#signals li[data-signal="camera"]:not([data-level="ok"])').waitFor(limit);
  await typedBadgeWorks(page, door.people[2]);
}));
