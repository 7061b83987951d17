// What a refused request means, in the guard's words.
import { t } from './words.js';

const known = [400, 403, 404, 409, 413, 415, 421, 429, 503];

// what: 'line' | 'document' | 'picture' | 'pin' | 'direction' | 'checkpoint'
export function errorWords(answer, what) {
  if (answer.status === 429) return t('error.429', { seconds: Math.max(1, Math.ceil(answer.retryAfter)) });
  if (answer.status === 400 && what === 'picture') return t('error.picture');
  if (answer.status === 409 && what === 'document') return t('error.document_late');
  if (answer.status === 409 && what === 'line') return t('error.line');
  if (answer.status === 0) return t('error.0');
  return known.includes(answer.status) ? t('error.' + answer.status) : t('error.other', { status: answer.status });
}
