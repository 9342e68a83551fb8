import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../../../src/directory/cli/command-line.ts'

const parse = (line: string) => parseCommand(line === '' ? [] : line.split(' '))

describe('the command line', () => {
  it('IT3 serve keeps to this computer and to invitations unless told', () => {
    expect(parse('serve')).toMatchObject({
      ok: true,
      value: {
        kind: 'serve',
        dataDir: resolve('ahoy-directory'),
        port: 4_700,
        bindHost: '127.0.0.1',
        host: null,
        registration: 'invitation',
        isJson: false,
      },
    })
    expect(parse('serve --data /d --port 0 --bind ::1 --host Ahoy.Example --open --json')).toMatchObject({
      value: {
        dataDir: '/d',
        port: 0,
        bindHost: '::1',
        host: 'ahoy.example',
        registration: 'open',
        isJson: true,
      },
    })
  })

  it('IT3 reset takes a handle as people write it', () => {
    expect(parse('reset @Bob --data /d --json')).toEqual({
      ok: true,
      value: { kind: 'reset', handle: 'bob', dataDir: '/d', isJson: true },
    })
  })

  it.each([
    ['', 'Say what to do'],
    ['sail', 'no command "sail"'],
    ['serve twice', 'Too many words'],
    ['serve --port 70000', '--port needs'],
    ['serve --port x', '--port needs'],
    ['serve --host -', '--host needs'],
    ['serve --data=', '--data needs'],
    ['serve --colour', '--colour'],
    ['invite --port 1', '--port belongs to serve'],
    ['reset', 'Say whose handle'],
    ['reset a-b', 'no handle'],
    ['reset @bob @eve', 'Too many words: @eve'],
    ['reset @bob --open', '--open belongs to serve'],
  ])('IT3 %j is answered in words', (line, words) => {
    const parsed = parse(line)
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? '' : parsed.error).toContain(words)
  })
})

it('ID6 others are let in when it is said, on a port that is theirs', () => {
  expect(parse('serve')).toMatchObject({ value: { reachPort: null } })
  expect(parse('serve --reach')).toMatchObject({ value: { reachPort: 4_701 } })
  expect(parse('serve --reach-port 0')).toMatchObject({ value: { reachPort: 0 } })
  expect(parse('serve --reach-port 99999')).toMatchObject({ ok: false })
  expect(parse('invite --reach')).toMatchObject({ ok: false })
})
