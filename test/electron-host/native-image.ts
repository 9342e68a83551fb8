import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { notImplemented, strictObject } from './strict.ts'

type Size = { readonly width: number; readonly height: number }

/** `source` says for a test which picture it is: a file's name, or the kind of data. */
function createImage(bytes: Buffer, source: string, size = pngSize(bytes)) {
  let isTemplate = source.includes('Template')
  const representations: object[] = []
  const image = strictObject('nativeImage', {
    source,
    isEmpty: (): boolean => bytes.length === 0,
    getSize: (): Size => size,
    getAspectRatio: (): number => (size.height === 0 ? 1 : size.width / size.height),
    toPNG: (): Buffer => bytes,
    toDataURL: (): string => `data:image/png;base64,${bytes.toString('base64')}`,
    isTemplateImage: (): boolean => isTemplate,
    setTemplateImage: (value: boolean): void => {
      isTemplate = value
    },
    addRepresentation: (representation: { buffer?: Buffer; dataURL?: string }): void => {
      representations.push(representation)
      if (bytes.length > 0) return
      bytes = representation.buffer ?? bytesOfDataUrl(representation.dataURL ?? '')
      size = pngSize(bytes)
    },
    getScaleFactors: (): number[] => [1, ...representations.map((_, index) => index + 2)],
    resize: ({ width = size.width, height = size.height }: Partial<Size>): object =>
      createImage(bytes, source, { width, height }),
    get isMacTemplateImage(): boolean {
      return isTemplate
    },
  })
  return image
}

function pngSize(bytes: Buffer): Size {
  const isPng = bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : { width: 0, height: 0 }
}

function bytesOfDataUrl(url: string): Buffer {
  const [head = '', data = ''] = url.split(',', 2)
  return head.endsWith(';base64') ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data))
}

/** Pictures without a file's name are told apart by their content. */
const nameOf = (kind: string, bytes: Buffer): string =>
  `${kind}:${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`

/** A missing file is an empty picture, as in Electron. */
function readOrEmpty(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}

export const nativeImage = strictObject('nativeImage', {
  createEmpty: () => createImage(Buffer.alloc(0), 'empty'),
  createFromPath: (path: string) => createImage(readOrEmpty(path), basename(path)),
  createFromBuffer: (buffer: Buffer) => createImage(buffer, nameOf('buffer', buffer)),
  createFromDataURL: (url: string) => createImage(bytesOfDataUrl(url), nameOf('data', bytesOfDataUrl(url))),
  createFromNamedImage: (name: string) => {
    throw notImplemented(`nativeImage.createFromNamedImage(${name})`)
  },
})

export function imageName(image: unknown): string {
  if (typeof image === 'string') return basename(image)
  return image !== null && typeof image === 'object' && 'source' in image ? String(image.source) : ''
}
