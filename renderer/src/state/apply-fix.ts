import { assertNever } from '#contract/assert-never';
import type { ConnectionForm } from './connection-form.svelte';
import type { Fix } from './failure-fixes';
import type { FormPlace } from './form-place';

type FixableForm = Pick<ConnectionForm, 'values' | 'files' | 'setProtocol' | 'runTest'>;

/**
 * Does what a button of the test panel says, and tests again where that may have mended it. Where only a person knows
 * what to write, the form opens there: `open` is the editor's.
 */
export async function applyFix(form: FixableForm, fix: Fix, open: (place: FormPlace) => void): Promise<void> {
  const { values } = form;
  switch (fix.kind) {
    case 'open':
      return open(fix.place);
    case 'chooseCa':
      if (!(await chooseAuthority(form))) return;
      break;
    case 'transport': {
      const port = fix.port === null ? values.port : String(fix.port);
      form.setProtocol(fix.protocol);
      values.port = port;
      break;
    }
    case 'port':
      values.port = String(fix.port);
      break;
    case 'path':
      values.path = fix.path;
      break;
    case 'serverName':
      values.tls.serverName = fix.name;
      break;
    case 'trust': {
      const { fingerprint, subject } = fix.certificate;
      values.tls.trusted = { fingerprint, subject, atMs: Date.now() };
      break;
    }
    case 'stopTrusting':
      values.tls.trusted = null;
      break;
    case 'version':
      values.mqttVersion = fix.version;
      break;
    case 'allowTls':
      values.tls.minVersion = fix.version;
      break;
    case 'newClientId':
      values.clientId = '';
      break;
    case 'testAgain':
      break;
    default:
      return assertNever(fix);
  }
  await form.runTest();
}

/** A CA file counts once it is chosen: beside the system store, unless a person said otherwise. */
export async function chooseAuthority({ values, files }: Pick<FixableForm, 'values' | 'files'>): Promise<boolean> {
  const taken = await files.pick('ca');
  if (taken && values.tls.trust === 'system') values.tls.trust = 'system-and-file';
  return taken;
}
