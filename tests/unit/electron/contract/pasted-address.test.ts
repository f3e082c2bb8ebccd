import { describe, expect, it } from 'vitest';
import { parsePastedAddress } from '../../../../electron/contract/pasted-address';
import type { PastedConnection } from '../../../../electron/contract/pasted-connection';
import { profileFieldsSchema } from '../../../../electron/contract/profile';
import { usualFields } from '../../../../electron/contract/usual-fields';
import { createRandom } from '../../../../electron/demo/random';

const pasted = (text: string): PastedConnection => {
  const parsed = parsePastedAddress(text);
  if (!parsed.ok) throw new Error(`${parsed.failure.code}: ${text}`);
  return parsed.value;
};
const where = (text: string): string => {
  const { protocol, host, port, path } = pasted(text).address;
  return `${protocol}://${host}:${port}${path}`;
};
const filters = (text: string): string[] => pasted(text).subscriptions.map(({ filter, qos }) => `${filter} ${qos}`);

describe('an address', () => {
  it.each([
    ['mqtts://ana:s%20e@broker.example:8884', 'mqtts://broker.example:8884/'],
    ['  wss://broker.example/mqtt?token=1&x=2 ', 'wss://broker.example:443/mqtt?token=1&x=2'],
    ['localhost', 'mqtt://localhost:1883/'],
    ['[::1]:1884', 'mqtt://::1:1884/'],
    ['unix:///run/mosquitto.sock', 'unix://:0/run/mosquitto.sock']
  ])('%s', (text, address) => {
    expect(where(text)).toBe(address);
    expect(pasted(text)).toMatchObject({ program: null, subscriptions: [], notTaken: [], asksInsecure: false });
  });

  it('says the sign-in of a URL', () => {
    expect(pasted('mqtt://ana:s%20e@h')).toMatchObject({ username: 'ana', password: 's e' });
  });
});

