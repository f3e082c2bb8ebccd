import { defaultPorts, isSecure, isWebSocket, type Protocol } from '#contract/address';
import { assertNever } from '#contract/assert-never';
import type { ChainCertificate, Diagnosis } from '#contract/diagnosis';
import type { Failure } from '#contract/failure';
import type { MqttVersion, SpokenVersion } from '#contract/profile';
import type { TlsVersion } from '#contract/tls-options';
import { secretPlace, type FormPlace } from './form-place';
import { isMendedElsewhere } from './mended-elsewhere';

/** One thing a button of the test panel does to the form. `port` null: stays. */
export type Fix =
  | { readonly kind: 'transport'; readonly protocol: Protocol; readonly port: number | null }
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'serverName'; readonly name: string }
  /** `renewed`: another one was trusted before. */
  | { readonly kind: 'trust'; readonly certificate: ChainCertificate; readonly renewed: boolean }
  | { readonly kind: 'stopTrusting' }
  | { readonly kind: 'chooseCa' }
  | { readonly kind: 'version'; readonly version: SpokenVersion }
  | { readonly kind: 'allowTls'; readonly version: TlsVersion }
  | { readonly kind: 'newClientId' }
  | { readonly kind: 'testAgain' }
  | { readonly kind: 'open'; readonly place: FormPlace };

/** What the form holds, as far as it decides what would help. */
export interface FixScene {
  readonly protocol: Protocol;
  readonly port: number;
  readonly path: string;
  readonly clientId: string;
  readonly mqttVersion: MqttVersion;
  readonly diagnosis: Diagnosis;
}

const open = (place: FormPlace): Fix => ({ kind: 'open', place });
const chooseCa: Fix = { kind: 'chooseCa' };
const testAgain: Fix = { kind: 'testAgain' };
const newClientId: Fix = { kind: 'newClientId' };

/** What can be done in Treeline about a failed test, the likeliest first; empty: nothing can. */
export function fixesFor(failure: Failure, scene: FixScene): readonly Fix[] {
  const { code, facts } = failure;
  // No try to connect ends with these, or nothing in the form helps: testing again is all there is.
  if (isMendedElsewhere(code)) return [testAgain];
  switch (code) {
    case 'name-not-found':
      return [open('address'), open('proxy')];
    case 'refused':
      return [...usualPort(scene), open('address')];
    case 'unreachable':
      return [testAgain, open('address'), open('proxy')];
    case 'no-answer':
      if (facts['step'] === 'tls') return [...withoutTls(scene), open('address')];
      if (facts['step'] === 'websocket') return [...withoutWebSocket(scene), open('address')];
      return [...usualPort(scene), open('address'), open('proxy')];
    case 'reset':
      return facts['step'] === 'websocket'
        ? [...withoutWebSocket(scene), open('address')]
        : [testAgain, open('address')];
    case 'socket-not-found':
    case 'address-invalid':
      return [open('address')];
    case 'proxy-unreachable':
    case 'proxy-sign-in-refused':
    case 'proxy-refused':
      return [open('proxy')];
    case 'certificate-not-trusted':
      return untrusted(failure, scene);
    case 'certificate-expired':
      return facts['whose'] === 'authority' ? [open('tls')] : [...trustLeaf(scene, false), open('tls')];
    case 'certificate-not-yet-valid':
      return [testAgain, ...trustLeaf(scene, false)];
    case 'certificate-wrong-host':
      return [...ownName(scene), open('serverName')];
    case 'certificate-changed':
      return [...trustLeaf(scene, true), { kind: 'stopTrusting' }];
    case 'client-certificate-required':
    case 'client-certificate-invalid':
    case 'certificate-file-invalid':
    case 'key-file-invalid':
    case 'pkcs12-file-invalid':
    case 'passphrase-wrong':
      return [open('clientCertificate')];
    case 'ca-file-invalid':
      return [chooseCa];
    case 'crl-file-invalid':
      return [open('tls')];
    case 'tls-failed':
      if (facts['old'] !== undefined) return [{ kind: 'allowTls', version: 'TLSv1' }, open('tls')];
      if (facts['speaks'] === 'plain') return [...samePort(withoutTls(scene)), open('address')];
      if (facts['closed'] !== undefined) return [...usualPort(scene), ...withoutTls(scene), open('address')];
      return [open('tls')];
    case 'websocket-refused':
      if (facts['status'] === 401 || facts['status'] === 403) return [open('headers')];
      return [...usualPath(scene), open('path')];
    case 'not-mqtt':
      return [...(facts['speaks'] === 'http' ? overWebSocket(scene) : samePort(withTls(scene))), open('address')];
    case 'no-mqtt-answer':
      return [...usualPort(scene), testAgain, open('address')];
    case 'closed-before-connack':
      return [...withTls(scene), ...otherVersion(scene), ...freshClientId(scene), open('signIn')];
    case 'bad-credentials':
    case 'not-authorised':
    case 'authentication-challenge':
      return [open('signIn')];
    case 'client-id-rejected':
      return [...freshClientId(scene), open('clientId')];
    case 'protocol-version-refused':
      return [...otherVersion(scene), open('version')];
    case 'server-unavailable':
    case 'keepalive-timeout':
      return [testAgain];
    case 'connect-refused':
      return [testAgain, open('edit')];
    case 'taken-over':
    case 'flapping':
      return [newClientId];
    case 'closed':
    case 'disconnected-by-broker':
      return [open('subscriptions'), open('signIn')];
    case 'malformed-packet':
      return [...otherVersion(scene), open('address')];
    case 'subscribe-not-authorised':
    case 'subscribe-refused':
    case 'topic-invalid':
      return [open('subscriptions')];
    case 'subscribe-unanswered':
      return [testAgain, open('subscriptions')];
    case 'secret-unreadable':
      return [open(secretPlace(facts))];
    case 'secret-kept-back':
      return [open('signIn')];
    case 'file-unreadable':
      return [testAgain];
    default:
      return assertNever(code);
  }
}

