// Rules that hold for all of the page's files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, text } from './page.mjs';

const html = text('index.html');

test('no text ever becomes markup or program', () => {
  for (const name of files('.js'))
    for (const word of ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function', 'DOMParser', 'srcdoc'])
      assert.ok(!text(name).includes(word), `${name}: ${word}`);
});

test('no style and no handler in the markup', () => {
  assert.ok(!/\sstyle=|<style|\son[a-z]+=|javascript:/i.test(html));
  for (const name of files('.js')) assert.ok(!/setAttribute\('style'|\.style\./.test(text(name)), name);
});

test('nothing comes from elsewhere', () => {
  for (const name of [...files('.js'), ...files('.css'), ...files('.html')]) {
    const found = text(name).match(/https?:\/\/(?!www\.w3\.org\/2000\/svg)[^\s'"]+/g) ?? [];
    assert.deepEqual(found, [], name);
  }
});

test('ids are unique, and every label and description points to one', () => {
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
  for (const [, list] of html.matchAll(/(?:for|aria-labelledby|aria-describedby)="([^"]+)"/g))
    for (const id of list.split(' ')) assert.ok(ids.includes(id), id);
  for (const name of files('.js'))
    for (const [, id] of text(name).matchAll(/byId\('([^']+)'\)/g)) assert.ok(ids.includes(id) || text(name).includes(`id: '${id}'`), `${name}: ${id}`);
});

test('files stay small', () => {
  for (const name of files('.js')) assert.ok(text(name).split('\n').length <= 300, name);
});
