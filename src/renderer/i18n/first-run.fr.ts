import type { firstRunEn } from './first-run.en.ts'
import type { WordsLike } from './words.ts'

export const firstRunFr: WordsLike<typeof firstRunEn> = {
  step: 'Étape {{step}} sur {{count}}',
  next: 'Continuer',
  where: {
    title: 'Où vous retrouvez-vous ?',
    body: 'Les identifiants vivent dans un annuaire : un petit serveur qui sait qui est qui et fait sonner le bon ordinateur.',
    join: 'Rejoindre un annuaire',
    joinHint: 'Celui de votre organisation ou d’un ami. Il vous faut son adresse ou un lien d’accès.',
    here: 'En créer un sur cet ordinateur',
    hereHint:
      'Seules les applications de cet ordinateur y accèdent, jusqu’à ce que vous l’ouvriez à d’autres.',
    starting: 'Démarrage de l’annuaire',
  },
  address: {
    title: 'Quelle est son adresse ?',
    body: 'Collez un lien d’accès ou une adresse. Votre administrateur ou votre ami vous le donnera.',
    label: 'Adresse de l’annuaire',
    placeholder: 'appels.exemple.org',
    join: 'Rejoindre',
    joining: 'Recherche en cours',
  },
  trouble: {
    unreachable: 'Rien ne répond à cette adresse. Vérifiez-la, ainsi que votre réseau, puis réessayez.',
    'unreachable-here': 'L’annuaire a démarré, mais il ne répond pas. Réessayez ou relancez Ahoy.',
    'not-a-directory':
      'Quelque chose répond à cette adresse, mais ce n’est pas un annuaire Ahoy. Vérifiez l’adresse.',
    'not-secure':
      'Cet annuaire ne propose pas de connexion sécurisée : Ahoy ne s’en sert pas. Demandez à son administrateur.',
    'key-changed':
      'Ce qui répond à cette adresse n’est pas l’annuaire que le lien désigne : sa clé est différente. Demandez un nouveau lien.',
    'update-this-app':
      'Cet annuaire demande une version plus récente d’Ahoy. Mettez l’application à jour, puis rejoignez-le.',
    'update-directory':
      'Votre Ahoy est plus récent que cet annuaire. Son administrateur doit d’abord le mettre à jour.',
    'bad-address':
      'Ce n’est pas une adresse. Elle ressemble à appels.exemple.org, et un lien d’accès commence par ahoy:join.',
    'port-taken': 'Un autre programme de cet ordinateur utilise le port {{port}}. Fermez-le, puis réessayez.',
    'directory-failed': 'L’annuaire n’a pas pu démarrer sur cet ordinateur. Réessayez ou relancez Ahoy.',
    other: 'Cela n’a pas fonctionné. Réessayez.',
  },
  person: {
    title: 'Qui êtes-vous ?',
    body: 'On vous appelle par votre identifiant. Ni numéro de téléphone, ni e-mail.',
    handle: 'Votre identifiant',
    handleHint: 'De 3 à 30 lettres, chiffres ou tirets bas',
    checking: 'Vérification',
    free: '@{{handle}} est libre',
    taken: '@{{handle}} est déjà pris. Essayez-en un autre.',
    reserved: '@{{handle}} est réservé sur cet annuaire. Essayez-en un autre.',
    reset: '@{{handle}} a été réinitialisé. S’il est à vous, saisissez le code reçu de votre administrateur.',
    tooShort: 'Un peu plus long : au moins 3 caractères.',
    tooLong: 'Un peu plus court : au plus 30 caractères.',
    characters: 'Seulement des lettres de a à z sans accent, des chiffres et des tirets bas.',
    lostRace: 'Quelqu’un vient de prendre @{{handle}}. Choisissez-en un autre.',
    name: 'Votre nom',
    nameHint: 'Tel qu’il s’affiche quand vous appelez',
    nameBad: 'Tapez un nom lisible.',
    code: 'Code d’invitation',
    codeHint: 'Donné par votre administrateur',
    codeNeeded: 'On entre dans cet annuaire sur invitation. Demandez un code à son administrateur.',
    codeRefused: 'Ce code n’est pas valable ou a déjà servi. Demandez-en un nouveau.',
  },
  calling: {
    title: 'Qui peut vous appeler ?',
    body: 'Vous pourrez changer d’avis à tout moment, en un clic.',
    recommended: 'Conseillé',
    people: 'Les personnes que je choisis',
    peopleHint: 'Celles de votre carnet d’adresses et celles que vous suivez. Les autres peuvent demander.',
    everyone: 'Tout le monde sur {{host}}',
    everyoneHint: 'Même des inconnus.',
    nobody: 'Personne pour l’instant',
    nobodyHint: 'Aucun appel ne vous parvient. Vous pouvez appeler les autres.',
  },
  key: {
    title: 'Où conserver votre clé ?',
    body: 'Une clé, sur cet ordinateur, prouve que c’est bien vous. D’ordinaire, le système la met sous clé. Ici, il ne le peut pas :',
    plainText: 'le trousseau de cet ordinateur garde les secrets sans protection.',
    absent: 'cet ordinateur n’a pas de trousseau.',
    meaning:
      'Quiconque lit vos fichiers pourrait appeler en votre nom. Sur un ordinateur que vous seul utilisez, cela peut convenir.',
    accept: 'Dans un fichier ordinaire',
    acceptHint: 'Je sais que quiconque lit mes fichiers pourrait appeler en mon nom.',
    refuse: 'Ne pas configurer Ahoy ici',
    refuseHint: 'Rien n’est enregistré. Installez un trousseau, puis rouvrez Ahoy.',
    refused: 'Rien n’a été enregistré. Vous pouvez fermer cette fenêtre ou choisir de nouveau.',
  },
  finish: {
    action: 'Terminer',
    making: 'Création de votre clé et inscription de @{{handle}}',
    cannotSave:
      'Votre clé n’a pas pu être enregistrée : disque plein ou dossier verrouillé. Faites de la place, puis réessayez.',
  },
}
