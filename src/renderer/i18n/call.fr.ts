import type { callEn } from './call.en.ts'
import { emojiFr } from './emoji.fr.ts'
import type { WordsLike } from './words.ts'

export const callFr: WordsLike<typeof callEn> = {
  window: 'Appel avec {{name}}',
  you: 'Vous',
  status: {
    dialing: 'Appel en cours…',
    'ringing-out': 'Ça sonne…',
    connecting: 'Connexion…',
    reconnecting: 'Reconnexion…',
  },
  said: {
    connected: 'En ligne avec {{name}}.',
    remoteMuted: '{{name}} a coupé son micro.',
    remoteUnmuted: '{{name}} a rétabli son micro.',
    remoteCameraOff: '{{name}} a coupé sa caméra.',
    remoteCameraOn: '{{name}} a rétabli sa caméra.',
  },
  duration: 'Durée {{time}}',
  controls: 'Commandes de l’appel',
  mute: 'Couper le micro',
  unmute: 'Rétablir le micro',
  cameraOff: 'Couper la caméra',
  cameraOn: 'Activer la caméra',
  hangUp: 'Raccrocher',
  withKey: '{{label}} ({{key}})',
  tryMicrophone: 'Réessayer le micro',
  tryCamera: 'Réessayer la caméra',
  remoteMuted: 'Micro coupé',
  remoteCameraOff: 'Caméra coupée',
  ownPicture: {
    label: 'Votre image, {{corner}}. Les flèches la déplacent.',
    'top-left': 'en haut à gauche',
    'top-right': 'en haut à droite',
    'bottom-left': 'en bas à gauche',
    'bottom-right': 'en bas à droite',
    muted: 'Votre micro est coupé',
    cameraOff: 'Votre caméra est coupée',
  },
  notice: {
    dismiss: 'Continuer sans',
    hide: 'Masquer ce message',
    'microphone-missing': {
      what: 'Aucun micro trouvé.',
      todo: 'Branchez-en un ou continuez sans : vous entendrez {{name}}, qui ne vous entendra pas.',
    },
    'microphone-refused': {
      what: 'Ahoy n’a pas accès au micro.',
      todo: 'Autorisez-le dans les réglages de confidentialité, puis réessayez. {{name}} ne vous entend pas.',
    },
    'microphone-in-use': {
      what: 'Le micro n’a pas démarré.',
      todo: 'Une autre application s’en sert peut-être. Fermez-la, puis réessayez. {{name}} ne vous entend pas.',
    },
    'camera-missing': {
      what: 'Aucune caméra trouvée.',
      todo: 'Branchez-en une ou continuez sans : vous verrez {{name}}, qui ne vous verra pas.',
    },
    'camera-refused': {
      what: 'Ahoy n’a pas accès à la caméra.',
      todo: 'Autorisez-la dans les réglages de confidentialité, puis réessayez. {{name}} ne vous voit pas.',
    },
    'camera-in-use': {
      what: 'La caméra n’a pas démarré.',
      todo: 'Une autre application s’en sert peut-être. Fermez-la, puis réessayez. {{name}} ne vous voit pas.',
    },
    'changed-key': {
      what: 'La clé de {{name}} n’est plus celle qu’Ahoy connaissait.',
      todo: 'C’est peut-être un nouvel ordinateur. Comparez les émojis avant de parler de choses privées.',
    },
  },
  safety: {
    label: 'Émojis de sécurité : {{names}}',
    title: 'Personne n’écoute ?',
    how: 'Lisez-vous les six émojis à voix haute. Si {{name}} voit les mêmes, cet appel reste entre vous deux.',
    differ: 'S’il y en a un seul de différent, raccrochez.',
    firstContact:
      'C’est votre premier contact. Tant que vous n’avez pas comparé les émojis, Ahoy croit l’annuaire sur parole : rien d’autre ne dit que c’est bien {{name}}.',
    changedKey:
      'La clé de {{name}} a changé depuis votre dernière conversation. Comparez les émojis maintenant.',
  },
  ended: {
    duration: 'Vous avez parlé {{time}}.',
    callAgain: 'Rappeler',
    'declined-outgoing': { what: '{{name}} a refusé l’appel.', todo: 'Vous pouvez rappeler plus tard.' },
    'declined-incoming': {
      what: 'Vous avez refusé l’appel.',
      todo: '{{name}} sait que vous n’êtes pas disponible.',
    },
    'cancelled-outgoing': {
      what: 'Vous avez annulé l’appel.',
      todo: '{{name}} verra peut-être que vous avez appelé.',
    },
    'cancelled-incoming': { what: '{{name}} a annulé l’appel.', todo: 'Vous pouvez rappeler maintenant.' },
    'no-answer-outgoing': {
      what: '{{name}} n’a pas répondu.',
      todo: 'Votre appel figure dans ses appels manqués.',
    },
    'no-answer-incoming': {
      what: 'L’appel n’a pas été pris à temps.',
      todo: 'Vous pouvez rappeler maintenant.',
    },
    'offline-outgoing': {
      what: 'L’Ahoy de {{name}} est hors ligne.',
      todo: 'Réessayez quand il sera en ligne.',
    },
    'offline-incoming': {
      what: 'Cet ordinateur était hors ligne.',
      todo: 'Vous pouvez rappeler maintenant.',
    },
    'crossed-outgoing': {
      what: 'Vous vous êtes appelés au même moment.',
      todo: 'L’autre appel se poursuit.',
    },
    'crossed-incoming': {
      what: 'Vous vous êtes appelés au même moment.',
      todo: 'L’autre appel se poursuit.',
    },
    'answered-elsewhere-outgoing': {
      what: 'L’appel a été pris sur un autre appareil.',
      todo: 'Il se poursuit là-bas.',
    },
    'answered-elsewhere-incoming': {
      what: 'Vous avez répondu sur un autre appareil.',
      todo: 'L’appel se poursuit là-bas.',
    },
    'declined-elsewhere-outgoing': {
      what: '{{name}} a refusé l’appel.',
      todo: 'Vous pouvez rappeler plus tard.',
    },
    'declined-elsewhere-incoming': {
      what: 'Vous avez refusé sur un autre appareil.',
      todo: 'Vous pouvez rappeler d’ici.',
    },
    'hung-up-me': { what: 'Vous avez raccroché.', todo: 'L’appel est terminé.' },
    'hung-up-them': { what: '{{name}} a raccroché.', todo: 'L’appel est terminé.' },
    'hung-up-nobody': { what: 'L’appel est terminé.', todo: 'Vous pouvez rappeler.' },
    lost: { what: 'La connexion a été perdue.', todo: 'Vérifiez votre réseau, puis rappelez.' },
    failed: { what: 'L’appel n’a pas pu aboutir.', todo: 'Vérifiez votre réseau, puis rappelez.' },
    'no-route': {
      what: 'Aucun chemin ne vous relie.',
      todo: 'Vos réseaux vous séparent : pour cela, l’annuaire a besoin d’un relais. Parlez-en à la personne qui le gère, ou essayez depuis un autre réseau.',
    },
    insecure: {
      what: 'Ahoy a coupé cet appel : il n’était pas privé.',
      todo: 'La clé n’était pas celle que {{name}} a signée. Changez de réseau et prévenez les responsables de votre annuaire.',
    },
    'not-allowed-outgoing': {
      what: '{{name}} n’est pas joignable pour le moment.',
      todo: 'Vous pouvez réessayer plus tard.',
    },
    'not-allowed-incoming': {
      what: 'Votre propre règle a arrêté l’appel.',
      todo: 'Vous avez désactivé les appels.',
    },
    'directory-unreachable': {
      what: 'Votre annuaire est injoignable.',
      todo: 'Vérifiez votre réseau, puis rappelez.',
    },
    'not-found': {
      what: 'Personne n’a l’identifiant {{handle}}.',
      todo: 'Vérifiez l’orthographe, puis recomposez.',
    },
    'other-directory': {
      what: '{{handle}} est sur un autre annuaire.',
      todo: 'Rejoignez d’abord cet annuaire, puis recomposez.',
    },
    'key-changed': {
      what: 'La clé de {{name}} a changé : Ahoy n’a pas appelé.',
      todo: 'Demandez à {{name}}, par un autre moyen, si son ordinateur est nouveau.',
    },
    clock: {
      what: 'L’horloge de cet ordinateur est fausse.',
      todo: 'Laissez le système régler la date et l’heure, puis rappelez.',
    },
  },
  emoji: emojiFr,
}
