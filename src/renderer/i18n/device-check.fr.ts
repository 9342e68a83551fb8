import type { deviceCheckEn } from './device-check.en.ts'
import type { WordsLike } from './words.ts'

export const deviceCheckFr: WordsLike<typeof deviceCheckEn> = {
  title: 'Vérifier le son et l’image',
  row: {
    group: 'Son et image',
    title: 'Micro, caméra et haut-parleur',
    hint: 'Avant d’appeler, voyez et entendez ce que les autres recevront.',
    inCall: 'Vous êtes en communication. La vérification sera possible ensuite.',
    action: 'Vérifier le son et l’image',
  },
  camera: {
    title: 'Caméra',
    opening: 'Démarrage de la caméra',
    preview: 'Votre image, comme dans un miroir',
    noPreview: 'Pas d’image',
  },
  microphone: {
    title: 'Micro',
    opening: 'Démarrage du micro',
    level: 'Niveau du micro',
    hint: 'Dites quelque chose : la barre bouge quand Ahoy vous entend.',
    heard: 'Ahoy vous entend.',
  },
  speaker: {
    title: 'Haut-parleur',
    hint: 'Rien à entendre ? Vérifiez le volume et la sortie dans les réglages du système.',
    play: 'Émettre un son',
    playing: 'Son en cours',
  },
  echo: {
    title: 'S’entendre dans un vrai appel',
    hint: '@echo répond tout seul et renvoie ce qu’il entend et voit.',
    voice: 'Appel audio à @echo',
    video: 'Appel vidéo à @echo',
  },
  privacy:
    'Le son et l’image restent sur cet ordinateur. Quand vous quittez cette page, le micro et la caméra s’éteignent.',
  todo: {
    'microphone-missing':
      'Branchez-en un. Vous pouvez aussi appeler sans : vous entendrez les autres, qui ne vous entendront pas.',
    'microphone-refused': 'Autorisez-le dans les réglages de confidentialité, puis réessayez.',
    'microphone-in-use': 'Une autre application s’en sert peut-être. Fermez-la, puis réessayez.',
    'camera-missing':
      'Branchez-en une. Vous pouvez aussi appeler sans : vous verrez les autres, qui ne vous verront pas.',
    'camera-refused': 'Autorisez-la dans les réglages de confidentialité, puis réessayez.',
    'camera-in-use': 'Une autre application s’en sert peut-être. Fermez-la, puis réessayez.',
  },
}
