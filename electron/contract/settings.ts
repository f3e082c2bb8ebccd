import { z } from 'zod';
import { settingLimits } from './limits';

const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What each setting may be. Without defaults: in zod 4 a default still applies inside `.partial()`, and a patch would reset what it does not name. */
const values = z.object({
  theme: z.enum(themes),
  /** History kept per connection; the oldest messages go first, last values stay. */
  historyBudgetBytes: within('historyBudgetBytes'),
  /** A PUBLISH above this ends the link with a sentence. */
  maxPayloadBytes: within('maxPayloadBytes'),
  /** How much of a burst waits in memory before the broker has to. */
  receiveBufferBytes: within('receiveBufferBytes'),
  /** Topics in the tree; more are counted, not shown. */
  topicLimit: within('topicLimit'),
  railWidthPx: within('railWidthPx'),
  inspectorWidthPx: within('inspectorWidthPx'),
  publishHeightPx: within('publishHeightPx'),
  railShown: z.boolean(),
  inspectorShown: z.boolean(),
  publishShown: z.boolean(),
  /** Secrets may be written unencrypted where this computer has no key store. */
  storeSecretsUnprotected: z.boolean()
});
const { shape } = values;

/** What a person may set for the whole program, complete: what is missing gets its default. Sizes in bytes; panel sizes in CSS px. */
export const settingsSchema = z.object({
  theme: shape.theme.default('system'),
  historyBudgetBytes: shape.historyBudgetBytes.default(settingLimits.historyBudgetBytes.usual),
  maxPayloadBytes: shape.maxPayloadBytes.default(settingLimits.maxPayloadBytes.usual),
  receiveBufferBytes: shape.receiveBufferBytes.default(settingLimits.receiveBufferBytes.usual),
  topicLimit: shape.topicLimit.default(settingLimits.topicLimit.usual),
  railWidthPx: shape.railWidthPx.default(settingLimits.railWidthPx.usual),
  inspectorWidthPx: shape.inspectorWidthPx.default(settingLimits.inspectorWidthPx.usual),
  publishHeightPx: shape.publishHeightPx.default(settingLimits.publishHeightPx.usual),
  railShown: shape.railShown.default(true),
  inspectorShown: shape.inspectorShown.default(true),
  publishShown: shape.publishShown.default(true),
  storeSecretsUnprotected: shape.storeSecretsUnprotected.default(false)
}) satisfies z.ZodType<z.infer<typeof values>>;

export type Settings = z.infer<typeof settingsSchema>;
/** The settings to change, and no other. */
export const settingsPatchSchema = values.partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

function within(name: keyof typeof settingLimits): z.ZodInt {
  return z.int().min(settingLimits[name].min).max(settingLimits[name].max);
}
