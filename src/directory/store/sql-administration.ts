import type { Transaction } from 'kysely'
import type { PlacingRule } from '../../contract/calling-policy.ts'
import { DEFAULT_PLACING } from '../../domain/calling-policy.ts'
import type { AdministrationTable } from './caller-tables.ts'
import { argument, type PreparedQueries } from './prepared-queries.ts'
import type { Database } from './schema.ts'

const MOST_CHANGES = 1_000

export const createAdministrationTable = (
  tx: Transaction<Database>,
  prepared: PreparedQueries,
): AdministrationTable => {
  const newestChange = async () => {
    const row = await tx
      .selectFrom('administrator_changes')
      .select((is) => is.fn.max('number').as('number'))
      .executeTakeFirst()
    return row?.number ?? 0
  }
  return {
    placing: async () => {
      const build = () => tx.selectFrom('directory_settings').select(['placing', 'rollout_percent'])
      const [row] = await prepared.run(tx, 'settings', build, [])
      return row ? { rule: row.placing, rolloutPercent: row.rollout_percent } : DEFAULT_PLACING
    },
    setPlacing: async ({ rule, rolloutPercent }) => {
      const row: { placing: PlacingRule; rollout_percent: number } = {
        placing: rule,
        rollout_percent: rolloutPercent,
      }
      await tx
        .insertInto('directory_settings')
        .values({ id: 1, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },
    noteChange: async (handle) => {
      const number = (await newestChange()) + 1
      await tx.insertInto('administrator_changes').values({ number, handle }).execute()
      await tx
        .deleteFrom('administrator_changes')
        .where('number', '<=', number - MOST_CHANGES)
        .execute()
    },
    newestChange,
    listChanges: (after) => {
      const build = () =>
        tx
          .selectFrom('administrator_changes')
          .selectAll()
          .where('number', '>', argument<number>(0))
          .orderBy('number')
      return prepared.run(tx, 'changes of the administrator', build, [after])
    },
  }
}
