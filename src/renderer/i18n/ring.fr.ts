import type { ringEn } from './ring.en.ts'
import type { WordsLike } from './words.ts'

export const ringFr: WordsLike<typeof ringEn> = {
  announce: '{{name}}, @{{handle}}, vous appelle. {{kind}}.',
  announceChanged: 'Quelqu’un appelle au nom de {{name}}, @{{handle}}, avec une clé modifiée. {{kind}}.',
  videoCall: 'Appel vidéo',
  voiceCall: 'Appel audio',
  rule: {
    always: 'Vous l’autorisez toujours',
    'ring-pass': 'Appelle une fois, avec votre laissez-passer',
    'granted-once': 'Vous avez dit oui pour une fois',
    'address-book': 'Dans votre carnet d’adresses',
    follows: 'Vous suivez cette personne',
    verified: 'Les personnes avec un badge peuvent vous appeler',
    everyone: 'Tout le monde peut vous appeler',
    'not-told': 'Peut vous appeler',
  },
  badge: { 'organisation-checked': 'Identité vérifiée par l’annuaire', subscriber: 'Compte payant' },
  firstContact: 'Vous ne vous êtes jamais parlé. Seul l’annuaire répond de son identité.',
  changedTitle: 'Est-ce bien {{name}} ?',
  changedBody: 'La clé a changé depuis votre dernier échange : un nouvel ordinateur, ou quelqu’un d’autre.',
  more_one: '{{count}} autre appel',
  more_many: '{{count}} d’autres appels',
  more_other: '{{count}} autres appels',
  video: 'Vidéo',
  voice: 'Audio',
}
