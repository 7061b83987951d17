// Frames of a camera track as luminance, one after another, the newest whenever the last one was dealt with.
import { fromPacked, packPlane, packedFormats, planarFormats } from './luma.js';

const maxSide = 1920;  // of a frame that the program takes

const canvas = () => {
  canvas.context ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  return canvas.context;
};

// For pictures that cannot be copied as they are: too large, or in a form that only the browser can read.
function drawn(picture, width, height) {
  const scale = Math.min(1, maxSide / Math.max(width, height));
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas();
  if (context.canvas.width !== w || context.canvas.height !== h) Object.assign(context.canvas, { width: w, height: h });
  context.drawImage(picture, 0, 0, w, h);
  return { width: w, height: h, luma: fromPacked(context.getImageData(0, 0, w, h).data, { stride: w * 4 }, w, h) };
}

let buffer = new Uint8Array(0);

async function copied(frame) {
  const { width, height } = frame.visibleRect;
  const size = frame.allocationSize();
  if (buffer.length < size) buffer = new Uint8Array(size);
  const [first] = await frame.copyTo(buffer);
  const luma = planarFormats.has(frame.format)
    ? packPlane(buffer, first, width, height)
    : fromPacked(buffer, first, width, height, frame.format.startsWith('BGR'));
  return { width, height, luma };
}

async function lumaOf(frame) {
  const { width, height } = frame.visibleRect;
  const readable = planarFormats.has(frame.format) || packedFormats.has(frame.format);
  if (readable && Math.max(width, height) <= maxSide) {
    try {
      return await copied(frame);
    } catch { /* drawn instead */ }
  }
  return drawn(frame, width, height);
}

async function fromProcessor(track, signal, use) {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  signal.addEventListener('abort', () => reader.cancel().catch(() => {}), { once: true });
  while (!signal.aborted) {
    const { done, value } = await reader.read();
    if (done) return;
    try {
      await use(await lumaOf(value));
    } finally {
      value.close();
    }
  }
}

const nextFrame = (video) => new Promise((done) => {
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(() => done());
  else setTimeout(done, 33);
});

async function fromVideo(video, signal, use) {
  while (!signal.aborted) {
    await nextFrame(video);
    if (signal.aborted || video.videoWidth === 0) continue;
    if (!globalThis.VideoFrame) {
      await use(drawn(video, video.videoWidth, video.videoHeight));
      continue;
    }
    const frame = new VideoFrame(video);
    try {
      await use(await lumaOf(frame));
    } finally {
      frame.close();
    }
  }
}

// use({width, height, luma}) is waited for; luma is only valid until it returns.
export function eachFrame(track, video, signal, use) {
  return globalThis.MediaStreamTrackProcessor ? fromProcessor(track, signal, use) : fromVideo(video, signal, use);
}
