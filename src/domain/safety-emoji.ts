import type { Crypto } from '../contract/crypto.ts'
import type { Fingerprint, Nonce, Sha256 } from '../contract/ids.ts'

/** Sixty-four things that look and sound unlike each other. Names are keys of the language files. */
const NAMED =
  'dog 🐶,cat 🐱,lion 🦁,horse 🐴,unicorn 🦄,pig 🐷,elephant 🐘,rabbit 🐰,panda 🐼,rooster 🐓,penguin 🐧,turtle 🐢,fish 🐟,octopus 🐙,butterfly 🦋,flower 🌷,tree 🌳,cactus 🌵,mushroom 🍄,globe 🌍,moon 🌙,cloud ☁️,fire 🔥,banana 🍌,apple 🍎,strawberry 🍓,corn 🌽,pizza 🍕,cake 🎂,heart ❤️,smile 😀,robot 🤖,hat 🎩,glasses 👓,wrench 🔧,santa 🎅,thumb 👍,umbrella ☂️,hourglass ⌛,clock ⏰,gift 🎁,bulb 💡,book 📕,pencil ✏️,paperclip 📎,scissors ✂️,lock 🔒,key 🔑,hammer 🔨,telephone ☎️,flag 🏁,train 🚂,bicycle 🚲,plane ✈️,rocket 🚀,trophy 🏆,ball ⚽,guitar 🎸,trumpet 🎺,bell 🔔,anchor ⚓,headphones 🎧,folder 📁,pin 📌'

export type SafetyEmoji = { readonly name: string; readonly symbol: string }

export const SAFETY_EMOJI: readonly SafetyEmoji[] = NAMED.split(',').map((entry) => {
  const [name = '', symbol = ''] = entry.split(' ')
  return { name, symbol }
})

export const SAFETY_EMOJI_COUNT = 6

export type SafetyFacts = {
  readonly caller: { readonly listHead: Sha256; readonly fingerprint: Fingerprint; readonly nonce: Nonce }
  readonly callee: { readonly listHead: Sha256; readonly fingerprint: Fingerprint; readonly nonce: Nonce }
}

/**
 * The names of six emoji (36 bits) that both ends show. The caller committed to its nonce before it saw the
 * callee's, so neither side can steer them.
 */
export function deriveSafetyEmoji(crypto: Crypto, { caller, callee }: SafetyFacts): readonly string[] {
  const digest = crypto.sha256(
    [
      'ahoy-safety-emoji',
      ...[caller, callee].flatMap((side) => [side.listHead, side.fingerprint, side.nonce]),
    ].join('\n'),
  )
  return Array.from({ length: SAFETY_EMOJI_COUNT }, (_, index) => {
    const byte = Number.parseInt(digest.slice(index * 2, index * 2 + 2), 16)
    return SAFETY_EMOJI[byte % SAFETY_EMOJI.length]?.name ?? ''
  })
}
