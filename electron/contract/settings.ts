import { z } from 'zod';

const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What each setting may be. Without defaults: in zod 4 a default still applies inside `.partial()`, and a patch would reset what it does not name. */
const values = z.object({
  theme: z.enum(themes),
  /** History kept per connection; the oldest messages go first, last values stay. */
  historyBudgetBytes: z.int().min(16_000_000).max(4_000_000_000),
  /** A PUBLISH above this ends the link with a sentence. 256,000,000 is MQTT's own limit, rounded down. */
  maxPayloadBytes: z.int().min(1_000).max(256_000_000),
  railWidthPx: z.int().min(160).max(480),
  inspectorWidthPx: z.int().min(280).max(1200),
  publishHeightPx: z.int().min(120).max(800),
  railShown: z.boolean(),
  inspectorShown: z.boolean(),
  publishShown: z.boolean()
});
const { shape } = values;

/** What a person may set for the whole program, complete: what is missing gets its default. Sizes in bytes; panel sizes in CSS px. */
export const settingsSchema = z.object({
  theme: shape.theme.default('system'),
  historyBudgetBytes: shape.historyBudgetBytes.default(256_000_000),
  maxPayloadBytes: shape.maxPayloadBytes.default(256_000_000),
  railWidthPx: shape.railWidthPx.default(216),
  inspectorWidthPx: shape.inspectorWidthPx.default(440),
  publishHeightPx: shape.publishHeightPx.default(185),
  railShown: shape.railShown.default(true),
  inspectorShown: shape.inspectorShown.default(true),
  publishShown: shape.publishShown.default(true)
}) satisfies z.ZodType<z.infer<typeof values>>;

export type Settings = z.infer<typeof settingsSchema>;
/** The settings to change, and no other. */
export const settingsPatchSchema = values.partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
