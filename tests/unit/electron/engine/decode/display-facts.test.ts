import { expect, it } from 'vitest';
import type { MessageProperties } from '../../../../../electron/contract/message';
import { displayFacts } from '../../../../../electron/engine/decode/display-facts';
import { userPropertiesText } from '../../../../../electron/engine/decode/user-properties-text';
import { messageFacts } from '../../../renderer/src/state/opened-body';

const none: MessageProperties = {
  payloadIsUtf8: null,
  messageExpirySeconds: null,
  contentType: null,
  responseTopic: null,
  correlationData: null,
  subscriptionIds: [],
  userProperties: [],
  userPropertyCount: 0,
  readToEnd: true,
  topicAlias: null
};

const shown = (properties: Partial<MessageProperties>) =>
  displayFacts({ ...messageFacts, properties: { ...none, ...properties } }).properties;

it('answers to the topic as it was published, however it has to be shown', () => {
  const responseTopic = `answers/\u202e${'x'.repeat(5_000)}`;
  const found = shown({ responseTopic, contentType: 'a\nb' });
  expect(found?.replyTopic).toBe(responseTopic);
  expect(found?.responseTopic?.text).toBe(`answers/\\u202e${'x'.repeat(3_991)}`);
  expect(found?.published).toEqual({ responseTopic, contentType: 'a\nb' });
});

it.each([null, '', 'a/+', 'a/#', 'a\u0000', 'a\ufffd', 'x'.repeat(65_536)])(
  'names no topic to answer to that cannot be published to: %j',
  (responseTopic) => {
    expect(shown({ responseTopic })?.replyTopic).toBeNull();
  }
);

it('cuts no character in half', () => {
  const found = shown({ contentType: `${'x'.repeat(3_999)}\u{1f600}` });
  expect(found?.contentType).toEqual({ text: 'x'.repeat(3_999), characters: 4_001, shownCharacters: 3_999 });
});

it('copies user properties as they came, all or none', () => {
  const userProperties = [
    ['b', '1\u202e'],
    ['b', 'long '.repeat(2_000)]
  ] as const;
  const all = { ...none, userProperties, userPropertyCount: 2 };
  expect(userPropertiesText(all)).toBe(`b\t1\u202e\nb\t${'long '.repeat(2_000)}`);
  expect(userPropertiesText({ ...all, userPropertyCount: 3 })).toBeNull();
  expect(userPropertiesText({ ...all, readToEnd: false })).toBeNull();
});
