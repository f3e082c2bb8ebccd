import type { FailureCode } from '../failure';
import type { FactReader, FailureEntry, FailureTable } from './failure-entry';

type CertificateCode = Extract<
  FailureCode,
  | `certificate-not-${string}`
  | 'certificate-expired'
  | 'certificate-wrong-host'
  | 'certificate-changed'
  | `client-certificate-${string}`
>;

/** Words for certificates: the broker's and the client's. */
export const certificateFailures: FailureTable<CertificateCode> = {
  'certificate-not-trusted': (facts) => {
    const words = notTrusted(facts);
    return { ...words, meaning: `${words.meaning}${alsoWrong(facts)}` };
  },
  'certificate-expired': (facts) => {
    const days = facts.days('days');
    const whose = facts.is('whose', 'authority')
      ? 'The certificate of the broker’s authority'
      : 'The broker’s certificate';
    return {
      brief: 'Certificate expired',
      title: days === null || facts.is('days', 0) ? `${whose} has expired` : `${whose} expired ${days} ago`,
      meaning: `It was valid until ${facts.date('validToMs', 'some time ago')}. Nothing shows any more that this is your broker.${alsoWrong(facts)}`,
      action: 'Ask whoever runs the broker to renew it, and check this computer’s clock.'
    };
  },
  'certificate-not-yet-valid': (facts) => ({
    brief: 'Certificate not valid yet',
    title: facts.is('whose', 'authority')
      ? 'The certificate of the broker’s authority is not valid yet'
      : 'The broker’s certificate is not valid yet',
    meaning: `It starts on ${facts.date('validFromMs', 'a later day')}.${alsoWrong(facts)}`,
    action: 'Check this computer’s clock.'
  }),
  'certificate-wrong-host': (facts) => ({
    brief: 'Certificate for another host',
    title: `The certificate is not for ${facts.text('serverName', facts.host)}`,
    meaning: `It is for ${facts.text('names', 'other names')}. This may be another machine than the one you mean.${alsoWrong(facts)}`,
    action: facts.has('serverName')
      ? 'Use one of those names as the server name (SNI), under TLS.'
      : 'Use one of those names in the address.'
  }),
  'certificate-changed': (facts) => ({
    brief: 'Certificate changed',
    title: 'The broker shows another certificate than the one you trust',
    meaning: `You trust ${facts.text('oldFingerprint', 'another one')}. It now shows ${facts.text('fingerprint', 'this one')}, for “${facts.text('subject', facts.host)}”.`,
    action: 'Ask whoever runs the broker whether it was replaced before you trust the new one.'
  }),
  'client-certificate-required': (facts) => ({
    brief: 'Client certificate needed',
    title: 'The broker asks for a client certificate',
    meaning: facts.has('refusedByBroker')
      ? 'It ended the handshake because it saw no certificate that it accepts.'
      : 'It lets in only clients that show a certificate of their own.',
    action: 'Choose your certificate and its key, under TLS.'
  }),
  'client-certificate-invalid': (facts) => {
    if (facts.has('refusedByBroker')) {
      return {
        brief: 'Client certificate refused',
        title: 'The broker does not accept your certificate',
        meaning: 'It was issued by an authority the broker does not know, or it has expired.',
        action: 'Choose another client certificate, under TLS.'
      };
    }
    const missing = facts.is('reason', 'no-key') ? 'key' : facts.is('reason', 'no-certificate') ? 'certificate' : null;
    return {
      brief: 'Client certificate unusable',
      title: missing
        ? `The client certificate’s ${missing} is missing`
        : 'Your certificate and key do not fit each other',
      meaning: missing ? 'A certificate and its private key go together.' : 'The key belongs to another certificate.',
      action: missing ? `Choose the ${missing}, under TLS.` : 'Choose the matching pair, under TLS.'
    };
  }
};

const askForAnother = 'Ask whoever runs the broker for a new one.';

function notTrusted(facts: FactReader): FailureEntry {
  const issuer = facts.text('issuer', 'an unknown authority');
  const brief = 'Certificate not trusted';
  switch (facts.text('kind', '')) {
    case 'self-signed':
      return {
        brief,
        title: 'The broker’s certificate is signed by itself',
        meaning: `“${facts.text('subject', facts.host)}” vouches for itself, so nothing shows that this is your broker.`,
        action: 'If it is yours, choose this certificate as the CA file, under TLS.'
      };
    case 'missing-intermediate':
      return {
        brief: 'Certificate chain incomplete',
        title: 'The broker does not send its whole certificate chain',
        meaning: `Its certificate was issued by “${issuer}”, whose own certificate is missing: the broker has to send it along.`,
        action: `Ask whoever runs the broker to add it, or choose a CA file with “${issuer}”, under TLS.`
      };
    case 'revoked':
      return {
        brief: 'Certificate revoked',
        title: 'The broker’s certificate was revoked',
        meaning: `“${issuer}” has withdrawn it.`,
        action: askForAnother
      };
    case 'crl-missing':
      return {
        brief: 'Revocation unknown',
        title: 'The revocation list does not cover the broker’s certificate',
        meaning: `It is of another authority than “${issuer}”, or the authority above it is not in it.`,
        action: 'Choose a file with the lists of all authorities of the chain, under TLS.'
      };
    case 'crl-outdated':
      return {
        brief: 'Revocation list outdated',
        title: 'The revocation list is out of date',
        meaning: 'Whether the broker’s certificate was revoked since cannot be told.',
        action: 'Choose a newer list, under TLS, and check this computer’s clock.'
      };
    case 'weak':
      return {
        brief: 'Certificate too weak',
        title: facts.is('whose', 'authority')
          ? 'The certificate of the broker’s authority is too weak'
          : 'The broker’s certificate is too weak',
        meaning: 'Its key or signature can be forged with today’s means.',
        action: askForAnother
      };
    case 'wrong-purpose':
      return {
        brief,
        title: 'The broker’s certificate is not made for servers',
        meaning: `“${issuer}” issued it for another purpose, such as signing in.`,
        action: askForAnother
      };
    case 'invalid-chain':
      return {
        brief,
        title: 'The broker’s certificate does not stand the check',
        meaning: 'Something in its chain is against the rules of certificates, such as an issuer that may not issue.',
        action: askForAnother
      };
    default:
      return {
        brief,
        title: 'The broker’s certificate is not trusted',
        meaning: unknownAuthority(facts, issuer),
        action: 'Choose the CA file that issued it, under TLS.'
      };
  }
}

function unknownAuthority(facts: FactReader, issuer: string): string {
  const authority = facts.text('authority', issuer);
  if (facts.has('otherKey')) {
    return `It was issued by “${authority}”, but not by the one in the CA file: the names are the same, the keys are not.`;
  }
  return authority === issuer
    ? `It was issued by “${authority}”, which this connection does not know.`
    : `It was issued by “${issuer}” under “${authority}”, which this connection does not know.`;
}

/** What else is wrong with the certificate, as sentences after the first fault's: a person weighs all of it before trusting. */
function alsoWrong(facts: FactReader): string {
  const days = facts.days('alsoExpired');
  return [
    days === null ? '' : facts.is('alsoExpired', 0) ? ' It also expired today.' : ` It also expired ${days} ago.`,
    facts.has('alsoFromMs') ? ` It also starts only on ${facts.date('alsoFromMs', 'a later day')}.` : '',
    facts.has('alsoNames') ? ` It is also for another name: ${facts.text('alsoNames', '')}.` : '',
    facts.has('alsoWeak') ? ' It is also too weak: its key or signature can be forged.' : ''
  ].join('');
}
