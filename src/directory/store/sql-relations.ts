import { sql, type Transaction } from 'kysely'
import type { Handle } from '../../contract/ids.ts'
import type { FollowQuery, RelationTable, StoredRelation } from './caller-tables.ts'
import { bit } from './policy-row.ts'
import { argument, type PreparedQueries } from './prepared-queries.ts'
import type { Database, RelationRow } from './schema.ts'

export const createRelationTable = (tx: Transaction<Database>, prepared: PreparedQueries): RelationTable => ({
  find: async (owner, person) => {
    const build = () =>
      tx
        .selectFrom('relations')
        .selectAll()
        .where('owner', '=', argument<Handle>(0))
        .where('person', '=', argument<Handle>(1))
    const [row] = await prepared.run(tx, 'relation', build, [owner, person])
    return row ? readRelation(row) : null
  },
  findOf: async (owners, person) => {
    if (owners.length === 0) return new Map()
    const rows = await tx
      .selectFrom('relations')
      .selectAll()
      .where('person', '=', person)
      .where('owner', 'in', owners)
      .execute()
    return new Map(rows.map((row) => [row.owner, readRelation(row)]))
  },
  save: async ({ handle, person, revision, relation }, signed, grant, mark) => {
    const columns = {
      mark,
      revision,
      is_in_address_book: bit(relation.isInAddressBook),
      is_followed: bit(relation.isFollowed),
      is_blocked: bit(relation.isBlocked),
      exception: relation.exception,
      granted: relation.grant,
      spent_revision: grant === 'spent' ? revision : null,
      statement_text: signed.text,
      statement_signature: signed.signature,
    }
    await tx
      .insertInto('relations')
      .values({ owner: handle, person, spent_call: null, ...columns })
      .onConflict((conflict) => conflict.columns(['owner', 'person']).doUpdateSet(columns))
      .execute()
  },
  spendGrant: async (owner, person, callId) => {
    await tx
      .updateTable('relations')
      .set((is) => ({ spent_revision: is.ref('revision'), spent_call: callId }))
      .where('owner', '=', owner)
      .where('person', '=', person)
      .execute()
  },
  mark: async (owner) => {
    const build = () =>
      tx
        .selectFrom('relations')
        .select((is) => is.fn.max('mark').as('mark'))
        .where('owner', '=', argument<Handle>(0))
    const [row] = await prepared.run(tx, 'relations mark', build, [owner])
    return Number(row?.mark ?? 0)
  },
  list: async (owner, { after, since, limit }) => {
    const rows = await tx
      .selectFrom('relations')
      .selectAll()
      .where('owner', '=', owner)
      .$if(after !== null, (query) => query.where('person', '>', after))
      .$if(since > 0, (query) => query.where('mark', '>', since))
      .orderBy('person')
      .limit(limit)
      .execute()
    return rows.map(readRelation)
  },
  count: async (owner) => {
    const said = sql<number>`sum(case when is_in_address_book = 1 or is_followed = 1 or is_blocked = 1
      or exception <> 'none' or granted <> 'none' then 1 else 0 end)`
    const row = await tx
      .selectFrom('relations')
      .select((is) => [is.fn.countAll<number>().as('all'), said.as('said')])
      .where('owner', '=', owner)
      .executeTakeFirst()
    return { said: Number(row?.said ?? 0), all: Number(row?.all ?? 0) }
  },
  listFollows: async (of, after, limit) => {
    const rows = await selectFollows(tx, of)
      .select(of.direction === 'followers' ? 'relations.owner as handle' : 'relations.person as handle')
      .$if(after !== null, (query) =>
        query.where(of.direction === 'followers' ? 'relations.owner' : 'relations.person', '>', after),
      )
      .orderBy(of.direction === 'followers' ? 'relations.owner' : 'relations.person')
      .limit(limit)
      .execute()
    return rows.map((row) => row.handle)
  },
  countFollows: async (of) => {
    const row = await selectFollows(tx, of)
      .select((is) => is.fn.countAll<number>().as('count'))
      .executeTakeFirst()
    return Number(row?.count ?? 0)
  },
  forgetOf: async (owner) => {
    await tx.deleteFrom('relations').where('owner', '=', owner).execute()
  },
})

const selectFollows = (tx: Transaction<Database>, { handle, direction }: FollowQuery) =>
  tx
    .selectFrom('relations')
    .innerJoin(
      'accounts',
      'accounts.handle',
      direction === 'followers' ? 'relations.owner' : 'relations.person',
    )
    .where(direction === 'followers' ? 'relations.person' : 'relations.owner', '=', handle)
    .where('relations.is_followed', '=', 1)

const readRelation = (row: RelationRow): StoredRelation => ({
  person: row.person,
  revision: row.revision,
  relation: {
    isInAddressBook: row.is_in_address_book === 1,
    isFollowed: row.is_followed === 1,
    isBlocked: row.is_blocked === 1,
    exception: row.exception,
    grant: row.granted,
  },
  signed: { text: row.statement_text, signature: row.statement_signature },
  isGrantSpent: row.spent_revision === row.revision,
  spentCall: row.spent_call,
})
