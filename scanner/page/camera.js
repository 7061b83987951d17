// The camera: asked for after the page is there, watched, and asked for again by itself when it goes away. Reader and typing go on
// whatever happens here.
import { byId, recall, remember, setData, setHidden, setText } from './dom.js';
import { eachFrame } from './frames.js';
import { PictureWatch } from './luma.js';
import { postBytes } from './state.js';
import { t } from './words.js';

const inFlight = 2;
const retry = 2500;        // ms before a camera is asked for again
const startTime = 5000;    // until its first picture
const reopenFrozen = 6000; // a camera that sends one picture for ever is opened again
const causes = { NotFoundError: 'none', OverconstrainedError: 'none', NotAllowedError: 'refused', SecurityError: 'refused' };

export class Camera {
  // useful(): frames are wanted now. apply(state): a frame decided something.
  constructor({ useful, apply, changed }) {
    Object.assign(this, { useful, apply, changed });
    this.video = byId('preview');
    this.wanted = recall('camera') !== 'off';
    this.chosen = recall('camera-device') ?? '';
    this.state = 'off';
    this.stream = null;
    this.running = null;  // AbortController of the frames being read
    this.sending = 0;
    this.free = null;     // called when one of the frames in flight came back
    this.watch = new PictureWatch(performance.now());
    this.tried = -Infinity;
    this.broken = 0;      // since when the picture is frozen
  }

  start() {
    navigator.mediaDevices?.addEventListener('devicechange', () => {
      if (this.wanted && !this.stream) this.open();
    });
    navigator.permissions?.query({ name: 'camera' }).then((permission) => {
      permission.onchange = () => this.wanted && !this.stream && this.open();
    }).catch(() => {});
    if (this.wanted) this.open();
    this.draw();
  }

  set(state) {
    if (this.state === state) return;
    this.state = state;
    this.draw();
    this.changed();
  }

  async open() {
    if (this.state === 'asking') return;
    if (!navigator.mediaDevices) return this.set('unsupported');
    this.close();
    this.tried = performance.now();
    this.set('asking');
    const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
    if (this.chosen) video.deviceId = { exact: this.chosen };
    else video.facingMode = 'environment';
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video });
      if (!this.wanted) return stream.getTracks().forEach((track) => track.stop());
      return this.use(stream);
    } catch (error) {
      if (error.name === 'OverconstrainedError' && this.chosen) this.chosen = '';  // it was unplugged: take what there is
      return this.set(causes[error.name] ?? 'busy');
    } finally {
      if (!this.wanted) this.set('off');
    }
  }

  use(stream) {
    const [track] = stream.getVideoTracks();
    this.stream = stream;
    this.video.srcObject = stream;
    this.video.play().catch(() => {});
    this.broken = 0;
    this.tried = performance.now();
    this.watch.start(performance.now());
    track.addEventListener('ended', () => this.stream === stream && this.lose());
    track.addEventListener('mute', () => this.stream === stream && this.set('lost'));
    track.addEventListener('unmute', () => this.stream === stream && this.watch.start(performance.now()));
    this.set('starting');
    this.running = new AbortController();
    eachFrame(track, this.video, this.running.signal, (frame) => this.onFrame(frame)).catch(() => {});
  }

  lose() {
    this.close();
    this.tried = performance.now();  // what is lost is said before it is asked for again
    this.set('lost');
  }

  close() {
    this.running?.abort();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
  }

  async onFrame({ width, height, luma }) {
    this.watch.see(luma, performance.now());
    if (!this.useful()) return;
    this.send(width, height, luma);
    if (this.sending >= inFlight) await new Promise((done) => { this.free = done; });
  }

  async send(width, height, luma) {
    this.sending += 1;
    const answer = await postBytes(`/api/frame?width=${width}&height=${height}`, luma);
    this.sending -= 1;
    this.free?.();
    this.free = null;
    if (answer.ok && answer.body.state) this.apply(answer.body.state);
  }

  // A few times a second: what the picture is like, and whether to ask for the camera again.
  tick(now) {
    if (!this.wanted) return this.set('off');
    if (this.stream) return this.look(now);
    const again = ['lost', 'busy', 'none'].includes(this.state);
    return again && now - this.tried > retry ? this.open() : undefined;
  }

  look(now) {
    const [track] = this.stream.getVideoTracks();
    if (track.readyState === 'ended') return this.lose();
    if (track.muted) return this.set('lost');
    if (this.watch.before === null && now - this.tried < startTime) return this.set('starting');
    const seen = this.watch.state(now);
    if (seen !== 'frozen') this.broken = 0;
    else if (this.broken === 0) this.broken = now;
    else if (now - this.broken > reopenFrozen) return this.open();
    // While a frame waits for the program no other is taken: that is not the camera's fault.
    const held = this.sending >= inFlight && this.watch.stalled(now);
    return held ? undefined : this.set(seen);
  }

  again() {
    this.tried = -Infinity;
    return this.open();
  }

  turn(on) {
    this.wanted = on;
    remember('camera', on ? 'on' : 'off');
    if (on) return this.again();
    this.close();
    return this.set('off');
  }

  choose(id) {
    this.chosen = id;
    remember('camera-device', id);
    if (this.wanted) this.again();
  }

  async list() {
    const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
    return devices.filter((device) => device.kind === 'videoinput' && device.deviceId).map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  draw() {
    setData(byId('camera'), 'state', this.state);
    setHidden(this.video, !this.stream);
    setText(byId('camera-message'), t('camera.message.' + this.state));
    setHidden(byId('camera-again'), !['refused', 'none', 'busy', 'lost'].includes(this.state));
  }
}