describe('mosquitto_sub, mosquitto_pub, mosquitto_rr', () => {
  it.each([
    ['mosquitto_sub -t x', 'mqtt://localhost:1883/'],
    ['mosquitto_sub -h test.mosquitto.org -p 1884 -t x', 'mqtt://test.mosquitto.org:1884/'],
    ['mosquitto_sub -h broker -p 8883 -t x', 'mqtts://broker:8883/'],
    ['mosquitto_sub -h broker --cafile ca.crt -t x', 'mqtts://broker:8883/'],
    ['mosquitto_sub -h broker -p 8884 --capath /etc/ssl/certs -t x', 'mqtts://broker:8884/'],
    ['mosquitto_sub -h broker --tls-use-os-certs -t x', 'mqtts://broker:8883/'],
    ['mosquitto_sub -L mqtts://u:p@broker.example/a/b', 'mqtts://broker.example:8883/'],
    ['mosquitto_sub --unix /tmp/mosquitto.sock -t x', 'unix://:0/tmp/mosquitto.sock'],
    ['mosquitto_sub -h ::1 -t x', 'mqtt://::1:1883/'],
    ['mosquitto_sub -h 10.0.0.7:1885 -t x', 'mqtt://10.0.0.7:1885/'],
    ['mosquitto_sub -h mqtts://broker.example -t x', 'mqtts://broker.example:8883/'],
    ['$ mosquitto_sub -h a -t x', 'mqtt://a:1883/'],
    ['ana@box:~/plant$ mosquitto_sub -h a -t x', 'mqtt://a:1883/'],
    ['sudo -u mqtt /usr/bin/mosquitto_sub -h a -t x | jq .', 'mqtt://a:1883/'],
    ['docker run --rm -it eclipse-mosquitto:2 mosquitto_sub -h a -t x', 'mqtt://a:1883/'],
    ['"C:\\Program Files\\mosquitto\\mosquitto_sub.exe" -h a -t #', 'mqtt://a:1883/'],
    ['# watch everything\nmosquitto_sub -h a -t x\nmosquitto_pub -h b -t x -m y', 'mqtt://a:1883/'],
    ['mosquitto_pub -h a -t x -m "{\\"v\\": 1}" 2>/dev/null && echo sent', 'mqtt://a:1883/']
  ])('%s', (text, address) => {
    expect(where(text)).toBe(address);
  });

  it('takes everything that says something of the connection', () => {
    const line = `mosquitto_sub -h broker.example -p 8883 -u 'ana maria' -P 'it'\\''s "it"' -i line-7 -k 30 -c -V mqttv5 -x 3600 \\
      -q 1 -t 'plant/#' -t "$SYS/broker/uptime" --cafile /etc/ca.crt --cert client.crt --key client.key --insecure \\
      --tls-version tlsv1.3 --tls-alpn mqtt --proxy socks5h://pu:p%20w@proxy.example:1081 \\
      --will-topic plant/line-7/state --will-payload gone --will-qos 1 --will-retain \\
      -D connect user-property plant seven -D connect user-property plant 'number 7' -D connect receive-maximum 20 \\
      -D connect authentication-method SCRAM-SHA-1 -D connect authentication-data n,,n=ana \\
      -D will will-delay-interval 5 -D will user-property a b -D subscribe user-property c d -A 10.0.0.1 -v -F %t -C 3`;
    expect(pasted(line)).toEqual({
      program: 'mosquitto_sub',
      address: { protocol: 'mqtts', host: 'broker.example', port: 8883, path: '/' },
      username: 'ana maria',
      password: 'it\'s "it"',
      clientId: 'line-7',
      mqttVersion: '5',
      keepAliveSeconds: 30,
      cleanStart: false,
      subscriptions: [
        expect.objectContaining({ filter: 'plant/#', qos: 1, on: true }),
        expect.objectContaining({ filter: '$SYS/broker/uptime', qos: 1 })
      ],
      will: {
        on: true,
        topic: 'plant/line-7/state',
        payload: 'gone',
        qos: 1,
        retain: true,
        delaySeconds: 5,
        contentType: '',
        responseTopic: '',
        correlationData: '',
        userProperties: [['a', 'b']]
      },
      mqtt5: {
        sessionExpirySeconds: 3600,
        receiveMaximum: 20,
        authenticationMethod: 'SCRAM-SHA-1',
        userProperties: [
          ['plant', 'seven'],
          ['plant', 'number 7']
        ]
      },
      authenticationData: 'n,,n=ana',
      alpn: ['mqtt'],
      minVersion: 'TLSv1.3',
      asksInsecure: true,
      caFile: '/etc/ca.crt',
      certificateFile: 'client.crt',
      keyFile: 'client.key',
      proxy: { kind: 'socks5', host: 'proxy.example', port: 1081, username: 'pu', namesAtProxy: true },
      proxyPassword: 'p w',
      headers: [],
      notTaken: ['-A', '-D subscribe']
    });
  });

  it('reads the topic at the end of -L, and more topics beside it', () => {
    expect(filters('mosquitto_sub -L mqtt://h/plant/%23 -t b -q 2')).toEqual(['plant/# 2', 'b 2']);
    expect(pasted('mosquitto_sub -L mqtt://u:p%40@h:1884/x')).toMatchObject({ username: 'u', password: 'p@' });
  });

  it('does not subscribe to what is published, but to the answer of mosquitto_rr', () => {
    expect(filters('mosquitto_pub -t a -m b -q 1')).toEqual([]);
    expect(filters('mosquitto_rr -t ask -e answer -m b -q 1')).toEqual(['answer 1']);
  });

  it('makes a random client id of a prefix, keeps sessions for good, and names MQTT 3.1', () => {
    expect(pasted('mosquitto_sub -t x -I plant-').clientId).toBe('plant-{random}');
    expect(pasted('mosquitto_sub -t x -c -i a').mqtt5).toEqual({ sessionExpirySeconds: 4_294_967_295 });
    expect(pasted('mosquitto_sub -t x -x ∞').mqtt5).toEqual({ sessionExpirySeconds: 4_294_967_295 });
    expect(pasted('mosquitto_sub -t x -x -1').mqtt5).toEqual({ sessionExpirySeconds: 4_294_967_295 });
    expect(pasted('mosquitto_sub -t x -V mqttv31')).toMatchObject({ mqttVersion: null, notTaken: ['-V'] });
    expect(pasted('mosquitto_sub -t x -V 311').mqttVersion).toBe('3.1.1');
  });

  it('names what it leaves, never its value', () => {
    const { notTaken } = pasted(
      'mosquitto_sub -t a/#/b -p 99999 -k x -q 3 --psk 00112233 --psk-identity me -T c -U d -R --frob secret --proxy http://p -D connect receive-maximum 0'
    );
    expect([...notTaken].sort()).toEqual(
      [
        '--frob',
        '--proxy',
        '--psk',
        '--psk-identity',
        '-D connect receive-maximum',
        '-R',
        '-T',
        '-U',
        '-k',
        '-p',
        '-q',
        '-t'
      ].sort()
    );
  });

  it('does not guess what a shell would have put there', () => {
    const line = 'mosquitto_sub -h "$BROKER" -u ana -P $(pass show mqtt) -i `hostname` -t "$share/g/t" -t \'$SYS/#\'';
    expect(pasted(line)).toMatchObject({ username: 'ana', password: null, clientId: null });
    expect(pasted(line).notTaken).toEqual(expect.arrayContaining(['-h', '-P', '-i']));
    expect(filters(line)).toEqual(['$share/g/t 0', '$SYS/# 0']);
    expect(pasted("mosquitto_sub -t x -P '$ecret'").password).toBe('$ecret');
    expect(pasted('mosquitto_sub -t x -P "a\\$b"').password).toBe('a$b');
  });
});

