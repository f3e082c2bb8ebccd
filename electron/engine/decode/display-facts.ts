import type { MessageFacts, MessageProperties, ShownFacts, ShownProperties, ShownText } from '#contract/message';
import { topicNameProblem } from '#contract/topic';
import { displayText } from '#contract/display-text';

const mostUserProperties = 200;
const mostCharacters = 4_000;
/** Stands for bytes that are no UTF-8: what came cannot be told any more. */
const replacement = '\ufffd';

/** A message's facts with all text safe to show, and no more of it than a person looks at. */
export function displayFacts(facts: MessageFacts): ShownFacts {
  return { ...facts, properties: facts.properties && displayProperties(facts.properties) };
}

function displayProperties(properties: MessageProperties): ShownProperties {
  const { contentType, responseTopic, userProperties } = properties;
  return {
    ...properties,
    contentType: contentType === null ? null : shown(contentType),
    responseTopic: responseTopic === null ? null : shown(responseTopic),
    published: { contentType, responseTopic },
    replyTopic: responseTopic !== null && mayBePublishedTo(responseTopic) ? responseTopic : null,
    userProperties: userProperties
      .slice(0, mostUserProperties)
      .map(([name, value]) => [shown(name), shown(value)] as const)
  };
}

function mayBePublishedTo(topic: string): boolean {
  return topicNameProblem(topic) === null && !topic.includes(replacement);
}

function shown(text: string): ShownText {
  const part = text.length > mostCharacters ? wholePart(text) : text;
  return { text: displayText(part), characters: text.length, shownCharacters: part.length };
}

/** Never between the two halves of one character. */
function wholePart(text: string): string {
  const last = text.charCodeAt(mostCharacters - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? mostCharacters - 1 : mostCharacters);
}
