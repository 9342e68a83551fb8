/** One card of a vCard file, its lines unfolded, without those of pictures. */
export type CardText = {
  /** Where it begins in the file; the first line is 1. */
  readonly line: number
  readonly lines: readonly string[]
  readonly hasPicture: boolean
  readonly isTooLong: boolean
  /** Its END is there. */
  readonly isWhole: boolean
}

export type SplitText = {
  readonly cards: readonly CardText[]
  /** Where text stands between cards, one line for each piece. */
  readonly strays: readonly number[]
}

/** So many UTF-16 units of one card are read, pictures not counted. */
const CARD_MAX_CHARS = 64 * 1024
const BEGIN = /^\s*BEGIN\s*:\s*VCARD\s*$/i
const END = /^\s*END\s*:\s*VCARD\s*$/i
const PICTURE = /^(?:[\w-]+\.)?(?:PHOTO|LOGO)[;:]/i
/** Sounds, keys and earlier programs' records: long, and nothing that is kept. */
const IGNORED = /^(?:[\w-]+\.)?(?:SOUND|KEY|AGENT)[;:]/i

export const looksLikeCards = (text: string): boolean => /^\s*BEGIN\s*:\s*VCARD\s*$/im.test(text)

type Open = {
  readonly line: number
  readonly lines: string[][]
  chars: number
  hasPicture: boolean
  isDropping: boolean
}

/** Cards first, each on its own: whatever is wrong in one, the next begins at its BEGIN. */
export function splitCards(text: string): SplitText {
  const cards: CardText[] = []
  const strays: number[] = []
  let open: Open | null = null
  let isStray = false
  const close = (isWhole: boolean) => {
    if (open) cards.push(toCard(open, isWhole))
    open = null
  }
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    if (BEGIN.test(raw)) {
      close(false)
      open = { line: index + 1, lines: [], chars: 0, hasPicture: false, isDropping: false }
      isStray = false
    } else if (open && END.test(raw)) close(true)
    else if (open) addLine(open, raw)
    else if (raw.trim() !== '') {
      if (!isStray) strays.push(index + 1)
      isStray = true
    }
  }
  close(false)
  return { cards, strays }
}

function addLine(open: Open, raw: string): void {
  if (/^[ \t]/.test(raw)) {
    if (open.isDropping) return
    open.chars += raw.length
    if (open.chars <= CARD_MAX_CHARS) open.lines.at(-1)?.push(raw.slice(1))
    return
  }
  open.isDropping = PICTURE.test(raw) || IGNORED.test(raw)
  open.hasPicture ||= PICTURE.test(raw)
  if (open.isDropping) return
  open.chars += raw.length
  if (open.chars <= CARD_MAX_CHARS) open.lines.push([raw])
}

const toCard = ({ line, lines, chars, hasPicture }: Open, isWhole: boolean): CardText => ({
  line,
  lines: lines.map((parts) => parts.join('')),
  hasPicture,
  isTooLong: chars > CARD_MAX_CHARS,
  isWhole,
})
