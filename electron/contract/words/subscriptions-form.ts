import type { Subscription } from '../subscription';

/** The section Subscriptions of the connection form. */
export const subscriptionsFormWords = {
  title: 'Subscriptions',
  lede: 'Subscribed right after connecting. The tree shows only what these match.',
  on: (filter: string, position: number) => `Subscribe ${filter || `filter ${position}`}`,
  filter: 'Topic filter',
  filterOf: (position: number) => `Topic filter ${position}`,
  qos: 'QoS',
  qosOf: (position: number) => `QoS of filter ${position}`,
  retained: 'Retained',
  retainedOf: (position: number) => `Retained messages of filter ${position}`,
  retainHandling: ['On subscribe', 'New only', 'Never'] satisfies Record<Subscription['retainHandling'], string>,
  own: 'Own messages',
  ownOf: (position: number) => `Own messages of filter ${position}`,
  show: 'Show',
  hide: 'Hide',
  more: (position: number) => `More about filter ${position}`,
  retainAsPublishedOf: (position: number) => `Retain flag of filter ${position}`,
  retainAsPublishedMeaning: 'Keep the retain flag as published',
  subscriptionId: 'Subscription ID',
  subscriptionIdOf: (position: number) => `Subscription ID of filter ${position}`,
  none: 'None',
  remove: (filter: string, position: number) => `Remove ${filter || `filter ${position}`}`,
  add: 'Add filter',
  addSystem: 'Add $SYS/#',
  noFilters: 'No filter: the broker will send nothing.',
  allOff: 'Every filter is off: the broker will send nothing.',
  mqtt5Only: 'Retained, own messages, retain flag and subscription ID need MQTT 5.',
  everythingTitle: 'asks the broker for every message',
  everythingMeaning:
    'On a busy broker that is a lot of traffic, and some brokers refuse it. Narrow it to the branch you need, for example',
  everythingExample: 'factory/leipzig/line-2/#',
  sharedTitle: 'takes messages from the others of its group',
  sharedMeaning: 'Each message goes to one member of the group only: what Treeline shows, another client does not get.'
} as const;
