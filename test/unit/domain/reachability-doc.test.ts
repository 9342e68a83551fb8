import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TABLE_RULES, TABLE_VERDICTS } from './reachability-table.ts'

const doc = readFileSync(new URL('../../../docs/who-may-call-me.md', import.meta.url), 'utf8')

test('CAN4 the table that a person reads has the rules of the code, in their order, with their verdicts', () => {
  const rows = [...doc.matchAll(/^\| `([a-z-]+)`\s+\| (yes|no)\s+\|/gm)].map(([, rule, verdict]) => ({
    rule,
    verdict,
  }))
  expect(rows).toEqual(TABLE_RULES.map((rule, index) => ({ rule, verdict: TABLE_VERDICTS[index] })))
})
