import type { sharedEn } from './shared.en.ts'
import type { WordsLike } from './words.ts'

export const sharedFr: WordsLike<typeof sharedEn> = {
  cancel: 'Annuler',
  close: 'Fermer',
  back: 'Retour',
  tryAgain: 'Réessayer',
  undo: 'Annuler',
  answerVideo: 'Répondre en vidéo',
  answerVoice: 'Répondre en audio',
  decline: 'Refuser',
  videoCall: 'Appel vidéo',
  voiceCall: 'Appel audio',
  trouble: {
    title: 'Cette fenêtre ne répond plus',
    body: 'Vos appels continuent. Rouvrez la fenêtre pour poursuivre ici.',
    noApp: 'Cette page fait partie de l’application Ahoy. Ouvrez Ahoy pour vous en servir.',
    reload: 'Rouvrir la fenêtre',
  },
  loading: 'Ouverture d’Ahoy',
}
