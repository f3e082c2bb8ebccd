import { ConnectionEditor, type Entry, type Section } from './connection-editor';
import { expect, test } from './treeline-test';

/** Nobody listens there. */
const place = '127.0.0.1:9';

/** What a person fills into a section; the address only so that it can be saved. */
const sections: readonly {
  readonly tells: string;
  readonly section: Section;
  readonly address?: string;
  readonly entries: readonly Entry[];
}[] = [
  {
    tells: 'where a WebSocket broker is, who I am and how the connection behaves',
    section: 'General',
    entries: [
      ['text', 'Name', 'Filled in'],
      ['select', 'Transport', 'ws'],
      ['text', 'Address', '127.0.0.1'],
      ['text', 'Port', '9'],
      ['text', 'WebSocket path', '/bus/mqtt?tenant=7'],
      ['radio', 'Protocol', 'MQTT 5'],
      ['radio', 'Method', 'Username'],
      ['text', 'Username', 'ops'],
      ['text', 'Client ID', 'line-7-{random}'],
      ['switch', 'Reconnect', false],
      ['switch', 'At start', true],
      ['switch', 'Read only', true],
      ['text', 'Connect timeout', '7'],
      ['press', 'Add header'],
      ['text', 'Header name 1', 'X-Tenant'],
      ['text', 'Header value 1', 'leipzig'],
      ['press', 'Add header'],
      ['text', 'Header name 2', 'X-Tenant'],
      ['text', 'Header value 2', 'halle'],
      ['text', 'Folder', 'Plants'],
      ['radio', 'Colour', 'Purple']
    ]
  },
  {
    tells: 'a socket in the file system, MQTT 3.1.1 with its session, and no sign-in',
    section: 'General',
    entries: [
      ['text', 'Name', 'Filled in'],
      ['select', 'Transport', 'unix'],
      ['text', 'Address', '/run/no-such-broker.sock'],
      ['radio', 'Protocol', 'MQTT 3.1.1'],
      ['radio', 'Method', 'None'],
      ['text', 'Client ID', 'always-the-same'],
      ['switch', 'Start', false],
      ['text', 'Keep alive', '17']
    ]
  },
  {
    tells: 'what CONNECT of MQTT 5 asks for',
    section: 'MQTT 5',
    address: `mqtt://${place}`,
    entries: [
      ['switch', 'Start', false],
      ['text', 'Session expiry', '3600'],
      ['text', 'Keep alive', '25'],
      ['text', 'Receive maximum', '20'],
      ['text', 'Maximum packet size', '1048576'],
      ['text', 'Topic alias maximum', '10'],
      ['switch', 'Response information', true],
      ['switch', 'Problem information', false],
      ['press', 'Add property'],
      ['text', 'Property name 1', 'site'],
      ['text', 'Property value 1', 'leipzig'],
      ['press', 'Add property'],
      ['text', 'Property name 2', 'site'],
      ['text', 'Property value 2', 'leipzig']
    ]
  },
  {
    tells: 'my last will with all that MQTT 5 adds',
    section: 'Last will',
    address: `mqtt://${place}`,
    entries: [
      ['switch', 'Last will', true],
      ['text', 'Topic', 'line-7/state'],
      ['text', 'Payload', '{"state":"gone",\n "by":"ä"}'],
      ['radio', 'QoS', '2'],
      ['switch', 'Retain on broker', true],
      ['text', 'Delay', '30'],
      ['text', 'Message expiry', '600'],
      ['text', 'Content type', 'application/json'],
      ['switch', 'Payload format', true],
      ['text', 'Response topic', 'line-7/answers'],
      ['text', 'Correlation data', 'call-17'],
      ['press', 'Add property'],
      ['text', 'Property name 1', 'reason'],
      ['text', 'Property value 1', 'power']
    ]
  },
  {
    tells: 'my filters with every option',
    section: 'Subscriptions',
    address: `mqtt://${place}`,
    entries: [
      ['text', 'Topic filter 1', 'factory/#'],
      ['select', 'QoS of filter 1', '1'],
      ['select', 'Retained messages of filter 1', 'New only'],
      ['select', 'Own messages of filter 1', 'Hide'],
      ['press', 'More about filter 1'],
      ['switch', 'Retain flag of filter 1', true],
      ['text', 'Subscription ID of filter 1', '268435455'],
      ['press', 'Add filter'],
      ['text', 'Topic filter 2', '$share/readers/+/alarms'],
      ['select', 'QoS of filter 2', '2'],
      ['select', 'Retained messages of filter 2', 'Never'],
      ['checkbox', 'Subscribe $share/readers/+/alarms', false],
      ['press', 'Add $SYS/#'],
      ['text', 'Topic filter 3', '$SYS/#'],
      ['checkbox', 'Subscribe $SYS/#', true]
    ]
  },
  {
    tells: 'the proxy on the way',
    section: 'Proxy',
    address: `mqtts://${place}`,
    entries: [
      ['radio', 'Route', 'SOCKS5'],
      ['text', 'Address', 'proxy.example'],
      ['text', 'Proxy port', '1081'],
      ['text', 'Username', 'outbound'],
      ['switch', 'Look up names', false]
    ]
  }
];

for (const { tells, section, address, entries } of sections) {
  test(`${section}: ${tells}: after a restart it stands there as I left it`, async ({ launch }) => {
    const first = await launch();
    const editor = new ConnectionEditor(first.page);
    await editor.openFirst();
    if (address !== undefined) {
      await editor.fill([
        ['text', 'Name', 'Filled in'],
        ['text', 'Address', address]
      ]);
    }
    await editor.goTo(section);
    await editor.fill(entries);
    await editor.shows(entries);
    await editor.save();
    await first.close();

    const { page } = await launch();
    const again = new ConnectionEditor(page);
    await again.openSaved('Filled in');
    await again.goTo(section);
    // What a line keeps to itself is opened; what was added stands there.
    const [more] = entries.filter(([control, label]) => control === 'press' && label.startsWith('More about'));
    if (more) await again.fill([more]);
    await again.shows(entries);
    await expect(page.getByText('Unsaved changes')).toBeHidden();
  });
}

test('each way of signing in is kept as I chose it, with what belongs to it', async ({ launch }) => {
  const methods: readonly (readonly Entry[])[] = [
    [
      ['radio', 'Method', 'Username'],
      ['text', 'Username', 'ops']
    ],
    [['radio', 'Method', 'Client certificate']],
    [
      ['radio', 'Method', 'Enhanced'],
      ['text', 'Authentication method', 'K8S-SAT'],
      ['text', 'Username', 'pod']
    ],
    [['radio', 'Method', 'None']]
  ];
  const first = await launch();
  const editor = new ConnectionEditor(first.page);
  await editor.openFirst();
  for (const [index, entries] of methods.entries()) {
    if (index > 0) await editor.openNew();
    await editor.fill([['text', 'Name', `Method ${index}`], ['text', 'Address', `mqtts://${place}`], ...entries]);
    await editor.save();
  }
  await first.close();

  const { page } = await launch();
  const again = new ConnectionEditor(page);
  for (const [index, entries] of methods.entries()) {
    await again.openSaved(`Method ${index}`);
    await again.shows(entries);
  }
});
