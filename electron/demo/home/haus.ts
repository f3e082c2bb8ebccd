import { gauge } from '../gauge';
import { mode } from '../mode';
import { fixed, state, type Point } from '../point';
import type { Site } from '../site';

const WINDOWS = [
  'haus/Küche/Fenster links 🪟',
  'haus/Küche/Fenster rechts 🪟',
  'haus/Büro Süd/Fenster 🪟',
  'haus/Gästezimmer/Fenster 🪟'
];
const PLANTS = [
  'haus/Wohnzimmer/Zitronenbaum 🍋/Feuchte',
  'haus/Wohnzimmer/Aloe 🌱/Feuchte',
  'haus/Büro Süd/Farn 🌿/Feuchte'
];

/** A home-made installation: topics with spaces, umlauts and emoji, as people really name them. */
export function haus(site: Site): Point[] {
  return [
    ...WINDOWS.map((topic) =>
      mode(site, topic, 30_000, { usual: 'zu', others: ['offen', 'gekippt'], leaves: 0.1, returns: 0.3 })
    ),
    ...PLANTS.map((topic) => gauge(site, topic, 20_000, { mean: 46, swing: 4, decimals: 0, unit: '%' })),
    gauge(site, 'haus/Büro Süd/Lüftung', 6_000, { mean: 620, swing: 80, decimals: 0, unit: 'm³/h' }),
    gauge(site, 'haus/Küche/Kühlschrank/Temperatur', 25_000, { mean: 5.2, swing: 0.3, decimals: 1, unit: '°C' }),
    state('haus/Begrüßung', site.random('haus/Begrüßung'), 30_000, (nowMs) =>
      site.day.isWaking(nowMs) ? 'Schönen Tag 👋' : 'Gute Nacht 🌙'
    ),
    fixed('haus/Adresse', 'Straße der Kühnen 7, Zürich')
  ];
}
