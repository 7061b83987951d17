// A hand-held reader is a keyboard with the US layout, whatever layout the host has: real X11 layouts under Xvfb, key codes by xdotool.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { makeDoor, openBrowser, openPage, serve } from './harness.mjs';

const layouts = ['us', 'fr', 'be', 'de', 'ch'];
const base45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const shift = '50';
// X11 key codes of a US keyboard, in rows.
const rows = [[10, "1234567890-="], [24, "qwertyuiop[]"], [38, "asdfghjkl;'"], [52, 'zxcvbnm,./']];
const rowsShifted = [[10, '!@#$%^&*()_+'], [24, 'QWERTYUIOP{}'], [38, 'ASDFGHJKL:"'], [52, 'ZXCVBNM<>?']];

function keyOf(c) {
  if (c === ' ') return { code: '65', shifted: false };
  for (const [table, shifted] of [[rows, false], [rowsShifted, true]]) {
    for (const [first, characters] of table) {
      const at = characters.indexOf(c);
      if (at >= 0) return { code: String(first + at), shifted };
    }
  }
  throw new Error(`no key for ${c}`);
}

function readerCommands(text) {
  const commands = [];
  for (const c of text) {
    const { code, shifted } = keyOf(c);
    if (shifted) commands.push('keydown', shift);
    commands.push('key', '--delay', '2', code);
    if (shifted) commands.push('keyup', shift);
  }
  return [...commands, 'key', '36'];
}

let display;
let xvfb;
let door;
let service;
let browser;
before(async () => {
  xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x720x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  process.on('exit', () => xvfb.kill('SIGKILL'));
  display = ':' + await new Promise((resolve) => { xvfb.stdio[3].once('data', (data) => resolve(String(data).trim())); });
  door = makeDoor('--people', '1');
  service = await serve(door.gate);
  browser = await openBrowser({ display });
});
after(async () => {
  await browser.close();
  await service.stop();
  xvfb.kill();
});

for (const layout of layouts) {
  test(`every character of base45 and the zone's filler, host layout ${layout}`, async () => {
    const environment = { ...process.env, DISPLAY: display };
    execFileSync('setxkbmap', ['-layout', layout], { env: environment });
    const page = await openPage(browser, service.url);
    const sent = [];
    page.on('request', (request) => { if (request.url().endsWith('/api/line')) sent.push(request.postDataJSON().text); });
    await page.locator('html[data-connection="live"]').waitFor({ timeout: 30000 });
    await page.bringToFront();
    await page.locator('#line-field').focus();  // the worst place: the characters must not stay in the field
    for (const text of ['EB1:' + base45, 'EB1:' + [...base45].reverse().join('') + '<<<']) {
      execFileSync('xdotool', readerCommands(text), { env: environment });
      await page.waitForFunction(() => document.querySelector('#line-field').value === '', null, { timeout: 30000 });
      for (let tries = 0; tries < 300 && sent.at(-1) !== text; tries += 1) await page.waitForTimeout(100);
      assert.equal(sent.at(-1), text);
    }
    assert.equal(sent.length, 2);
    await page.context().close();
  });
}
