/** One stroke or fill of an icon on the 16 x 16 grid. */
export interface IconShape {
  readonly path?: string;
  /** Centre x, centre y, radius. */
  readonly circle?: readonly [number, number, number];
  /** x, y, width, height, corner radius. */
  readonly rect?: readonly [number, number, number, number, number];
  readonly filled?: true;
  readonly strokeWidth?: number;
}

const shapes = {
  chevron: [{ path: 'm6 3.5 4.5 4.5L6 12.5' }],
  down: [{ path: 'm4 6.2 4 4 4-4' }],
  up: [{ path: 'm4 9.8 4-4 4 4' }],
  more: [
    { circle: [3.5, 8, 1.2], filled: true },
    { circle: [8, 8, 1.2], filled: true },
    { circle: [12.5, 8, 1.2], filled: true }
  ],
  reply: [{ path: 'M3 13.5V8A3.5 3.5 0 0 1 6.5 4.5H13M10 1.8l3 2.7-3 2.7' }],
  pause: [{ path: 'M5.5 3.5v9M10.5 3.5v9', strokeWidth: 2 }],
  play: [{ path: 'M5 3.2v9.6l8-4.8z', filled: true }],
  plus: [{ path: 'M8 3.5v9M3.5 8h9' }],
  minus: [{ path: 'M3.5 8h9' }],
  cross: [{ path: 'm4 4 8 8M12 4l-8 8' }],
  check: [{ path: 'm3.5 8.5 3 3 6-7' }],
  dash: [{ path: 'M4 8h8' }],
  gear: [
    { path: 'M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6' },
    { circle: [10.3, 4.5, 1.7] },
    { circle: [5.8, 11.5, 1.7] }
  ],
  copy: [
    { rect: [5.5, 5.5, 8, 8, 1.5] },
    { path: 'M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5' }
  ],
  send: [{ path: 'M13.5 2.5 7 9M13.5 2.5l-4 11L7 9 2.5 6.5z' }],
  collapse: [{ path: 'M3 8h10M8 1.8v3.4M6.2 3.8 8 5.6l1.8-1.8M8 14.2v-3.4M6.2 12.2 8 10.4l1.8 1.8' }],
  list: [{ path: 'M2.5 4h11M2.5 8h11M2.5 12h11' }],
  tree: [{ path: 'M2.5 3.5h5M5.5 8h8M5.5 12.5h8M3.5 3.5v9h2M3.5 8h2' }],
  panelLeft: [{ rect: [2, 3, 12, 10, 1.5] }, { path: 'M6 3v10' }],
  panelRight: [{ rect: [2, 3, 12, 10, 1.5] }, { path: 'M10 3v10' }],
  panelBottom: [{ rect: [2, 3, 12, 10, 1.5] }, { path: 'M2 9.5h12' }],
  dot: [{ circle: [8, 8, 4], filled: true }],
  ring: [{ circle: [8, 8, 3.5] }],
  triangle: [{ path: 'M8 2.8 14 13H2z' }, { path: 'M8 6.8v2.8M8 11.3v.1' }],
  arc: [{ path: 'M8 3a5 5 0 1 1-4.6 3' }],
  warning: [{ circle: [8, 8, 5.5] }, { path: 'M8 5.2v3.3M8 10.8v.1' }],
  info: [{ circle: [8, 8, 5.5] }, { path: 'M8 7.5v3.3M8 5.2v.1' }],
  history: [{ path: 'M8 3.5v4.8l3 1.7' }, { path: 'M2.6 6.6A5.6 5.6 0 1 1 2.5 9' }, { path: 'M2.3 3.8v3h3' }],
  circleArrow: [{ path: 'M13 3v3.5H9.5' }, { path: 'M12.8 6.5A5.3 5.3 0 1 0 13.2 9' }],
  lock: [{ rect: [3.5, 7, 9, 6.5, 1.2] }, { path: 'M5.5 7V5a2.5 2.5 0 0 1 5 0v2' }],
  lockOpen: [{ rect: [3.5, 7, 9, 6.5, 1.2] }, { path: 'M5.5 7V4.6a2.5 2.5 0 0 1 4.8-1' }],
  folder: [{ path: 'M2 12.5v-9h4.2l1.6 2H14v7z' }],
  file: [{ path: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3' }],
  key: [{ circle: [5.5, 10.5, 2.8] }, { path: 'm7.6 8.4 5.4-5.4M11 5l1.8 1.8' }],
  certificate: [{ rect: [2.5, 2.5, 11, 8, 1.2] }, { path: 'M5 5.2h6M5 7.6h2.5M9.5 10v4l1.2-1 1.2 1v-4' }],
  eye: [{ path: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z' }, { circle: [8, 8, 1.8] }],
  download: [{ path: 'M8 2.5v7.5M5 7.2l3 3 3-3M2.5 11v2.5h11V11' }],
  demo: [{ path: 'M8 2 3.5 8.5h9zM8 6 2.5 12h11zM8 12v2.5' }],
  search: [{ circle: [7, 7, 4.25] }, { path: 'm10.2 10.2 3.3 3.3' }],
  filter: [{ path: 'M2.5 3.5h11l-4.2 5v4.5l-2.6-1.4V8.5z' }],
  compare: [{ path: 'M5.5 2.5v11M10.5 2.5v11M2.5 5l3-2.5L8 5M8 11l2.5 2.5L13.5 11' }],
  topic: [{ path: 'M3 8h10M3 4.5h6M3 11.5h8' }],
  previous: [{ path: 'm10 3.5-4.5 4.5 4.5 4.5' }],
  next: [{ path: 'm6 3.5 4.5 4.5L6 12.5' }],
  undo: [{ path: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 4 3 6.5 5.5 9' }],
  ghost: [{ path: 'M3 13V7a5 5 0 0 1 10 0v6l-1.7-1.4L9.7 13 8 11.6 6.3 13l-1.6-1.4z' }],
  sliders: [
    { path: 'M4 2.5v4M4 9.5v4M8 2.5v7M8 12.5v1M12 2.5v2M12 7.5v6' },
    { circle: [4, 8, 1.5] },
    { circle: [8, 11, 1.5] },
    { circle: [12, 6, 1.5] }
  ],
  globe: [{ circle: [8, 8, 5.5] }, { path: 'M2.5 8h11M8 2.5c2 2 2 9 0 11M8 2.5c-2 2-2 9 0 11' }],
  pin: [{ path: 'M10 2.5 13.5 6l-2 .7-2.6 2.6-.4 2.7-4.5-4.5 2.7-.4 2.6-2.6zM6.2 9.8 2.5 13.5' }],
  plug: [{ path: 'M6 2.5v3M10 2.5v3M4 5.5h8v2a4 4 0 0 1-8 0zM8 11.5v2.5' }]
} satisfies Record<string, readonly IconShape[]>;

export type IconName = keyof typeof shapes;
/** The design's own icon set as data, so that Icon draws real elements and nobody needs innerHTML. */
export const iconShapes: Readonly<Record<IconName, readonly IconShape[]>> = shapes;
