import { assertNever } from '#contract/assert-never';
import { fixWords } from '#contract/words/diagnosis';
import type { Fix } from '../../state/failure-fixes';
import { placeLabel } from '../../state/form-place';

/** What the button of a fix says. */
export function fixLabel(fix: Fix): string {
  switch (fix.kind) {
    case 'transport':
      return fix.port === null
        ? fixWords.useProtocol(fix.protocol)
        : fixWords.useProtocolAndPort(fix.protocol, fix.port);
    case 'port':
      return fixWords.usePort(fix.port);
    case 'path':
      return fixWords.usePath(fix.path);
    case 'serverName':
      return fixWords.useName(fix.name);
    case 'trust':
      return fix.renewed ? fixWords.trustNew : fixWords.trust;
    case 'stopTrusting':
      return fixWords.stopTrusting;
    case 'chooseCa':
      return fixWords.chooseCa;
    case 'version':
      return fixWords.useVersion(fix.version);
    case 'allowTls':
      return fixWords.allowTls(fix.version === 'TLSv1' ? '1.0' : fix.version.slice('TLSv'.length));
    case 'newClientId':
      return fixWords.newClientId;
    case 'testAgain':
      return fixWords.testAgain;
    case 'open':
      return placeLabel(fix.place);
    default:
      return assertNever(fix);
  }
}
