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

  it('ID5 CAN8 badges, plans and who places calls are said in words', () => {
    const what = (line: string) => {
      const parsed = parse(line)
      return parsed.ok && parsed.value.kind === 'administer' ? parsed.value.what : parsed
    }
    const verify = { kind: 'verify', handle: 'bob' }
    expect(what('verify @Bob')).toEqual({ ...verify, badge: 'organisation-checked' })
    expect(what('verify bob --as subscriber --json')).toEqual({ ...verify, badge: 'subscriber' })
    expect(what('verify @bob --remove')).toEqual({ ...verify, badge: null })
    expect(what('plan @bob subscriber')).toEqual({ kind: 'plan', handle: 'bob', plan: 'subscriber' })
    expect(what('rollout')).toEqual({ kind: 'rollout', change: {} })
    expect(what('rollout --percent 12.5 --placing verified')).toEqual({
      kind: 'rollout',
      change: { rule: 'verified', rolloutPercent: 12.5 },
    })
  })

  it.each([
    ['verify', 'Say whose handle'],
    ['verify @bob --as friend', '--as needs'],
    ['verify @bob --as subscriber --remove', 'not both'],
    ['plan @bob', 'Say which plan'],
    ['plan @bob gold', 'Say which plan'],
    ['plan @bob free more', 'Too many words: more'],
    ['rollout --percent 101', '--percent needs'],
    ['rollout --percent -1', '--percent'],
    ['rollout --placing nobody', '--placing needs'],
    ['rollout --as subscriber', '--as belongs to verify'],
    ['serve --percent 5', '--percent belongs to rollout'],
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