describe('mqttx', () => {
  it.each([
    ["mqttx conn -h 'broker.emqx.io' -p 1883 -u 'admin' -P 'public'", 'mqtt://broker.emqx.io:1883/'],
    ['mqttx sub -t hello -h broker.emqx.io -l mqtts', 'mqtts://broker.emqx.io:8883/'],
    ['mqttx sub -t hello -h broker.emqx.io -p 8084 -l wss --path /mqtt', 'wss://broker.emqx.io:8084/mqtt'],
    ['mqttx sub -t hello -h broker.emqx.io --port=8083 --protocol=ws --path socket', 'ws://broker.emqx.io:8083/socket'],
    ['mqttx pub -t hello -h broker.emqx.io -p1883 -m hi', 'mqtt://broker.emqx.io:1883/'],
    ['./mqttx-cli-linux-x64 conn -h a', 'mqtt://a:1883/']
  ])('%s', (text, address) => {
    expect(where(text)).toBe(address);
  });

  it('takes several words after one option', () => {
    const line =
      'mqttx sub -h h -l wss -t a b/+ -t c -q 1 2 -nl true -rap -rh 2 -si 7 -wh "Authorization: Bearer a:b" "X-Plant: 7" ' +
      '--alpn mqtt x-amzn -Cup "plant: seven" -up "of: subscribe" --no-clean -V 5 -se 60 --rcv-max 5 --ca ca.pem --cert c.pem --key k.pem -rp 0';
    const said = pasted(line);
    expect(said.subscriptions).toEqual([
      { filter: 'a', qos: 1, on: true, noLocal: true, retainAsPublished: true, retainHandling: 2, subscriptionId: 7 },
      { filter: 'b/+', qos: 2, on: true, noLocal: true, retainAsPublished: true, retainHandling: 2, subscriptionId: 7 },
      { filter: 'c', qos: 2, on: true, noLocal: true, retainAsPublished: true, retainHandling: 2, subscriptionId: 7 }
    ]);
    expect(said).toMatchObject({
      program: 'mqttx sub',
      headers: [
        { name: 'Authorization', value: 'Bearer a:b' },
        { name: 'X-Plant', value: '7' }
      ],
      alpn: ['mqtt', 'x-amzn'],
      mqtt5: { sessionExpirySeconds: 60, receiveMaximum: 5, userProperties: [['plant', 'seven']] },
      cleanStart: false,
      caFile: 'ca.pem',
      certificateFile: 'c.pem',
      keyFile: 'k.pem',
      notTaken: ['-up']
    });
  });

  it("takes conn's user properties for the connection's, and the will", () => {
    const line = `mqttx conn -h h -up 'a: b' 'a: c' -Wt state -Wm gone -Wq 2 -Wr -Wd 3 -We 60 -Wpf -Wct text/plain -Wup 'd: e'`;
    expect(pasted(line)).toMatchObject({
      mqtt5: {
        userProperties: [
          ['a', 'b'],
          ['a', 'c']
        ]
      },
      will: {
        topic: 'state',
        payload: 'gone',
        qos: 2,
        retain: true,
        delaySeconds: 3,
        messageExpirySeconds: 60,
        payloadIsUtf8: true,
        contentType: 'text/plain',
        userProperties: [['d', 'e']]
      },
      notTaken: []
    });
  });

  it('asks about --insecure instead of doing it', () => {
    expect(pasted('mqttx conn -h h -l mqtts --insecure --load-options')).toMatchObject({
      asksInsecure: true,
      notTaken: ['--load-options']
    });
  });
});

