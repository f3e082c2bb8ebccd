// Made by zstd 1.5.4 of the command line; the first three of `{"temperature":21.5,"unit":"C"}`.
export const sized = Buffer.from('KLUv/SQf+QAAeyJ0ZW1wZXJhdHVyZSI6MjEuNSwidW5pdCI6IkMife5YVCo=', 'base64');
export const unchecked = Buffer.from('KLUv/SAf+QAAeyJ0ZW1wZXJhdHVyZSI6MjEuNSwidW5pdCI6IkMifQ==', 'base64');
export const streamed = Buffer.from('KLUv/QRY+QAAeyJ0ZW1wZXJhdHVyZSI6MjEuNSwidW5pdCI6IkMife5YVCo=', 'base64');
export const fast = Buffer.from(
  'KLUv/WRfCzUGACILHRmAJ+raAid+mmoQmAGmNbJTSin3OsAZSe8BBZ/09PT09P////++79u2bdt2Xdd127Zt27Isy5IkSZLkOI7jtm3b0Hxm9KzgGbGzNHTDLlqCTBtA4QfxqKRgQQxqKJQwyhLQMMhCqKMEFMJAUwMidhRBUwcBfKgx6FpnvwPgNZYDEYwQKAQMAYEoWIDE33wgiUZEIhETIJKITCJphCQkUTQkIgkpKRIxPEFAUitHbj/aj9cKw5pHRI6RR+TAwqA4WwFADUPsyBk=',
  'base64'
);
export const dense = Buffer.from(
  'KLUv/WRfC+0FABILHBWQTQdCjYJlh/+foITslFLS2uyM04GVhfb29vb2/////77v+7Zt27Zd13Xdtm3btizLsiRJkiR5PB6Pd3d3d3dnG21BEsK1I7thFy1BtjugusB4LEVikGkFiynNwgxRgzDPOlayPE60AkbcsaBoUQGAgKgR4LO13wHgmeYRjBAkBAhFQJByBSZ+P9SK2cw2Wxmz1TYrZbbVZsVstpmtjG36JpRfo9zfa2yja0vcorq/prk/1sjFbQVcNUPsyBk=',
  'base64'
);
