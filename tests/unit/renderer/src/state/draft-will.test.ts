import { describe, expect, it } from 'vitest';
import { topicProblemWords } from '../../../../../electron/contract/words/publish';
import { willProblems, willValues } from '../../../../../renderer/src/state/draft-will';
import { richFields } from './profile-example';

const { will } = richFields;

describe('the section Last will', () => {
  it('asks for a topic a message can go to, and keeps numbers to their bounds', () => {
    const values = willValues(will);
    expect(willProblems(values).size).toBe(0);
    expect(willProblems({ ...values, topic: 'a/#' }).get('will-topic')).toBe(topicProblemWords.wildcard);
    expect(willProblems({ ...values, responseTopic: '+' }).has('will-response-topic')).toBe(true);
    expect([...willProblems({ ...values, delay: 'x', messageExpiry: '4294967296' }).keys()]).toEqual([
      'will-delay',
      'will-message-expiry'
    ]);
  });

  it('counts the bytes of the payload, not its characters [MQTT-3.1.3-10]', () => {
    const payload = '\u00e9'.repeat(32_768);
    expect(willProblems({ ...willValues(will), payload }).has('will-payload')).toBe(true);
    expect(willProblems({ ...willValues(will), payload: payload.slice(1) }).size).toBe(0);
  });

  it('is not looked at while it is off', () => {
    expect(willProblems({ ...willValues(will), on: false, topic: '', delay: 'x' }).size).toBe(0);
  });
});
