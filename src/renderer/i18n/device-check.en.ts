/** The words of the page on which a person tries microphone, camera and speaker. */
export const deviceCheckEn = {
  title: 'Check sound and picture',
  row: {
    group: 'Sound and picture',
    title: 'Microphone, camera and speaker',
    hint: 'See and hear how you come across before you call.',
    inCall: 'You are in a call. You can check once it is over.',
    action: 'Check sound and picture',
  },
  camera: {
    title: 'Camera',
    opening: 'Starting the camera',
    preview: 'Your picture, as in a mirror',
    noPreview: 'No picture',
  },
  microphone: {
    title: 'Microphone',
    opening: 'Starting the microphone',
    level: 'Microphone level',
    hint: 'Say something: the bar moves when Ahoy hears you.',
    heard: 'Ahoy hears you.',
  },
  speaker: {
    title: 'Speaker',
    hint: 'Nothing to hear? Check the volume and the output in your system’s settings.',
    play: 'Play a sound',
    playing: 'Playing',
  },
  echo: {
    title: 'Hear yourself in a real call',
    hint: '@echo answers by itself and sends back what it hears and sees.',
    voice: 'Call @echo by voice',
    video: 'Call @echo by video',
  },
  privacy: 'Sound and picture stay on this computer. Both devices are off again when you leave this page.',
  todo: {
    'microphone-missing':
      'Plug one in. You can also call without: you hear the others, and they do not hear you.',
    'microphone-refused': 'Allow it in your system’s privacy settings, then try again.',
    'microphone-in-use': 'Another app may be using it. Close that app, then try again.',
    'camera-missing': 'Plug one in. You can also call without: you see the others, and they do not see you.',
    'camera-refused': 'Allow it in your system’s privacy settings, then try again.',
    'camera-in-use': 'Another app may be using it. Close that app, then try again.',
  },
} as const
