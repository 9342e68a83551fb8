import type { recoveryEn } from './recovery.en.ts'
import type { WordsLike } from './words.ts'

export const recoveryFr: WordsLike<typeof recoveryEn> = {
  row: {
    title: 'Fichier de secours',
    none: 'Aucun pour l’instant. Si vous perdez cet ordinateur, seul l’administrateur de l’annuaire pourra libérer @{{handle}} pour vous, et chacun sera averti que votre clé a changé.',
    saved: 'Enregistré. Il reste valable ; faites-en un autre si vous ne savez plus où il est.',
    action: 'Enregistrer un fichier de secours',
  },
  offer: {
    words:
      'Si vous perdez cet ordinateur, @{{handle}} est perdu avec lui. Un fichier de secours le fait revenir.',
    action: 'En faire un',
    dismiss: 'Pas maintenant',
  },
  save: {
    title: 'Enregistrer un fichier de secours',
    body: 'Avec ce fichier et sa phrase secrète, vous redevenez @{{handle}} sur un autre ordinateur. Qui a les deux peut appeler à votre place : gardez-les à deux endroits.',
    passphrase: 'Phrase secrète',
    passphraseHint: 'Au moins 12 caractères, ou 4 mots',
    again: 'Phrase secrète, encore une fois',
    differs: 'Les deux ne sont pas identiques.',
    'too-short': 'Un peu plus longue : au moins 12 caractères, ou 4 mots.',
    'too-long': 'Un peu plus courte : 200 caractères au plus.',
    repeats: 'Trop facile à deviner : elle se répète.',
    enough: 'Bien. Quelques mots de plus la rendent plus difficile à deviner.',
    strong: 'Solide',
    action: 'Choisir où l’enregistrer',
    busy: 'Verrouillage du fichier',
    cancelled: 'Rien n’a été enregistré. Choisissez où placer le fichier.',
    'cannot-write': 'Le fichier n’a pas pu être écrit à cet endroit. Choisissez-en un autre.',
    'key-unusable':
      'Votre clé est illisible pour le moment : aucun fichier n’a été enregistré. Relancez Ahoy, puis réessayez.',
    other: 'Aucun fichier n’a été enregistré. Réessayez.',
  },
  saved: {
    title: 'Votre fichier de secours est enregistré',
    body: 'Gardez-le hors de cet ordinateur, sur une clé USB ou chez quelqu’un de confiance, et la phrase secrète ailleurs. Personne ne peut la retrouver, pas même Ahoy.',
    done: 'Terminé',
  },
  restore: {
    way: 'Revenir avec un fichier de secours',
    wayHint: 'Vous aviez Ahoy sur un autre ordinateur et en avez enregistré le fichier.',
    title: 'Revenir avec un fichier de secours',
    body: 'Vous retrouvez votre identifiant et votre clé, et personne n’est averti. Si Ahoy s’en sert encore ailleurs, quittez-le d’abord là-bas.',
    choose: 'Choisir le fichier',
    chooseOther: 'En choisir un autre',
    chosen: 'Fichier de secours',
    passphrase: 'Sa phrase secrète',
    passphraseHint: 'Telle que vous l’avez saisie en enregistrant le fichier',
    plainKey: 'Garder la clé dans un fichier ordinaire',
    plainKeyHint:
      'Cet ordinateur ne peut pas la verrouiller. Qui peut lire vos fichiers pourrait alors appeler à votre place.',
    action: 'Revenir',
    busy: 'Ouverture du fichier',
    'wrong-passphrase': 'Ce n’est pas la phrase secrète de ce fichier. Réessayez.',
    damaged: 'Ce n’est pas un fichier de secours, ou il est endommagé. Choisissez-en un autre.',
    'newer-version':
      'Ce fichier vient d’une version plus récente d’Ahoy. Mettez l’application à jour, puis revenez.',
    'too-large': 'Ce n’est pas un fichier de secours : il est trop grand. Choisissez-en un autre.',
    'cannot-read': 'Le fichier est illisible. Copiez-le sur cet ordinateur, puis choisissez-le là.',
    'other-account':
      'Ce fichier est celui d’un autre compte que celui de cet ordinateur. Choisissez le fichier de ce dernier.',
    'directory-not-here':
      'Votre annuaire tournait dans Ahoy, sur l’ordinateur qui a enregistré ce fichier, et n’est pas sur celui-ci. Restaurez le dossier de données d’Ahoy depuis une sauvegarde, puis revenez.',
    'key-store-consent':
      'Rien n’a changé : dites d’abord que la clé peut être gardée dans un fichier ordinaire.',
    'cannot-save':
      'Rien n’a changé : le disque est plein ou le dossier est verrouillé. Faites de la place, puis réessayez.',
    'already-set-up': 'Cet ordinateur a déjà un compte. Rien n’a changé.',
    other: 'Cela n’a pas fonctionné. Réessayez.',
  },
}
