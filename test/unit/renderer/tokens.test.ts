import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PERSON_ROW_PX } from '../../../src/renderer/ui/row-window.ts'

const css = readFileSync(join(import.meta.dirname, '../../../src/renderer/ui/tokens.css'), 'utf8')
const declared = new Map(
  [...css.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
)

const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

function colour(name: string, theme: Theme): string {
  const value = declared.get(name)
  if (value === undefined) throw new Error(`no token --${name}`)
  const pair = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value)
  const chosen = pair ? pair[theme === 'light' ? 1 : 2] : value
  if (chosen === undefined || !/^#[0-9a-f]{6}$/.test(chosen))
    throw new Error(`--${name} is no plain colour: ${value}`)
  return chosen
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['page', 'surface', 'raised', 'field', 'hover', 'press', 'track', 'raised-hover']
const softGrounds = ['accent-soft', 'go-soft', 'stop-soft', 'attention-soft']
const words: readonly (readonly [string, string])[] = [
  ...[...grounds, ...softGrounds, 'segment'].map((ground) => ['text', ground] as const),
  ...[
    'page',
    'surface',
    'raised',
    'raised-hover',
    'field',
    'hover',
    'track',
    'accent-soft',
    'go-soft',
    'attention-soft',
  ].map((ground) => ['secondary', ground] as const),
  ...['page', 'surface', 'raised', 'hover', 'accent-soft', 'go-soft'].map(
    (ground) => ['accent', ground] as const,
  ),
  ...['page', 'surface', 'go-soft'].map((ground) => ['go', ground] as const),
  ...['page', 'surface', 'raised', 'stop-soft'].map((ground) => ['stop', ground] as const),
  ...['accent', 'go', 'stop'].flatMap((name) => [
    ['on-fill', `${name}-fill`] as const,
    ['on-fill', `${name}-fill-hover`] as const,
  ]),
  ['on-attention', 'attention'],
  ...Array.from({ length: 8 }, (_, index) => ['on-fill', `avatar-${index}`] as const),
]
const marks: readonly (readonly [string, string])[] = [
  ...['page', 'surface', 'field'].map((ground) => ['line-strong', ground] as const),
  ...['accent', 'go', 'stop'].flatMap((mark) => ['page', 'surface'].map((ground) => [mark, ground] as const)),
  ['on-fill', 'line-strong'],
]

describe('A11Y1 contrast of the tokens', () => {
  for (const theme of themes) {
    it.each(words)(`A11Y1 words: %s on %s keep 4.5 (${theme})`, (front, back) => {
      expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(4.5)
    })
    it.each(marks)(`A11Y1 marks: %s on %s keep 3 (${theme})`, (front, back) => {
      expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(3)
    })
  }

  it('A11Y1 the measure is right: black on white is 21', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  })

  it('A11Y1 the row that the list counts with is the row that is drawn', () => {
    expect(declared.get('person-row')).toBe(`${PERSON_ROW_PX}px`)
  })
})
