import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureFacts } from '../../../electron/contract/failure';
import { failureWords } from '../../../electron/contract/words/failures';
import type { TlsOptions } from '../../../electron/contract/tls-options';
import { usualFields } from '../../../electron/contract/usual-fields';
import { connectionConfig } from '../../support/connection-config';
import { fingerprintOf } from '../../support/fingerprint';
import { linkScene } from '../../support/link-scene';
import { startMosquitto } from '../../support/mosquitto';
import { openOnce, type OpeningRun } from '../../support/opening-run';
import { startTlsBroker, type TlsBroker } from '../../support/tls-broker';
import { makeTlsCertificates, serverKinds, type TlsCertificates } from '../../support/tls-certificates';
import { tlsRowConfig, tlsTable } from '../../support/tls-table';

const { cleanups, linkRun, scripted } = linkScene();
let made: TlsCertificates;
beforeAll(() => {
  made = makeTlsCertificates();
});
afterAll(() => made.dispose());

async function broker(...given: Parameters<typeof startTlsBroker>): Promise<TlsBroker> {
  const started = await startTlsBroker(...given);
  cleanups.push(() => started.dispose());
  return started;
}

describe('the broker’s certificate', () => {
  it.each(tlsTable.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { port } = await broker(made.servers[row.server]);
    const { result, diagnosis } = await openOnce(tlsRowConfig(row, made, port));
    if (row.node === 'passes') {
      expect(result).toMatchObject({ ok: true, value: { tls: { version: 'TLSv1.3' } } });
      return;
    }
    const { code, facts = {}, title, meaning = /./, chain } = row.node;
    expect(result).toMatchObject({ ok: false, failure: { code, facts: { host: 'localhost', port, ...facts } } });
    expect(wordsOf(diagnosis)).toEqual({ title, meaning: expect.stringMatching(meaning) as unknown });
    if (chain) expect(diagnosis.chain.map(({ flaws }) => flaws.join(' ') || null)).toEqual(chain);
    expect(diagnosis.steps.find(({ step }) => step === 'tls')?.outcome).toBe('failed');
  });

  it('is in the table, whatever kind it is', () => {
    expect(new Set(tlsTable.map(({ server }) => server))).toEqual(new Set(serverKinds));
  });

  it('is written down with all that is drawn of it', async () => {
    const { port } = await broker(made.servers['full-chain']);
    const config = tlsRowConfig({ name: '', server: 'full-chain', node: 'passes', wish: ownRoot }, made, port);
    const { diagnosis } = await openOnce(config);
    expect(diagnosis.chain).toMatchObject([
      { subject: 'localhost', issuer: 'Issuing authority', selfSigned: false, keyType: 'ECDSA P-256', flaws: [] },
      { subject: 'Issuing authority', issuer: 'Root authority', selfSigned: false, flaws: [] },
      { subject: 'Root authority', issuer: 'Root authority', selfSigned: true, flaws: [] }
    ]);
    expect(diagnosis.chain[0]?.names).toEqual(['localhost', '127.0.0.1', '0:0:0:0:0:0:0:1']);
    expect(diagnosis.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['name', 'done'],
      ['tcp', 'done'],
      ['tls', 'done'],
      ['mqtt', 'not-reached']
    ]);
    expect(diagnosis.steps[2]?.facts).toMatchObject({ version: 'TLSv1.3', certificates: 3 });
  });

  it('trusted by its fingerprint says so, and what is still wrong with it', async () => {
    const { port } = await broker(made.servers['all-wrong']);
    const pin = { fingerprint: fingerprintOf(made.servers['all-wrong']), subject: 'broker.example', atMs: 0 };
    const wish = (): { tls: Partial<TlsOptions> } => ({ tls: { trusted: pin } });
    const { result, diagnosis } = await openOnce(
      tlsRowConfig({ name: '', server: 'all-wrong', node: 'passes', wish }, made, port)
    );
    expect(result).toMatchObject({
      ok: true,
      value: { tls: { byFingerprint: true, certificate: { subject: 'broker.example' } } }
    });
    expect(factsOf(diagnosis)).toMatchObject({ byFingerprint: 1, flaws: 'expired wrong-host' });
    expect(diagnosis.chain).toMatchObject([{ byFingerprint: true, flaws: ['expired', 'wrong-host'] }]);
  });

  it('that an authority vouches for is not called trusted by its fingerprint', async () => {
    const { port } = await broker(made.servers.ec);
    const { result, diagnosis } = await openOnce(
      tlsRowConfig({ name: '', server: 'ec', node: 'passes', wish: ownRoot }, made, port)
    );
    expect(result).toMatchObject({
      ok: true,
      value: { tls: { byFingerprint: false, certificate: { subject: 'localhost' } } }
    });
    expect(factsOf(diagnosis)).not.toHaveProperty('byFingerprint');
    expect(diagnosis.chain[0]?.byFingerprint).toBe(false);
  });

  it('that changed shows old and new', async () => {
    const row = tlsTable.find(({ node }) => node !== 'passes' && node.code === 'certificate-changed');
    if (row === undefined) throw new Error('the table has no such row');
    const { port } = await broker(made.servers.ec);
    const config = tlsRowConfig(row, made, port);
    const { result, diagnosis } = await openOnce(config);
    const fingerprint = diagnosis.chain[0]?.fingerprint ?? '';
    const oldFingerprint = config.fields.tls.trusted?.fingerprint ?? '';
    expect(result).toMatchObject({ failure: { facts: { fingerprint, oldFingerprint } } });
    const { meaning } = wordsOf(diagnosis);
    expect(meaning).toContain(fingerprint);
    expect(meaning).toContain(oldFingerprint);
  });
});

