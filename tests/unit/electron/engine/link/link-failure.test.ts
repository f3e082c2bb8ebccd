import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../../electron/contract/failure';
import {} from '../../../../../electron/engine/link/link-failure';

const facts = { host: 'broker.example', port: 8883, protocol: 'mqtts' };

function coded(code: string, message = ''): Error {
  return Object.assign(new Error(message), { code });
}
