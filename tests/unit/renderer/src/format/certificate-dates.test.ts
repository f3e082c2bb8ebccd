import { describe, expect, it } from 'vitest';
import { formatCertificateDay } from '../../../../../renderer/src/format/certificate-dates';

describe('formatCertificateDay', () => {
  it('is the day in UTC, whatever the time zone here', () => {
    expect(formatCertificateDay(Date.UTC(2034, 7, 31, 23, 59, 59))).toBe('31 Aug 2034');
    expect(formatCertificateDay(Date.UTC(2026, 0, 1))).toBe('1 Jan 2026');
  });

  it('is empty where a certificate has no date one can read', () => {
    expect(formatCertificateDay(Number.NaN)).toBe('');
  });
});
