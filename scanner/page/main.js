// The door page begins here. It decides nothing: it sends what a source read, and shows the state that the program tells.
import { Camera } from './camera.js';
import { Desk } from './desk.js';
import { anyDialog, closeReading, startDialogs } from './dialogs.js';
import { DocumentView } from './document.js';
import { byId, setHidden, setText } from './dom.js';
import { openHelp } from './help.js';
import { isZone } from './keyboard.js';
import { LastView } from './last.js';
import { Preflight } from './preflight.js';
import { listenToReader } from './reader.js';
import { Settings, startScheme } from './settings.js';
import { SignIn } from './sign_in.js';
import { play, startSound } from './sound.js';
import { Store, connect } from './state.js';
import { Supervisor } from './supervisor.js';
import { drawTop } from './top.js';
import { VerdictView } from './verdict.js';
import { followEvent, onLanguageChosen, startWords, t } from './words.js';

const noticeShown = 8000;
const store = new Store();
const desk = new Desk(store);
let draw = () => {};
let drawing = false;

// Any number of changes at once are one drawing.
function redraw() {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    draw();
  });
}

let noticeTimer = 0;
function tell(text) {
  setText(byId('notice'), text);
  setHidden(byId('notice'), false);
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => setHidden(byId('notice'), true), noticeShown);
}

function makeViews() {
  const camera = new Camera({
    useful: () => desk.ready,
    apply: (state) => store.apply(state),
    changed: redraw,
  });
  const supervisor = new Supervisor(desk, tell);
  const documentView = new DocumentView(desk);
  const act = (what, result) => (what === 'document' ? desk.takeUp(result.entry) : supervisor.start(what, result));
  return {
    camera, supervisor, documentView,
    verdict: new VerdictView(redraw),
    last: new LastView(desk, act),
    signIn: new SignIn(store),
    preflight: new Preflight(camera),
    settings: new Settings(store, camera),
  };
}

function drawer(views) {
  let wasReady = false;
  return () => {
    const now = performance.now();
    const { state, connection } = store;
    const result = desk.result;
    const age = result ? Math.max(0, store.now() - Date.parse(result.time)) : 0;
    views.signIn.draw(now);
    views.verdict.draw({ connection, state, failure: desk.failure, result, age, waiting: desk.waiting(now), now: store.now() });
    views.documentView.draw(now);
    views.supervisor.draw(now);
    views.last.draw();
    drawTop({ store, camera: views.camera.state });
    if (desk.ready !== wasReady) setHidden(byId('notice'), true);
    wasReady = desk.ready;
  };
}

// A reader's line: a badge, a line of a zone, or a document's number when its field waits for one.
function onReaderLine(views) {
  return (text, focused) => {
    closeReading();
    if (!desk.ready) {
      play('check');
      return tell(t(store.connection === 'live' ? 'reader.blocked' : 'lost.banner'));
    }
    const number = focused.id === 'document-field' && desk.question && !isZone(text) && /^[A-Za-z0-9<-]{8,20}$/.test(text);
    if (number) return views.documentView.sendText(text);
    if (isZone(text) && views.documentView.addLine(text)) return undefined;
    return desk.readerLine(text);
  };
}

function typeBadge() {
  const field = desk.ready && desk.question ? byId('document-field') : byId('line-field');
  field.focus();
  field.select();
}

function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

async function sendTyped(event) {
  event.preventDefault();
  const field = byId('line-field');
  const text = field.value.trim();
  if (text === '' || !desk.ready) return field.focus();
  field.value = '';
  return desk.line(text);
}

const maxPicture = 10 * 1024 * 1024;
async function sendPicture(file) {
  if (!file || !desk.ready) return undefined;
  if (file.size > maxPicture || !/^image\/(png|jpeg)$/.test(file.type)) return tell(t('picture.wrong'));
  return desk.picture(new Uint8Array(await file.arrayBuffer()));
}

function listenToPictures() {
  byId('do-picture').addEventListener('click', () => byId('picture-file').click());
  byId('picture-file').addEventListener('change', (event) => {
    sendPicture(event.target.files[0]);
    event.target.value = '';
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    sendPicture(event.dataTransfer?.files[0]);
  });
}

function actions(views) {
  const exit = () => desk.direction(store.state?.direction !== 'exit');
  return {
    F1: ['do-help', openHelp, true],
    F2: ['do-type', typeBadge],
    F4: ['do-dismiss', () => desk.dismiss()],
    F6: [null, () => byId('last').focus()],
    F7: [null, () => views.documentView.sendSeen()],
    F8: ['do-direction', () => desk.ready && exit()],
    F9: ['do-override', () => views.supervisor.start('override')],
    F10: ['do-undo', () => views.supervisor.start('undo')],
    F11: ['do-full', toggleFull, true],
  };
}

// [button, act, may be done over a dialog]
function listenToActions(views) {
  const all = actions(views);
  for (const [id, act] of Object.values(all)) if (id) byId(id).addEventListener('click', () => act());
  document.addEventListener('keydown', (event) => {
    const found = all[event.key];
    if (!found || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.repeat) return;
    if (!anyDialog() || found[2]) found[1]();
  });
}

async function start() {
  startScheme();
  await startWords();
  startDialogs();
  startSound();
  const views = makeViews();
  draw = drawer(views);
  desk.onChange(redraw);
  store.onChange(() => {
    followEvent(store.state?.languages ?? []).then((changed) => changed && relabel(views)).catch(() => {});
  });
  onLanguageChosen(() => relabel(views));
  listenToReader(onReaderLine(views));
  listenToActions(views);
  listenToPictures();
  byId('line').addEventListener('submit', sendTyped);
  draw();
  connect(store);
  views.camera.start();
  setInterval(() => {
    views.camera.tick(performance.now());
    draw();
  }, 200);
}

function relabel(views) {
  views.camera.draw();
  views.preflight.draw();
  redraw();
}

start();