describe('mqttui', () => {
  it('takes broker, sign-in, files and topics', () => {
    const line =
      'mqttui --broker mqtts://broker.example -u ana --password=pw -i seven --qos 1 --ca-cert ca.pem --client-cert c.pem --client-private-key k.pem --insecure "plant/#" other';
    expect(where(line)).toBe('mqtts://broker.example:8883/');
    expect(filters(line)).toEqual(['plant/# 1', 'other 1']);
    expect(pasted(line)).toMatchObject({
      username: 'ana',
      password: 'pw',
      clientId: 'seven',
      caFile: 'ca.pem',
      certificateFile: 'c.pem',
      keyFile: 'k.pem',
      asksInsecure: true,
      notTaken: []
    });
  });

  it('takes what stands in front of it', () => {
    const line =
      'MQTTUI_BROKER=wss://b.example/ws MQTTUI_PASSWORD="$PW" MQTTUI_USERNAME=ana MQTTUI_TOPIC=a env LANG=C mqttui log b';
    expect(where(line)).toBe('wss://b.example:443/ws');
    expect(pasted(line)).toMatchObject({ username: 'ana', password: null, notTaken: ['MQTTUI_PASSWORD'] });
    expect(filters(line)).toEqual(['b 0']);
  });

  it('does not subscribe to what is published', () => {
    expect(filters('mqttui publish -r foo/bar Banana?')).toEqual([]);
    expect(where('mqttui')).toBe('mqtt://localhost:1883/');
  });
});

describe('what makes no sense', () => {
  it.each([
    [''],
    ['hivemq sub -h broker -P secret@home'],
    ['mosquitto_sub -h "broker -P secret'],
    ['mosquitto_sub -h a/b -t x -P secret'],
    ['mosquitto_sub -L ftp://u:secret@h/x'],
    ['mosquitto_sub --unix relative.sock -t x'],
    ['mqttx bench sub -h secret'],
    [`mosquitto_sub -t x ${'-t y '.repeat(600)}`],
    [`mosquitto_sub ${'x'.repeat(20_000)}`]
  ])('%.60s', (text) => {
    const parsed = parsePastedAddress(text);
    expect(parsed).toMatchObject({ ok: false, failure: { code: 'address-invalid' } });
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });

  it('10,000 lines of scattered pieces are taken as a profile takes them, or refused', () => {
    const random = createRandom(4, 'pasted lines');
    const pieces = [
      'mosquitto_sub',
      'mqttx',
      'sub',
      'conn',
      'mqttui',
      '-h',
      '-t',
      '-p',
      '-D',
      'connect',
      'will',
      'user-property',
      '-1',
      '--',
      '-',
      '"',
      "'",
      '\\',
      '\n',
      '$',
      '$(',
      '`',
      '|',
      ';',
      '>',
      '-wh',
      'a: b',
      'a:b',
      ': ',
      '__proto__',
      'constructor',
      '--proxy',
      'socks5h://a:b@c:1',
      'ws://h',
      '--will-topic',
      '-Wt',
      '#',
      '+/#',
      '\u0000',
      '\ud800',
      '💡',
      '99999999999999999999',
      '0',
      '--x=',
      '=',
      '--port=8',
      '-q'
    ] as const;
    for (let line = 0; line < 10_000; line += 1) {
      const words = Array.from({ length: random.whole(1, 14) }, () => random.pick(pieces));
      const parsed = parsePastedAddress(`mosquitto_sub ${words.join(random.chance(0.8) ? ' ' : '')}`);
      if (!parsed.ok) continue;
      const { address, subscriptions, mqtt5, will, proxy } = parsed.value;
      const usual = usualFields('pasted', address);
      const fields = {
        ...usual,
        subscriptions,
        mqtt5: { ...usual.mqtt5, ...mqtt5 },
        will: { ...usual.will, ...will },
        proxy: proxy ?? usual.proxy
      };
      expect(profileFieldsSchema.safeParse(fields).error?.message, words.join(' ')).toBeUndefined();
    }
  });
});
