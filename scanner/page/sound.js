// Three patterns that nobody takes for one another, made by WebAudio: admit two short rising tones, check three equal knocks, deny
// one long low buzz.
import { recall, remember } from './dom.js';

// [start s, length s, hertz, wave]
const patterns = {
  admit: [[0, 0.11, 660, 'sine'], [0.13, 0.2, 990, 'sine']],
  check: [[0, 0.1, 520, 'triangle'], [0.2, 0.1, 520, 'triangle'], [0.4, 0.1, 520, 'triangle']],
  deny: [[0, 0.75, 150, 'square']],
};

let context = null;
let volume = Number(recall('volume') ?? 70);
if (!(volume >= 0 && volume <= 100)) volume = 70;

export const soundVolume = () => volume;
export function setVolume(value) {
  volume = value;
  remember('volume', String(value));
}

function ready() {
  context ??= new AudioContext();
  if (context.state === 'suspended') context.resume().catch(() => {});
  return context;
}

// A browser lets a page be heard only after somebody has touched it.
export function soundState() {
  if (volume === 0) return 'muted';
  return context?.state === 'running' ? 'on' : 'silent';
}

export function play(name) {
  if (volume === 0 || !patterns[name]) return;
  const audio = ready();
  for (const [start, length, hertz, wave] of patterns[name]) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    const loud = (volume / 100) * (wave === 'square' ? 0.35 : 0.8);
    const at = audio.currentTime + 0.01 + start;
    tone.type = wave;
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(loud, at + 0.01);
    gain.gain.setValueAtTime(loud, at + length - 0.03);
    gain.gain.linearRampToValueAtTime(0, at + length);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + length + 0.02);
  }
}

export function startSound() {
  try {
    ready();
  } catch { /* no sound on this machine: the signal says so */ }
  const wake = () => {
    try {
      ready();
    } catch { /* the same */ }
  };
  document.addEventListener('pointerdown', wake, true);
  document.addEventListener('keydown', wake, true);
}
