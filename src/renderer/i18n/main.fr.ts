import type { mainEn } from './main.en.ts'
import type { WordsLike } from './words.ts'

export const mainFr: WordsLike<typeof mainEn> = {
  tabs: { people: 'Contacts', recents: 'Récents', settings: 'Réglages' },
  missedCount_one: '{{count}} appel manqué',
  missedCount_many: '{{count}} d’appels manqués',
  missedCount_other: '{{count}} appels manqués',

  me: {
    menu: 'Votre statut et votre adresse',
    available: 'Disponible',
    callingOff: 'Personne ne peut vous appeler',
    doNotDisturb: 'Ne pas déranger',
    quietHours: 'Heures calmes',
    connecting: 'Connexion en cours',
    offline: 'Hors ligne',
    chooseAvailable: 'Disponible',
    chooseAvailableHint: 'Ahoy sonne pour qui vous voulez',
    chooseQuiet: 'Ne pas déranger',
    chooseQuietHint: 'Sauf personnes toujours autorisées',
    chooseOff: 'Appels désactivés',
    chooseOffHint: 'Personne ne peut vous appeler',
    copyAddress: 'Copier mon adresse',
    copied: 'Adresse copiée',
    copyFailed: 'L’adresse n’a pas pu être copiée. Vous pouvez la sélectionner dans les réglages.',
  },

  offline: {
    unreachable: 'Ahoy ne parvient pas à joindre {{host}}. Vérifiez votre réseau.',
    'unreachable-here': 'L’annuaire de cet ordinateur ne répond pas. Si cela dure, relancez Ahoy.',
    'not-a-directory':
      'Ce qui répond à l’adresse {{host}} n’est pas un annuaire Ahoy. Demandez à son administrateur.',
    'not-secure':
      '{{host}} ne propose pas de connexion sécurisée : Ahoy ne s’en sert pas. Demandez à son administrateur.',
    'key-changed':
      '{{host}} n’est plus l’annuaire que cet ordinateur connaît : sa clé a changé. Demandez à son administrateur avant de continuer.',
    'update-this-app':
      '{{host}} demande une version plus récente d’Ahoy. Mettez l’application à jour pour appeler de nouveau.',
    'update-directory':
      'Votre Ahoy est plus récent que {{host}}. Son administrateur doit mettre l’annuaire à jour.',
    'signed-out': '{{host}} n’accepte plus cet ordinateur. Demandez à son administrateur.',
    retrySoon: 'Nouvel essai à l’instant.',
    retryIn_one: 'Nouvel essai dans {{count}} seconde.',
    retryIn_many: 'Nouvel essai dans {{count}} de secondes.',
    retryIn_other: 'Nouvel essai dans {{count}} secondes.',
    tryNow: 'Essayer maintenant',
  },

  dial: {
    label: 'Appeler quelqu’un',
    placeholder: 'Appeler @identifiant ou un nom',
    clear: 'Effacer',
    results: 'Personnes trouvées',
    keys: 'Entrée : vidéo, {{modifier}} + Entrée : audio',
    count_one: '{{count}} personne trouvée',
    count_many: '{{count}} de personnes trouvées',
    count_other: '{{count}} personnes trouvées',
    noMatch:
      'Aucun de vos contacts ne correspond à « {{typed}} ». Pour appeler une nouvelle personne, tapez son @identifiant complet.',
    'not-found': 'Personne ne s’appelle @{{handle}} sur {{host}}. Vérifiez l’orthographe.',
    myself: 'C’est vous. Tapez l’identifiant de quelqu’un d’autre.',
    'other-directory': '@{{handle}} est sur {{host}}. Rejoignez d’abord cet annuaire pour l’appeler.',
    'other-directory-short':
      'Cette personne est sur {{host}}. Rejoignez d’abord cet annuaire pour l’appeler.',
    'directory-unreachable':
      'L’annuaire est injoignable : Ahoy ne peut pas y chercher @{{handle}}. Vos contacts restent affichés ici.',
    'directory-unreachable-call':
      'L’appel n’est pas parti : l’annuaire est injoignable. Réessayez dans un instant.',
    'bad-handle': 'Ce n’est pas un identifiant : il y faut de 3 à 30 lettres, chiffres ou tirets bas.',
    'in-a-call': 'Vous êtes déjà en communication. Raccrochez, puis rappelez.',
    other: 'L’appel n’est pas parti. Réessayez.',
    fromLink: 'Cet identifiant vient d’un lien. Appuyez sur Entrée pour appeler.',
    joinLink: 'Ce lien mène à un autre annuaire. Cet appareil appartient déjà à {{host}} : rien n’a changé.',
  },

  people: {
    list: 'Contacts',
    empty:
      'Personne ici pour l’instant. Tapez un @identifiant ci-dessus : après le premier appel, la personne reste dans la liste.',
    emptyAction: 'Taper un identifiant',
    callEcho: 'Appeler @echo pour vous entendre',
    online: 'en ligne',
    offline: 'hors ligne',
    call: 'Appeler {{name}}',
    videoCall: 'Appel vidéo avec {{name}}',
    voiceCall: 'Appel audio avec {{name}}',
    more: 'Plus d’options pour {{name}}',
    copyAddress: 'Copier l’adresse',
    forget: 'Retirer de la liste',
    changedKey: 'Clé modifiée',
  },

  recents: {
    list: 'Appels récents',
    empty: 'Aucun appel pour l’instant. Vos appels passés, reçus et manqués s’afficheront ici.',
    emptyAction: 'Appeler quelqu’un',
    clear: 'Tout effacer',
    clearTitle: 'Effacer tous les appels récents ?',
    clearBody: 'La liste sera vidée sur cet ordinateur. Vous ne pourrez pas revenir en arrière.',
    clearConfirm: 'Tout effacer',
    remove: 'Retirer cet appel de la liste',
    removed: 'Appel avec {{name}} retiré',
    incoming: 'Reçu',
    outgoing: 'Passé',
    missed: 'Manqué',
    declinedByMe: 'Refusé par vous',
    declinedByThem: 'Refusé',
    cancelled: 'Annulé',
    'no-answer': 'Sans réponse',
    offline: 'Était hors ligne',
    failed: 'Non abouti',
    elsewhere: 'Pris ailleurs',
    voice: 'appel audio',
    video: 'appel vidéo',
    new: 'Nouveau',
  },

  call: {
    dialing: 'Appel de {{name}}',
    ringing: 'Ça sonne chez {{name}}',
    connecting: 'Connexion avec {{name}}',
    connected: 'En communication avec {{name}}',
    reconnecting: 'Reconnexion avec {{name}}',
    incoming: '{{name}} vous appelle',
    incomingChanged: 'Quelqu’un appelle au nom de {{name}}, avec une clé modifiée',
    show: 'Afficher',
  },

  settings: {
    profile: 'Profil',
    name: 'Votre nom',
    nameSaved: 'Enregistré',
    nameBad: 'Tapez un nom lisible.',
    nameUnreachable: 'L’annuaire est injoignable : votre nom reste inchangé. Réessayez une fois en ligne.',
    nameFailed: 'Votre nom n’a pas été enregistré. Réessayez.',
    save: 'Enregistrer',
    address: 'Votre adresse',
    addressHint: 'Donnez-la à ceux qui veulent vous appeler.',
    copy: 'Copier l’adresse',
    reach: {
      title: 'Votre annuaire',
      switch: 'Le rendre accessible à d’autres',
      off: 'Seules les applications de cet ordinateur accèdent à l’annuaire qui tourne ici.',
      on: 'D’autres ordinateurs accèdent à l’annuaire qui tourne ici. Il s’arrête quand cet ordinateur se met en veille ou qu’Ahoy se ferme ; plus personne n’est alors joignable jusqu’à son retour.',
      opening: 'Ouverture aux autres',
      darwin: 'Si macOS demande si Ahoy peut accepter les connexions entrantes, choisissez Autoriser.',
      win32: 'Si Windows demande si Ahoy peut communiquer sur les réseaux, autorisez les réseaux privés.',
      linux: 'Si cet ordinateur a un pare-feu, ouvrez-y le port {{port}}, en TCP et en UDP.',
      link: 'Lien d’accès',
      linkHint:
        'Quiconque le possède, sur un réseau d’où cet ordinateur est accessible, peut rejoindre l’annuaire et y prendre un identifiant.',
      qr: 'Le lien d’accès sous forme de code QR',
      others: 'Aux autres adresses de cet ordinateur',
      copy: 'Copier le lien d’accès',
      copyAt: 'Copier le lien d’accès par {{host}}',
      copied: 'Lien d’accès copié',
      noNetwork: 'Cet ordinateur n’est sur aucun réseau. Le lien d’accès viendra dès qu’il y sera.',
      'port-taken':
        'Personne d’autre n’y accède : un autre programme de cet ordinateur utilise le port {{port}}. Fermez-le, puis réessayez.',
      'cannot-listen': 'Personne d’autre n’y accède : le système ne laisse pas Ahoy accepter de connexions.',
      'key-unusable':
        'Personne d’autre n’y accède : la clé qui le fait reconnaître est illisible ou ne peut être conservée. Restaurez le fichier tls-key.pem depuis une sauvegarde, puis réessayez.',
      again: 'Réessayer',
    },
    appearance: 'Apparence',
    theme: 'Thème',
    themeSystem: 'Système',
    themeLight: 'Clair',
    themeDark: 'Sombre',
    language: 'Langue',
    languageSystem: 'Système',
    startup: 'Démarrage',
    openAtLogin: 'Ouvrir Ahoy à l’ouverture de session',
    openAtLoginHint: 'On ne peut vous appeler que lorsque Ahoy est ouvert.',
    key: 'Votre clé',
    keySystem: 'Conservée sur cet ordinateur, sous la protection du trousseau du système.',
    keyPlain:
      'Conservée sur cet ordinateur dans un fichier non protégé, faute de trousseau. Quiconque lit vos fichiers peut appeler en votre nom.',
    keyHint:
      'Elle prouve que vous êtes @{{handle}}. Elle ne quitte cet ordinateur que dans un fichier de secours, verrouillée.',
    about: 'À propos',
    version: 'Ahoy {{version}}',
    help: 'Aide',
    source: 'Code source',
    saveFailed: 'Le réglage n’a pas pu être enregistré. Le disque est-il plein ?',
  },

  trouble: {
    'restored-from-backup':
      'Votre fichier de réglages était endommagé. Ahoy a repris la dernière copie valable.',
    'reset-to-defaults':
      'Votre fichier de réglages était endommagé. Tous les réglages ont repris leur valeur d’origine.',
    'cannot-be-written':
      'Ahoy ne peut pas enregistrer vos réglages : le disque est plein ou le dossier verrouillé. Libérez de la place ou déverrouillez-le, puis recommencez.',
    'newer-version':
      'Vos réglages viennent d’une version plus récente d’Ahoy. Celle-ci utilise ses propres valeurs et ne touche pas à ce fichier.',
    dismiss: 'Ignorer',
  },

  locked: {
    title: 'Ahoy ne peut pas ouvrir votre clé',
    damaged:
      'Le fichier qui contient votre clé est endommagé. Ahoy l’a laissé tel quel, sans créer de nouvelle clé : vos contacts ne pourraient plus savoir si c’est bien vous.',
    'key-store-changed':
      'Votre clé est protégée par un autre trousseau que celui de cet ordinateur aujourd’hui. Ahoy n’a pas créé de nouvelle clé.',
    'key-store-unavailable':
      'Le trousseau du système, qui protège votre clé, ne répond pas. Ahoy n’a pas créé de nouvelle clé.',
    whatToDo: 'Ce que vous pouvez faire',
    'do-damaged': 'Restaurez le fichier depuis une sauvegarde de cet ordinateur, puis rouvrez Ahoy.',
    'do-key-store-changed':
      'Ouvrez votre session comme le jour où vous avez configuré Ahoy, puis rouvrez l’application.',
    'do-key-store-unavailable':
      'Déverrouillez le trousseau, ou fermez puis rouvrez votre session, puis rouvrez Ahoy.',
    'do-recovery':
      'Si vous avez un fichier de secours, retrouvez votre clé avec lui. Ce qui est ici est conservé.',
    'do-administrator':
      'Sinon, demandez à l’administrateur de votre annuaire de réinitialiser votre identifiant pour repartir de zéro.',
    help: 'En savoir plus',
  },
}
