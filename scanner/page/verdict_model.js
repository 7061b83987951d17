// Which face the verdict has, from what is known. Pure: so that no old ADMIT can stay is decided, and tested, here.

export const admitShown = 6000;   // ms an admit is big
export const answerAwaited = 150; // ms without an answer, then the verdict before is no longer shown

export function keyOf(result) {
  return result ? [result.entry, result.kind, result.time, result.reason, result.verdict].join('|') : '';
}

// Nobody is on duty where somebody has to be.
export function isBlocked(state) {
  return Boolean(state) && (state.guards_trouble !== '' || (state.guards.length > 0 && !state.guard));
}

export function takenUp(state, entry) {
  if (!state || entry === null) return null;
  return state.last.find((result) => result.entry === entry && result.open) ?? null;
}

// age: ms since the result's time. waiting: ms since a question was sent that has no answer yet.
export function faceOf({ connection, state, failure, result, age, waiting }) {
  if (connection !== 'live' || !state) return 'lost';
  if (isBlocked(state)) return 'blocked';
  if (failure) return 'failed';
  if (!result) return 'ready';
  const admits = result.verdict === 'admit';
  if (admits && (result.undone || age > admitShown || waiting > answerAwaited)) return 'spent';
  return 'result';
}
