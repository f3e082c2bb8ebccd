import type { MessageFacts, MessageProperties } from '#contract/message';
import { displayText } from '#contract/display-text';

const maxUserProperties = 200;
const maxValueCharacters = 4_000;

/** A message's facts with all text safe to show, and no more of it than a person looks at. */
export function displayFacts(facts: MessageFacts): MessageFacts {
  return { ...facts, properties: facts.properties && displayProperties(facts.properties) };
}

function displayProperties(properties: MessageProperties): MessageProperties {
  return {
    ...properties,
    contentType: properties.contentType === null ? null : shown(properties.contentType),
    responseTopic: properties.responseTopic === null ? null : shown(properties.responseTopic),
    userProperties: properties.userProperties
      .slice(0, maxUserProperties)
      .map(([name, value]) => [shown(name), shown(value)] as const)
  };
}

function shown(text: string): string {
  return text.length > maxValueCharacters ? `${displayText(text.slice(0, maxValueCharacters))}…` : displayText(text);
}