describe('names and versions', () => {
  it('asks for the host, for the name that is set, and for none where it is an address', async () => {
    const { port, askedNames } = await broker(made.servers.ec);
    await open(port, {});
    await open(port, { serverName: 'line-7.example' });
    await open(port, {}, '127.0.0.1');
    expect(askedNames).toEqual(['localhost', 'line-7.example']);
  });

  it('offers ALPN names and says which one was taken', async () => {
    const { port } = await broker(made.servers.ec, { ALPNProtocols: ['mqtt', 'x-amzn-mqtt-ca'] });
    const { result, diagnosis } = await open(port, { alpn: ['x-amzn-mqtt-ca', 'http/1.1'] });
    expect(result).toMatchObject({ ok: true, value: { tls: { alpn: 'x-amzn-mqtt-ca' } } });
    expect(factsOf(diagnosis)).toMatchObject({ alpn: 'x-amzn-mqtt-ca' });
  });

  it('a broker that knows no ALPN is connected to, and said so', async () => {
    const { port } = await broker(made.servers.ec);
    const { result, diagnosis } = await open(port, { alpn: ['mqtt'] });
    expect(result).toMatchObject({ ok: true, value: { tls: { alpn: null } } });
    expect(factsOf(diagnosis)).toMatchObject({ alpn: '' });
  });

  it('a broker that knows no ALPN and closes at CONNECT: the names are named', async () => {
    const closing = await startTlsBroker(made.servers.ec, {}, (socket) => socket.once('data', () => socket.end()));
    cleanups.push(() => closing.dispose());
    const address = { protocol: 'mqtts', host: 'localhost', port: closing.port, path: '/' } as const;
    const tls = { ...usualFields('', address).tls, alpn: ['x-amzn-mqtt-ca'] };
    const run = linkRun().connect(connectionConfig({ address, fields: { verifyCertificate: false, tls } }));
    const { failure } = await run.reaches('waiting');
    expect(failure.code).toBe('closed-before-connack');
    expect(failureWords(failure).meaning).toContain('(ALPN) that were offered: x-amzn-mqtt-ca.');
  });

  it('a broker that takes none of the ALPN names', async () => {
    const { port } = await broker(made.servers.ec, { ALPNProtocols: ['mqtt'] });
    const { result, diagnosis } = await open(port, { alpn: ['mqtt/9'] });
    expect(result).toMatchObject({ failure: { code: 'tls-failed', facts: { reason: 'alpn', alpn: 'mqtt/9' } } });
    expect(wordsOf(diagnosis).meaning).toBe(
      'The broker takes none of the protocol names (ALPN) that were offered: mqtt/9.'
    );
  });

  it('an ALPN name that TLS cannot carry is a failure, not a crash', async () => {
    const { port } = await broker(made.servers.ec);
    // 200 characters, 400 bytes: an import or a pasted command may bring it.
    const { result, diagnosis } = await open(port, { alpn: ['mqtt', 'ü'.repeat(200)] });
    expect(result).toMatchObject({ failure: { code: 'tls-failed', facts: { reason: 'alpn-too-long' } } });
    expect(wordsOf(diagnosis).meaning).toContain('longer than 255 bytes');
  });

  it('a broker that knows no server of the name that was asked for', async () => {
    const unrecognised = Uint8Array.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x70);
    const { port } = await scripted({ bytes: (_bytes, connection) => connection.send(unrecognised) });
    const { diagnosis } = await open(port, { serverName: 'line-7.example' });
    expect(wordsOf(diagnosis).meaning).toBe('The broker knows no server of the name line-7.example.');
  });

  it.each([
    ['TLSv1.1', 'TLSv1.2', /only old versions of TLS/],
    ['TLSv1.2', 'TLSv1.3', /does not offer TLS 1\.3/]
  ] as const)('a broker up to %s, where %s is the least', async (maxVersion, minVersion, meaning) => {
    const { port } = await broker(made.servers.rsa, { minVersion: 'TLSv1', maxVersion });
    const { result, diagnosis } = await open(port, { minVersion });
    expect(result).toMatchObject({ failure: { code: 'tls-failed', facts: { old: 1, minVersion } } });
    expect(wordsOf(diagnosis).meaning).toMatch(meaning);
  });

  it.each(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const)(
    'speaks %s where a person allows it',
    async (version) => {
      const { port } = await broker(made.servers.rsa, { minVersion: version, maxVersion: version });
      const { result } = await open(port, { minVersion: version });
      expect(result).toMatchObject({ ok: true, value: { tls: { version } } });
    }
  );

  it('no cipher in common', async () => {
    const { port } = await broker(made.servers.ec, { maxVersion: 'TLSv1.2', ciphers: 'RSA+AES' });
    const { result, diagnosis } = await open(port, {});
    expect(result).toMatchObject({ failure: { code: 'tls-failed', facts: { reason: 'nothing-in-common' } } });
    expect(wordsOf(diagnosis).title).toBe('No TLS connection with localhost');
  });

  it('a broken revocation list', async () => {
    const address = { protocol: 'mqtts', host: 'localhost', port: (await broker(made.servers.ec)).port } as const;
    const { result } = await openOnce(connectionConfig({ address, crlPem: 'garbage' }));
    expect(result).toMatchObject({ failure: { code: 'crl-file-invalid' } });
  });
});

