// A queue of delegates before a camera that plays 1280 x 720 at thirty frames a second: how many frames are decided, how long from
// a frame to its verdict, what the service's memory does, and whether each badge was let in once.
//
//     node speed.mjs [BADGES [small]]    1000 badges, a third of a second each: ten thousand frames; prints Markdown, ends with 1
//                                        when a bound is not kept; small: 640 x 480
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openWindow } from './devtools.mjs';
import { makeCamera, makeDoor, programs, serve, sleep } from './harness.mjs';

const badges = Number(process.argv[2] ?? 1000);
const [lead, shown, between] = [90, 6, 4];  // frames: before the first badge, of each badge, of the empty table after it
const shape = process.argv[3] === 'small' ? [640, 480, 4] : [1280, 720, 6];  // width, height, pixels a module
const bounds = { rate: 20, latency: 100, growth: 2048 };

// In the page: when each frame was taken by the camera, when its verdict was painted. A frame's own time stamp counts from the
// camera's start; it is on the page's clock as of the frame that came soonest.
function watchPage() {
  const seen = { frames: 0, answers: [], verdicts: new Map(), soonest: Infinity, coded: Infinity };
  window.seen = seen;
  let taken = 0;
  const read = ReadableStreamDefaultReader.prototype.read;
  ReadableStreamDefaultReader.prototype.read = async function readOne(...given) {
    const got = await read.apply(this, given);
    if (got.value instanceof VideoFrame) {
      taken = got.value.timestamp / 1000;
      seen.frames += 1;
      seen.soonest = Math.min(seen.soonest, performance.now() - taken);
    }
    return got;
  };
  const ask = window.fetch;
  window.fetch = async (...given) => {
    const frame = String(given[0]).startsWith('/api/frame') ? { taken, sent: performance.now() } : null;
    const response = await ask(...given);
    if (!frame) return response;
    const body = await response.clone().json();
    if (body.codes > 0) seen.coded = performance.now();
    seen.answers.push({ ...frame, back: performance.now(), codes: body.codes, entry: body.scanned ? body.state.current.entry : null });
    return response;
  };
  document.addEventListener('DOMContentLoaded', () => {
    const verdict = document.querySelector('#verdict');
    new MutationObserver(() => {
      const entry = Number(verdict.dataset.entry);
      if (!verdict.dataset.entry || seen.verdicts.has(entry)) return;
      seen.verdicts.set(entry, null);
      // The task after the next frame of the screen was drawn.
      requestAnimationFrame(() => setTimeout(() => seen.verdicts.set(entry, performance.now())));
    }).observe(verdict, { attributeFilter: ['data-entry'] });
  });
}

const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

// Until `over` says so of the window, asked once a second.
async function play(service, camera, over) {
  const window = await openWindow(service.url, {
    args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`],
    init: watchPage,
  });
  try {
    while (!await window.evaluate(() => globalThis.seen?.answers.length > 0)) await sleep(100);
    const samples = [];
    for (; !await over(window); await sleep(1000)) samples.push(memory(service.pid));
    const seen = await window.evaluate(() => ({ ...globalThis.seen, verdicts: [...globalThis.seen.verdicts] }));
    return { ...seen, samples, faults: window.faults };
  } finally {
    await window.close();
  }
}

// The gate's own log, as the auditor gets it.
function entriesOf(door) {
  const to = path.join(door.dir, 'export');
  execFileSync(path.join(programs, 'badge-scanner'), ['--gate', door.gate, 'export', to]);
  const lines = readFileSync(path.join(to, 'entries.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  rmSync(to, { recursive: true });
  return lines.filter((entry) => entry.verdict !== null);
}

function latencies(seen) {
  const painted = new Map(seen.verdicts);
  const all = seen.answers.filter((answer) => answer.entry !== null && painted.get(answer.entry))
    .map((answer) => painted.get(answer.entry) - answer.taken - seen.soonest);
  return all.sort((a, b) => a - b);
}

function report(seen) {
  const span = (seen.answers.at(-1).back - seen.answers[0].sent) / 1000;
  const rate = seen.answers.length / span;
  const times = latencies(seen);
  const work = seen.answers.map((answer) => answer.back - answer.sent).sort((a, b) => a - b);
  const settled = seen.samples.slice(Math.floor(seen.samples.length / 10));
  const growth = Math.max(...settled.slice(-10)) - Math.max(...settled.slice(0, 10));
  const ms = (number) => `${number.toFixed(0)} ms`;
  console.log(`| frames | | bound |\n|---|---|---|
| the camera gave | ${(seen.frames / span).toFixed(1)} a second | |
| decided | ${rate.toFixed(1)} a second, ${seen.answers.length} in all | ≥ ${bounds.rate} |
| with a code | ${seen.answers.filter((answer) => answer.codes > 0).length} | |
| memory of the service, first ten seconds to last ten | ${settled[0]} kB, ${growth >= 0 ? '+' : ''}${growth} kB | ≤ +${bounds.growth} kB |

| time | number | least | 50 % | 90 % | 95 % | 99 % | greatest | bound at 95 % |\n|---|---|---|---|---|---|---|---|---|`);
  const row = (name, sorted, bound) => console.log(`| ${name} | ${sorted.length} | ${[0, 0.5, 0.9, 0.95, 0.99, 1].map((q) => ms(at(sorted, q))).join(' | ')} | ${bound} |`);
  row('frame given to verdict painted', times, ms(bounds.latency));
  row('frame sent to answer back', work, '');
  return rate >= bounds.rate && at(times, 0.95) <= bounds.latency && growth <= bounds.growth;
}

async function queue() {
  const door = makeDoor('--people', String(badges), '--id-mode', 'none');
  const scenes = [[lead, []], ...door.people.flatMap((person) => [[shown, [person.text]], [between, []]]), [lead, []]];
  const file = makeCamera(door.dir, 'queue', scenes, shape);
  const service = await serve(door.gate);
  // A busy machine's camera plays slower. After the last badge nothing is shown for six seconds before it begins again.
  const seen = await play(service, file, (window) => window.evaluate(() => performance.now() - globalThis.seen.coded > 3500));
  const kept = report(seen);
  const entries = entriesOf(door);
  const admitted = entries.filter((entry) => entry.verdict === 'admit').map((entry) => entry.badge);
  const missed = door.people.filter((person) => !admitted.includes(person.badge)).length;
  console.log(`\n${badges} badges one after another: ${entries.length} entries, ${new Set(admitted).size} badges admitted, ` +
    `${missed} missed, ${entries.length - new Set(admitted).size} entries too many; faults of the page: ${seen.faults.length}.`);
  await service.stop();
  return kept && missed === 0 && entries.length === badges && seen.faults.length === 0;
}

async function held() {
  const door = makeDoor('--people', '1', '--id-mode', 'none');
  const service = await serve(door.gate);
  const end = Date.now() + 60000;
  const seen = await play(service, makeCamera(door.dir, 'held', [[300, [door.people[0].text]]], shape), () => Date.now() > end);
  const entries = entriesOf(door);
  console.log(`One badge held before the camera for 60 s: ${entries.length} entry, ${seen.answers.filter((a) => a.codes > 0).length} of ` +
    `${seen.answers.length} frames with its code.`);
  await service.stop();
  return entries.length === 1;
}

const kept = process.env.ONLY ? [await queue()] : [await queue(), await held()];
process.exitCode = kept.every(Boolean) ? 0 : 1;