/**
 * Whether the first fix is what the form leads a person to. Trusting a certificate is not where more is wrong with it than
 * that its authority is unknown: it may be somebody else's.
 */
export function isLeading(fix: Fix, { code, facts }: Failure): boolean {
  if (fix.kind !== 'trust' || code === 'certificate-changed') return true;
  return code === 'certificate-not-trusted' && !alsoWrong.some((fact) => facts[fact] !== undefined);
}

const alsoWrong = ['alsoExpired', 'alsoFromMs', 'alsoNames', 'alsoWeak'] as const;

function untrusted({ facts }: Failure, scene: FixScene): readonly Fix[] {
  switch (facts['kind']) {
    case 'revoked':
      return [];
    case 'crl-missing':
    case 'crl-outdated':
      return [open('tls')];
    case 'weak':
    case 'wrong-purpose':
      return trustLeaf(scene, false);
    case 'missing-intermediate':
      return [chooseCa, ...trustLeaf(scene, false)];
    default:
      return [...trustLeaf(scene, false), chooseCa];
  }
}

/** The certificate of the broker itself, which is the first it sends. */
function trustLeaf({ diagnosis }: FixScene, renewed: boolean): readonly Fix[] {
  const leaf = diagnosis.chain[0];
  return leaf ? [{ kind: 'trust', certificate: leaf, renewed }] : [];
}

/** A name the certificate is for; one with a wildcard cannot be asked for. */
function ownName({ diagnosis }: FixScene): readonly Fix[] {
  const leaf = diagnosis.chain[0];
  const name = leaf?.names.find((candidate) => !candidate.includes('*'));
  return name === undefined ? [] : [{ kind: 'serverName', name }];
}

function usualPort({ protocol, port }: FixScene): readonly Fix[] {
  const usual = defaultPorts[protocol];
  return usual === 0 || usual === port ? [] : [{ kind: 'port', port: usual }];
}

function usualPath({ path }: FixScene): readonly Fix[] {
  return path === '/mqtt' ? [{ kind: 'path', path: '/' }] : [{ kind: 'path', path: '/mqtt' }];
}

/** The same transport with TLS; a port that is usual without it goes along. */
function withTls({ protocol, port }: FixScene): readonly Fix[] {
  return isSecure(protocol) ? [] : transport(isWebSocket(protocol) ? 'wss' : 'mqtts', protocol, port);
}

function withoutTls({ protocol, port }: FixScene): readonly Fix[] {
  return isSecure(protocol) ? transport(isWebSocket(protocol) ? 'ws' : 'mqtt', protocol, port) : [];
}

/** The port gave itself away, so it stays. */
function samePort(fixes: readonly Fix[]): readonly Fix[] {
  return fixes.map((fix) => (fix.kind === 'transport' ? { ...fix, port: null } : fix));
}

function withoutWebSocket({ protocol }: FixScene): readonly Fix[] {
  return [{ kind: 'transport', protocol: isSecure(protocol) ? 'mqtts' : 'mqtt', port: null }];
}

/** The port answered in HTTP, so it stays. */
function overWebSocket({ protocol }: FixScene): readonly Fix[] {
  if (isWebSocket(protocol)) return [];
  return [{ kind: 'transport', protocol: isSecure(protocol) ? 'wss' : 'ws', port: null }];
}

function transport(to: Protocol, from: Protocol, port: number): readonly Fix[] {
  if (from === 'unix') return [];
  return [{ kind: 'transport', protocol: to, port: port === defaultPorts[from] ? defaultPorts[to] : null }];
}

/** With `auto` both were tried already. */
function otherVersion({ mqttVersion }: FixScene): readonly Fix[] {
  if (mqttVersion === 'auto') return [];
  return [{ kind: 'version', version: mqttVersion === '5' ? '3.1.1' : '5' }];
}

function freshClientId({ clientId }: FixScene): readonly Fix[] {
  return clientId === '' ? [] : [newClientId];
}
