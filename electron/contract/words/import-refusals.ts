import type { FactReader, FailureEntry } from './failure-entry';

/** Why nothing of a file could be imported: `reason` in the facts of `import-unreadable`. */
export function importRefusalWords(facts: FactReader, name: string): FailureEntry {
  const brief = 'Nothing to import';
  switch (facts.text('reason', '')) {
    case 'too-large':
      return {
        brief,
        title: `${name} is too large`,
        meaning: `It is larger than ${facts.size('limitBytes', 'an import may be')}; nothing of it was read.`,
        action: 'Messages make such files large: export the connections without their messages.'
      };
    case 'too-deep':
    case 'too-many':
      return {
        brief,
        title: `${name} is not read`,
        meaning: 'No tool nests or lists so much in its connections; nothing of it was taken.',
        action: 'Choose another file.'
      };
    case 'too-long':
      return {
        brief,
        title: `${name} takes too long to read`,
        meaning: `Reading it was given up after ${facts.text('seconds', '30')} s; nothing of it was taken.`,
        action: 'In MQTTX, export the connections without their messages, and import that file.'
      };
    case 'newer':
      return {
        brief,
        title: `${name} is of a newer Treeline`,
        meaning: 'It may hold what this one does not understand.',
        action: 'Update Treeline, then import it.'
      };
    case 'unreadable':
    case 'no-file':
      return {
        brief,
        title: `${name} cannot be read`,
        meaning: 'It is missing or no file, or this account may not open it.',
        action: 'Choose another file.'
      };
    case 'forgotten':
      return {
        brief,
        title: 'This import is no longer open',
        meaning: 'It was carried out, or others were opened since.',
        action: 'Open the file again.'
      };
    default:
      return {
        brief,
        title: `${name} holds no connections that Treeline can read`,
        meaning:
          'Treeline reads its own exports, the settings.json of MQTT Explorer, and exports and the database of MQTTX.',
        action: 'Choose another file.'
      };
  }
}