describe('the client’s certificate, at Mosquitto', () => {
  const cases: [string, (all: TlsCertificates) => object, string | null, string][] = [
    ['missing', () => ({}), 'client-certificate-required', 'The broker asks for a client certificate'],
    [
      'of another authority',
      (all) => all.otherClient,
      'client-certificate-invalid',
      'The broker does not accept your certificate'
    ],
    ['good', (all) => all.client, null, '']
  ];
  it.each(cases)('%s', async (_name, choose, code, title) => {
    const { certificateFile, keyFile } = made.servers.ec;
    const tls = { certificateFile, keyFile, caFile: made.root.certificateFile };
    const mosquitto = await startMosquitto({ protocols: ['mqtts'], tls, requireClientCertificate: true });
    cleanups.push(() => mosquitto.dispose());
    const address = { protocol: 'mqtts', host: 'localhost', port: mosquitto.port('mqtts') } as const;
    const shown = choose(made) as { certificatePem?: string; keyPem?: string };
    const run = linkRun().connect(
      connectionConfig({
        address,
        fields: { tls: { ...usualFields('', { ...address, path: '/' }).tls, trust: 'file', identity: 'pem' } },
        caPem: made.root.certificatePem,
        certificatePem: shown.certificatePem ?? null,
        keyPem: shown.keyPem ?? null
      })
    );
    if (code === null) {
      await run.reaches('online');
      return;
    }
    const { failure } = await run.reaches('failed');
    expect(failure.code).toBe(code);
    expect(failureWords(failure).title).toBe(title);
  });
});

const ownRoot = ({ root }: TlsCertificates): { caPem: string } => ({ caPem: root.certificatePem });

function open(port: number, tls: Partial<TlsOptions>, host = 'localhost'): Promise<OpeningRun> {
  const address = { protocol: 'mqtts', host, port, path: '/' } as const;
  return openOnce(
    connectionConfig({
      address,
      fields: { verifyCertificate: false, tls: { ...usualFields('', address).tls, ...tls } }
    })
  );
}

function factsOf(diagnosis: OpeningRun['diagnosis']): FailureFacts {
  return diagnosis.steps.find(({ step }) => step === 'tls')?.facts ?? {};
}

function wordsOf({ failure }: OpeningRun['diagnosis']): { title: string; meaning: string } {
  if (failure === null) throw new Error('it did not fail');
  const { title, meaning } = failureWords(failure);
  return { title, meaning };
}
