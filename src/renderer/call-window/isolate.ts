/** A name inside of a sentence, so that its writing direction stays its own. */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`
}
