type Facts = Readonly<Record<string, string | number | boolean>>

const HANDLE = /@[A-Za-z0-9_]{2,}(?:@[A-Za-z0-9.:-]+)?/g
const IPV4 = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g
const IPV6 = /\b(?:[0-9a-fA-F]{0,4}:){3,}[0-9a-fA-F]{0,4}\b/g
const LINK = /\b(?:wss?|https?|ahoy):\S+/g
const FOLDER = /(?:[A-Za-z]:)?[\\/](?:Users|home)[\\/]\S+/g

/** A second net: whoever logs is to give no address or name; should one slip through, it does not reach the file. */
export function scrubFacts(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === 'string' ? scrubText(value) : value]),
  )
}

export function scrubText(text: string): string {
  return [LINK, FOLDER, HANDLE, IPV4, IPV6]
    .reduce((left, pattern) => left.replaceAll(pattern, '(removed)'), text)
    .slice(0, 300)
}
