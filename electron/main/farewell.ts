import type { ControlMessage } from '#contract/engine-control';
import type { ForkedProcess } from './forked-process';

/** How long engines may take to say goodbye to their brokers (else the brokers send the last wills). */
const farewellMs = 1_500;

/** Lets the engine say goodbye to the broker, then makes sure of it. */
export async function farewell<Port>(engine: ForkedProcess<Port>): Promise<void> {
  await new Promise<void>((resolve) => {
    const impatience = setTimeout(() => {
      engine.kill();
      resolve();
    }, farewellMs);
    engine.onExit(() => {
      clearTimeout(impatience);
      resolve();
    });
    const stop: ControlMessage = { kind: 'stop' };
    engine.post(stop);
  });
}
