/** An offer without its data channels, and how to answer the whole of it. */
export type MediaOffer = {
  /** Voice and picture only. */
  readonly sdp: string
  /** The answer to `sdp` as an answer to the whole offer: data channels are refused. */
  readonly completeAnswer: (answer: string) => string
}

/**
 * Sets the data channels of an offer aside: nothing is ever said on them, and what is not opened needs no bounds.
 * Candidates in an answer are left out: they go in frames of their own.
 */
export function readMediaOffer(offer: string): MediaOffer {
  const { head, sections } = split(offer)
  const media = sections.filter((section) => !isData(section))
  const dataMids = new Set(sections.filter(isData).map(midOf))
  return {
    sdp: join([withoutMids(head, dataMids), ...media]),
    completeAnswer: (answer) => {
      const answered = split(answer)
      const waiting = [...answered.sections]
      const whole = sections.map((section) => (isData(section) ? refuse(section) : (waiting.shift() ?? [])))
      return join([answered.head, ...whole.map((section) => section.filter((line) => !CANDIDATE.test(line)))])
    },
  }
}

type Lines = readonly string[]

const CANDIDATE = /^a=(?:candidate:|end-of-candidates)/
const isData = ([first]: Lines): boolean => first?.startsWith('m=application ') ?? false
const midOf = (section: Lines): string =>
  section.find((line) => line.startsWith('a=mid:'))?.slice('a=mid:'.length) ?? ''

function split(sdp: string): { readonly head: Lines; readonly sections: readonly Lines[] } {
  const head: string[] = []
  const sections: string[][] = []
  for (const line of sdp.split(/\r?\n/).filter((text) => text !== '')) {
    if (line.startsWith('m=')) sections.push([line])
    else (sections.at(-1) ?? head).push(line)
  }
  return { head, sections }
}

const join = (parts: readonly Lines[]): string =>
  parts
    .flat()
    .map((line) => `${line}\r\n`)
    .join('')

/** A bundle may not name what is not there. */
function withoutMids(head: Lines, mids: ReadonlySet<string>): Lines {
  return head.map((line) =>
    line.startsWith('a=group:BUNDLE ')
      ? line
          .split(' ')
          .filter((mid) => !mids.has(mid))
          .join(' ')
      : line,
  )
}

/** Port 0 says no. */
function refuse(section: Lines): Lines {
  const [first = ''] = section
  const [kind, , ...rest] = first.split(' ')
  return [[kind, '0', ...rest].join(' '), 'c=IN IP4 0.0.0.0', 'a=inactive', `a=mid:${midOf(section)}`]
}
