import type { Row } from '#contract/frame';
import { rowWords } from '#contract/words/tree';
import { speakAge } from '../../format/ages';
import { formatWhole } from '../../format/numbers';
import { previewText } from '../../format/preview-text';
import { formatRate } from '../../format/rates';

/** "temperature, value 61.8, unit °C, status ok, retained no, 1 second ago"; a folded row is named by its full topic. */
export function rowName(row: Row, nowMs: number): string {
  const parts = [row.segments.length > 1 ? row.topic : (row.segments[0] ?? '')];
  if (row.preview) {
    const text = previewText(row.preview);
    parts.push(row.preview.kind === 'fields' ? text : rowWords.value(text), rowWords.retained(row.retained));
  }
  if (row.branch) {
    const rate = formatRate(row.ratePerSecond);
    parts.push(rowWords.topics(row.topicsBelow, formatWhole(row.topicsBelow)));
    if (rate.unit !== '') parts.push(rowWords.rate(rate.amount + rate.unit));
  }
  if (row.lastAtMs !== null) parts.push(speakAge(nowMs - row.lastAtMs));
  return parts.join(', ');
}
