import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { portChannel } from '#contract/channels';

/** A fresh channel: one end goes to the page, the other comes back for the engine. No message on it passes through main. */
export function openChannel(page: WebContents, profileId: string): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  page.postMessage(portChannel, { profileId }, [port2]);
  return port1;
}
