/** Words that more than one window says. */
export const sharedEn = {
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  tryAgain: 'Try again',
  undo: 'Undo',
  answerVideo: 'Answer with video',
  answerVoice: 'Answer with voice',
  decline: 'Decline',
  videoCall: 'Video call',
  voiceCall: 'Voice call',
  trouble: {
    title: 'This window stopped working',
    body: 'Calls go on without it. Open it again to go on here.',
    noApp: 'This page belongs to the Ahoy app. Open Ahoy to use it.',
    reload: 'Open it again',
  },
  loading: 'Opening Ahoy',
} as const
