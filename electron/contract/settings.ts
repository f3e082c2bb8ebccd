import { z } from 'zod';

const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What a person may set for the whole program. Sizes in bytes; panel sizes in CSS px. */
export const settingsSchema = z.object({
  theme: z.enum(themes).default('system'),
  /** History kept per connection; the oldest messages go first, last values stay. */
  historyBudgetBytes: z.int().min(16_000_000).max(4_000_000_000).default(256_000_000),
  /** A PUBLISH above this ends the link with a sentence. 256,000,000 is MQTT's own limit, rounded down. */
  maxPayloadBytes: z.int().min(1_000).max(256_000_000).default(256_000_000),
  railWidthPx: z.int().min(160).max(480).default(216),
  inspectorWidthPx: z.int().min(280).max(1200).default(440),
  publishHeightPx: z.int().min(120).max(800).default(185),
  railShown: z.boolean().default(true),
  inspectorShown: z.boolean().default(true),
  publishShown: z.boolean().default(true)
});

export type Settings = z.infer<typeof settingsSchema>;
export const settingsPatchSchema = settingsSchema.partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
