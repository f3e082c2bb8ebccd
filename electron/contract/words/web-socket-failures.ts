import type { FactReader, FailureEntry, FailureTable } from './failure-entry';

/** Words for a WebSocket upgrade that is refused. */
export const webSocketFailures: FailureTable<'websocket-refused'> = {
  'websocket-refused': (facts) => {
    const path = facts.text('path', '/');
    const status = facts.text('status', '');
    if (status === '') return { ...webSocketProblem(facts), brief: 'WebSocket refused' };
    const redirect = facts.has('location')
      ? `It points to ${facts.text('location', '')}.`
      : 'It points somewhere else.';
    const answers: ReadonlyMap<string, readonly [meaning: string, action: string]> = new Map([
      ['401', [`It wants a sign-in on HTTP itself for ${path}.`, 'Add the WebSocket header it asks for.']],
      ['403', [`It forbids ${path}.`, 'Check the path, and the headers that sign you in.']],
      ['404', [`It has nothing at ${path}.`, 'Check the path; many brokers use /mqtt.']],
      ['426', ['It wants another protocol on this path.', 'Check the path and the port; many brokers use /mqtt.']]
    ]);
    const [meaning, action] = /^3\d\d$/.test(status)
      ? [
          `${redirect} Treeline does not follow, so that no sign-in goes to another server.`,
          'Edit the address if you trust that place.'
        ]
      : (answers.get(status) ?? [
          `It answered HTTP ${status} for ${path}.`,
          'Check the path and the port; many brokers use /mqtt.'
        ]);
    return {
      brief: `WebSocket refused, ${status}`,
      title: `${facts.hostFirst} refused the WebSocket with HTTP ${status}`,
      meaning,
      action
    };
  }
};

function webSocketProblem(facts: FactReader): Omit<FailureEntry, 'brief'> {
  const title = `${facts.hostFirst} refused the WebSocket`;
  if (facts.is('reason', 'header')) {
    return {
      title: `The header ${facts.text('header', '')} cannot be sent`,
      meaning: 'Its value has line breaks or characters that HTTP does not allow.',
      action: 'Edit the header.'
    };
  }
  if (facts.is('reason', 'subprotocol')) {
    return {
      title: `${facts.hostFirst} does not speak MQTT on this WebSocket`,
      meaning: `It opened ${facts.text('path', 'the path')}, but did not agree on the subprotocol mqtt.`,
      action: 'Check the path; many brokers use /mqtt.'
    };
  }
  return {
    title,
    meaning: 'Its answer is not a WebSocket’s.',
    action: 'Check the path and the port; many brokers use /mqtt.'
  };
}
