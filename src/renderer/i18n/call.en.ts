import { emojiEn } from './emoji.en.ts'

/** The call window's words. `name` is the other person's, already isolated for its writing direction. */
export const callEn = {
  window: 'Call with {{name}}',
  you: 'You',
  status: {
    dialing: 'Calling…',
    'ringing-out': 'Ringing…',
    connecting: 'Connecting…',
    reconnecting: 'Reconnecting…',
  },
  said: {
    connected: 'Connected with {{name}}.',
    remoteMuted: '{{name}} switched the microphone off.',
    remoteUnmuted: '{{name}} switched the microphone on.',
    remoteCameraOff: '{{name}} switched the camera off.',
    remoteCameraOn: '{{name}} switched the camera on.',
  },
  duration: 'Duration {{time}}',
  controls: 'Call controls',
  mute: 'Mute',
  unmute: 'Unmute',
  cameraOff: 'Camera off',
  cameraOn: 'Camera on',
  hangUp: 'Hang up',
  withKey: '{{label}} ({{key}})',
  tryMicrophone: 'Try the microphone again',
  tryCamera: 'Try the camera again',
  remoteMuted: 'Microphone off',
  remoteCameraOff: 'Camera off',
  ownPicture: {
    label: 'Your picture, {{corner}}. Arrow keys move it.',
    'top-left': 'top left',
    'top-right': 'top right',
    'bottom-left': 'bottom left',
    'bottom-right': 'bottom right',
    muted: 'Your microphone is off',
    cameraOff: 'Your camera is off',
  },
  notice: {
    dismiss: 'Go on without',
    hide: 'Hide this',
    'microphone-missing': {
      what: 'No microphone found.',
      todo: 'Plug one in, or go on without: you will hear {{name}}, who will not hear you.',
    },
    'microphone-refused': {
      what: 'Ahoy may not use the microphone.',
      todo: 'Allow it in your system’s privacy settings, then try again. {{name}} does not hear you.',
    },
    'microphone-in-use': {
      what: 'The microphone did not start.',
      todo: 'Another app may be using it. Close that app, then try again. {{name}} does not hear you.',
    },
    'camera-missing': {
      what: 'No camera found.',
      todo: 'Plug one in, or go on without: you will see {{name}}, who will not see you.',
    },
    'camera-refused': {
      what: 'Ahoy may not use the camera.',
      todo: 'Allow it in your system’s privacy settings, then try again. {{name}} does not see you.',
    },
    'camera-in-use': {
      what: 'The camera did not start.',
      todo: 'Another app may be using it. Close that app, then try again. {{name}} does not see you.',
    },
    'changed-key': {
      what: '{{name}}’s key is not the one that Ahoy knew.',
      todo: 'It may be a new computer. Compare the safety emoji before you say anything private.',
    },
  },
  safety: {
    label: 'Safety emoji: {{names}}',
    title: 'Is nobody listening in?',
    how: 'Read the six aloud to each other. When {{name}} sees the same ones, this call is private between the two of you.',
    differ: 'When even one differs, hang up.',
    firstContact:
      'This is your first contact. Until you have compared the emoji, Ahoy takes the directory’s word that this is {{name}}.',
    changedKey: '{{name}}’s key has changed since you last spoke. Compare the emoji now.',
  },
  ended: {
    duration: 'You spoke for {{time}}.',
    callAgain: 'Call again',
    'declined-outgoing': { what: '{{name}} declined.', todo: 'You can call again later.' },
    'declined-incoming': { what: 'You declined.', todo: '{{name}} knows that you can’t talk now.' },
    'cancelled-outgoing': { what: 'You took the call back.', todo: '{{name}} may see that you called.' },
    'cancelled-incoming': { what: '{{name}} took the call back.', todo: 'You can call back now.' },
    'no-answer-outgoing': { what: '{{name}} didn’t answer.', todo: 'Your call is among their missed calls.' },
    'no-answer-incoming': { what: 'The call was not answered in time.', todo: 'You can call back now.' },
    'offline-outgoing': {
      what: '{{name}}’s Ahoy is offline.',
      todo: 'Try again when it is online.',
    },
    'offline-incoming': { what: 'This computer was offline.', todo: 'You can call back now.' },
    'crossed-outgoing': { what: 'You called each other at once.', todo: 'The other call goes on.' },
    'crossed-incoming': { what: 'You called each other at once.', todo: 'The other call goes on.' },
    'answered-elsewhere-outgoing': { what: 'Answered on another device.', todo: 'The call goes on there.' },
    'answered-elsewhere-incoming': {
      what: 'Answered on another of your devices.',
      todo: 'The call goes on there.',
    },
    'declined-elsewhere-outgoing': { what: '{{name}} declined.', todo: 'You can call again later.' },
    'declined-elsewhere-incoming': {
      what: 'Declined on another of your devices.',
      todo: 'You can call back from here.',
    },
    'hung-up-me': { what: 'You hung up.', todo: 'The call has ended.' },
    'hung-up-them': { what: '{{name}} hung up.', todo: 'The call has ended.' },
    'hung-up-nobody': { what: 'The call has ended.', todo: 'You can call again.' },
    lost: { what: 'The connection was lost.', todo: 'Check your network, then call again.' },
    failed: { what: 'The call could not connect.', todo: 'Check your network, then call again.' },
    'no-route': {
      what: 'There is no route between the two of you.',
      todo: 'Your networks keep you apart, and the directory needs a relay for that. Tell whoever runs it, or try from another network.',
    },
    insecure: {
      what: 'Ahoy ended this call: it was not private.',
      todo: 'The key was not the one that {{name}} signed. Use another network, and tell whoever runs your directory.',
    },
    'not-allowed-outgoing': { what: '{{name}} can’t be rung now.', todo: 'You may try again later.' },
    'not-allowed-incoming': {
      what: 'The call was stopped by your own rule.',
      todo: 'You switched off who may ring you.',
    },
    'directory-unreachable': {
      what: 'Your directory can’t be reached.',
      todo: 'Check your network, then call again.',
    },
    'not-found': { what: 'Nobody has the handle {{handle}}.', todo: 'Check the spelling, then dial again.' },
    'other-directory': {
      what: '{{handle}} is on another directory.',
      todo: 'Join that directory first, then dial again.',
    },
    'key-changed': {
      what: '{{name}}’s key has changed, so Ahoy did not call.',
      todo: 'Ask {{name}} in another way whether the computer is new.',
    },
    clock: {
      what: 'This computer’s clock is wrong.',
      todo: 'Let the system set date and time, then call again.',
    },
  },
  emoji: emojiEn,
} as const
