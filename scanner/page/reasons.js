// The reasons of a verdict in the order of the program, and what is said to the person at each. Pure.

export const reasons = {
  admitted: 'say.welcome',
  exit_recorded: 'say.goodbye',
  id_required: 'say.document',
  id_misread: 'say.document_again',
  already_inside: 'say.moment',
  not_inside: 'say.goodbye',
  id_mismatch: 'say.other_document',
  id_expired: 'say.document_expired',
  door_closed: 'say.closed',
  wrong_zone: 'say.other_entrance',
  revoked: 'say.moment',
  superseded: 'say.newer',
  not_on_list: 'say.desk',
  record_mismatch: 'say.desk',
  wrong_event: 'say.other_meeting',
  not_yet_valid: 'say.too_early',
  expired: 'say.too_late',
  foreign_code: 'say.not_badge',
  malformed: 'say.again',
  several_codes: 'say.one',
  bad_signature: 'say.moment',
  key_unknown: 'say.desk',
  key_not_valid: 'say.desk',
  key_revoked: 'say.reprint',
  alg_mismatch: 'say.desk',
  log_unavailable: 'say.elsewhere',
  no_list: 'say.elsewhere',
  list_expired: 'say.moment',
  clock_rollback: 'say.moment',
};

export const verdicts = ['admit', 'check', 'deny'];

// What the big word is: who goes out is not "admitted".
export function wordKey(result) {
  if (result.kind === 'undo') return 'word.undo';
  if (result.reason === 'exit_recorded') return 'word.exit';
  return verdicts.includes(result.verdict) ? 'word.' + result.verdict : 'word.unknown';
}

export function signOf(result) {
  if (result.kind === 'undo') return 'undo';
  return verdicts.includes(result.verdict) ? result.verdict : 'deny';
}

// The prefix of title and todo.
export function textKey(result) {
  if (result.kind === 'undo' || result.kind === 'override') return 'kind.' + result.kind;
  return result.reason in reasons ? 'reason.' + result.reason : 'reason.unknown';
}
