import { protocols, type Protocol } from '../../electron/contract/address';

/** All but the socket in the file system, which no test broker listens on. */
export const networkProtocols = protocols.filter((protocol): protocol is NetworkProtocol => protocol !== 'unix');
export type NetworkProtocol = Exclude<Protocol, 'unix'>;
