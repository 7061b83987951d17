// The luminance of a camera frame, and what can be told from it: nothing moves, nothing is seen. Pure.

// Formats whose first plane is luminance, a byte a pixel.
export const planarFormats = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12', 'NV12A', 'I422A', 'I444A']);
export const packedFormats = new Set(['RGBA', 'RGBX', 'BGRA', 'BGRX']);

// The first plane without the padding of its rows. Where there is none, a view and no copy.
export function packPlane(bytes, { offset, stride }, width, height) {
  if (stride === width) return bytes.subarray(offset, offset + width * height);
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = offset + y * stride;
    out.set(bytes.subarray(from, from + width), y * width);
  }
  return out;
}

// BT.601 weights in 1/256; order: where red and blue are in a pixel's four bytes.
export function fromPacked(bytes, { offset = 0, stride }, width, height, blueFirst = false) {
  const out = new Uint8Array(width * height);
  const [red, blue] = blueFirst ? [2, 0] : [0, 2];
  let to = 0;
  for (let y = 0; y < height; y++) {
    let at = offset + y * stride;
    for (let x = 0; x < width; x++, at += 4) out[to++] = (77 * bytes[at + red] + 150 * bytes[at + 1] + 29 * bytes[at + blue]) >> 8;
  }
  return out;
}

const step = 61;  // a prime, so that no column is looked at alone

export function lightOf(luma) {
  let sum = 0;
  let squares = 0;
  let n = 0;
  for (let i = 0; i < luma.length; i += step, n++) {
    sum += luma[i];
    squares += luma[i] * luma[i];
  }
  const mean = n ? sum / n : 0;
  return { mean, variance: n ? squares / n - mean * mean : 0 };
}

export function sameBytes(a, b) {
  if (!a || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const patience = 1500;     // ms
const darkest = 20;        // mean: black is 16 in video range
const flattest = 9;        // variance of the noise of a covered lens

// 'ok' | 'frozen' | 'black', from the frames and when they came.
export class PictureWatch {
  constructor(now) {
    this.start(now);
  }

  start(now) {
    this.before = null;
    this.framed = now;   // the last frame
    this.moved = now;    // the last frame that was not the one before
    this.lit = now;      // the last frame that showed something
  }

  see(luma, now) {
    this.framed = now;
    if (!sameBytes(this.before, luma)) {
      this.moved = now;
      if (this.before?.length === luma.length) this.before.set(luma);
      else this.before = luma.slice();
    }
    const { mean, variance } = lightOf(luma);
    if (mean >= darkest || variance >= flattest) this.lit = now;
  }

  // No new frame at all: then asking for the camera again can help.
  stalled(now) {
    return now - this.framed > patience;
  }

  state(now) {
    if (this.stalled(now)) return 'frozen';
    if (now - this.lit > patience) return 'black';
    return now - this.moved > patience ? 'frozen' : 'ok';
  }
}
