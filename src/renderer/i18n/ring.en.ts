/** The ring window's words. */
export const ringEn = {
  announce: '{{name}}, @{{handle}}, is calling. {{kind}}.',
  announceChanged: 'Someone is calling as {{name}}, @{{handle}}, with a changed key. {{kind}}.',
  videoCall: 'Video call',
  voiceCall: 'Voice call',
  rule: { everyone: 'Everyone may call you' },
  firstContact: 'You have not talked before. Only the directory vouches for who this is.',
  changedTitle: 'Is this {{name}}?',
  changedBody: 'The key has changed since you last talked. It may be a new computer, or somebody else.',
  more_one: '{{count}} more call',
  more_other: '{{count}} more calls',
  video: 'Video',
  voice: 'Voice',
} as const
