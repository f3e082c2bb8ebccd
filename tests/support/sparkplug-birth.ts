import { sparkplugPayload } from './sparkplug-payload';

/** What an edge node says first. */
export const birth = sparkplugPayload({
  timestamp: 1_700_000_000_000,
  seq: 0,
  metrics: [
    { name: 'bdSeq', datatype: 4, long_value: 7 },
    { name: 'Node Control/Rebirth', datatype: 11, boolean_value: false },
    {
      name: 'Temperature',
      alias: 3,
      datatype: 9,
      timestamp: 1_700_000_000_000,
      float_value: 21.4,
      properties: {
        keys: ['engUnit', 'low'],
        values: [
          { type: 12, string_value: '°C' },
          { type: 3, int_value: 0xffff_fff6 }
        ]
      }
    },
    { name: 'Offset', alias: 4, datatype: 2, int_value: 0xffff_fffe }
  ]
});
