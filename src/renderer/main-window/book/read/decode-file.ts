/** The text of a file in UTF-8 or UTF-16, with a mark at its start or without. Lines that are neither are read as Latin-1. */
export function decodeFile(bytes: Uint8Array): string {
  const utf16 = decideUtf16(bytes)
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeLines(bytes)
  }
}

function decideUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Both forms of a file begin with letters of ASCII, so that every second byte is 0.
  const start = bytes.subarray(0, 64)
  if (start.length < 4 || start.length % 2 === 1) return null
  const zeros = (offset: number) => start.filter((byte, index) => index % 2 === offset && byte === 0).length
  if (zeros(1) > start.length / 4 && zeros(0) === 0) return 'utf-16le'
  return zeros(0) > start.length / 4 && zeros(1) === 0 ? 'utf-16be' : null
}

const LINE_FEED = 0x0a

/** Line by line, so that one card in another encoding does not cost the letters of all others. */
function decodeLines(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true })
  const latin = new TextDecoder('windows-1252')
  const lines: string[] = []
  for (const line of unfoldedLines(bytes)) {
    try {
      lines.push(strict.decode(line))
    } catch {
      lines.push(latin.decode(line))
    }
  }
  return lines.join('')
}

/** Each line with those that continue it: some programs break a line inside a letter of several bytes. */
function* unfoldedLines(bytes: Uint8Array): Generator<Uint8Array> {
  let from = 0
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, end + 1)) {
    const next = bytes[end + 1]
    if (next === 0x20 || next === 0x09) continue
    yield unfold(bytes.subarray(from, end + 1))
    from = end + 1
  }
  if (from < bytes.length) yield unfold(bytes.subarray(from))
}

function unfold(line: Uint8Array): Uint8Array {
  const kept = new Uint8Array(line.length)
  let length = 0
  let from = 0
  for (
    let end = line.indexOf(LINE_FEED);
    end >= 0 && end < line.length - 1;
    end = line.indexOf(LINE_FEED, from)
  ) {
    const until = line[end - 1] === 0x0d ? end - 1 : end
    kept.set(line.subarray(from, until), length)
    length += until - from
    from = end + 2
  }
  kept.set(line.subarray(from), length)
  return kept.subarray(0, length + line.length - from)
}
