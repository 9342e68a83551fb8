/** One of eight, always the same for a handle (FNV-1a). */
export function decideAvatarColour(handle: string): number {
  let hash = 0x811c9dc5
  for (const character of handle) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % 8
}

/** The first letters of the first and the last word, else of the handle. Whole graphemes, never half an emoji. */
export function decideInitials(displayName: string, handle: string): string {
  const words = displayName.split(/[\s\-_.]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? handle]
  const letters = chosen.map((word) => firstGrapheme((word ?? '').replace(/^[^\p{L}\p{N}]+/u, '')))
  return letters.join('').toLocaleUpperCase()
}

function firstGrapheme(text: string): string {
  const [first] = new Intl.Segmenter().segment(text)
  return first?.segment ?? ''
}
