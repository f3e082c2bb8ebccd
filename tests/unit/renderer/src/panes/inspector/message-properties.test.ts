import { describe, expect, it } from 'vitest';
import type { ShownProperties, ShownText } from '#contract/message';
import type { Subscription } from '#contract/subscription';
import {
  copiedLines,
  mqtt5Lines,
  packetLines,
  propertyCount,
  userCount,
  userLines
} from '../../../../../../renderer/src/panes/inspector/message-properties';
import { messageFacts } from '../../state/opened-body';

const shown = (text: string, characters = text.length): ShownText => ({
  text,
  characters,
  shownCharacters: text.length
});

const none: ShownProperties = {
  payloadIsUtf8: null,
  messageExpirySeconds: null,
  contentType: null,
  responseTopic: null,
  published: { contentType: null, responseTopic: null },
  replyTopic: null,
  correlationData: null,
  subscriptionIds: [],
  userProperties: [],
  userPropertyCount: 0,
  readToEnd: true,
  topicAlias: null
};

const subscription: Subscription = {
  filter: 'factory/#',
  qos: 0,
  on: true,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
  subscriptionId: 7
};
const detected = { reason: { kind: 'detected' } } as const;
const lines5 = (properties: Partial<ShownProperties>, nowMs = 0) =>
  mqtt5Lines({ receivedAtMs: 0, properties: { ...none, ...properties } }, detected, nowMs);

describe('message properties', () => {
  it("says the packet's own facts", () => {
    const facts = {
      ...messageFacts,
      qos: 1,
      retain: true,
      packetId: 20_417,
      sizeBytes: 214,
      propertiesBytes: 96
    } as const;
    const lines = packetLines(facts, []).map(({ name, value }) => `${name}: ${value}`);
    expect(lines.slice(1)).toEqual([
      'QoS: 1, at least once',
      'Retained: Yes, kept by the broker',
      'Duplicate: No',
      'Packet identifier: 20,417',
      'Size: 214 B payload, 96 B properties'
    ]);
  });

  it('shows the time of arrival to the microsecond', () => {
    const [received] = packetLines({ ...messageFacts, receivedAtMs: Date.UTC(2026, 2, 14, 12) + 0.25 }, []);
    expect(received?.value).toMatch(/^2026-03-14 \d\d:00:00\.000 250$/);
  });

  it('names the subscription that matched, where the profile still knows its identifier', () => {
    const facts = { ...messageFacts, properties: { ...none, subscriptionIds: [7, 9] } };
    expect(packetLines(facts, [subscription]).at(-1)).toMatchObject({ value: 'factory/#', note: 'identifier 7' });
    expect(packetLines(facts, []).map(({ name }) => name)).not.toContain('Matched by');
  });

  it('shows only the properties that came', () => {
    expect(lines5({})).toEqual([]);
    const lines = lines5({
      payloadIsUtf8: false,
      correlationData: new Uint8Array([1, 2]),
      subscriptionIds: [1, 7],
      topicAlias: 14
    });
    expect(lines.map(({ value }) => value)).toEqual(['Unspecified bytes (0)', '01 02', '1, 7', '14']);
  });

  it('counts down until a message expires', () => {
    const left = (nowMs: number) => lines5({ messageExpirySeconds: 60 }, nowMs)[0];
    expect(left(1_000)).toMatchObject({ value: '60 s', note: '59 s left' });
    expect(left(60_000)).toMatchObject({ value: '60 s', note: 'expired' });
  });

  it('says that the content type decided how the payload is read', () => {
    const properties = { ...none, contentType: shown('application/cbor') };
    const reason = { kind: 'content-type', contentType: 'application/cbor' } as const;
    expect(mqtt5Lines({ receivedAtMs: 0, properties }, { reason }, 0)[0]?.note).toBe('used for decoding');
    expect(mqtt5Lines({ receivedAtMs: 0, properties }, detected, 0)[0]?.note).toBeUndefined();
  });

  it('keeps user properties in received order, with duplicates, and cuts long ones in the middle', () => {
    const long = 'x'.repeat(20) + 'y'.repeat(20);
    const lines = userLines({
      ...none,
      userProperties: [
        [shown('b'), shown('1')],
        [shown('a'), shown('2')],
        [shown('b'), shown(long)]
      ]
    });
    expect(lines.map(({ name }) => name)).toEqual(['b', 'a', 'b']);
    expect(lines[2]).toMatchObject({ value: long, ends: { head: long.slice(0, 26), tail: 'y'.repeat(14) } });
  });

  it('cuts no character in two', () => {
    const value = `${'x'.repeat(20)}\u{1f600}${'y'.repeat(13)}`;
    const [line] = userLines({ userProperties: [[shown('a'), shown(value)]] });
    expect(line?.ends).toEqual({ head: `${'x'.repeat(20)}\u{1f600}`, tail: 'y'.repeat(13) });
  });

  it('says how much of long texts and long lists is shown', () => {
    const userProperties = [[shown('n'.repeat(4_000), 9_000), shown('v'.repeat(4_000), 70_000)] as const];
    const note = 'name: 4,000 of 9,000 characters shown, 4,000 of 70,000 characters shown';
    expect(userLines({ userProperties })[0]?.note).toBe(note);
    const contentType = shown('x'.repeat(4_000), 4_001);
    expect(lines5({ contentType })[0]?.note).toBe('4,000 of 4,001 characters shown');
    const many = { userProperties: Array.from({ length: 200 }, () => [shown('a'), shown('b')] as const) };
    const counted = (userPropertyCount: number, readToEnd = true) =>
      userCount({ ...many, userPropertyCount, readToEnd });
    expect(counted(200)).toBe('200, in the order received');
    expect(counted(431)).toBe('200 of 431 shown, in the order received');
    expect(counted(180_000, false)).toBe('200 of over 180,000 shown, in the order received');
  });

  it('counts all that came', () => {
    expect(propertyCount(none)).toBe(0);
    const properties = {
      ...none,
      payloadIsUtf8: false,
      topicAlias: 0,
      subscriptionIds: [1, 2],
      userPropertyCount: 431
    };
    expect(propertyCount({ ...properties, replyTopic: 'a', responseTopic: shown('a') })).toBe(435);
  });

  it('copies what came, not what is shown', () => {
    const published = { contentType: 'a\nb', responseTopic: 'x\u202e' };
    const lines = lines5({ contentType: shown('a\u240ab'), responseTopic: shown('x\\u202e'), published });
    expect(copiedLines(lines)).toBe('Content type\ta\nb\nResponse topic\tx\u202e');
  });
});
