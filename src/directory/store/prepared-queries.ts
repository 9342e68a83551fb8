import type { CompiledQuery, Transaction } from 'kysely'
import type { Database } from './schema.ts'

/** Stands in a query that is built once for what is given at each run. */
class Argument {
  readonly index: number
  constructor(index: number) {
    this.index = index
  }
}

/** The place of a run's argument, counted from 0, wherever a value of its type may stand. */
export function argument<T>(index: number): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it stands for the value, which `run` puts there
  return new Argument(index) as T
}

/**
 * A row whose columns stand for what is given at each run, counted from `first`: `Object.values` of any row with the
 * same columns in the same order are its arguments.
 */
export function rowOfArguments<Row extends object>(row: Row, first = 0): Row {
  const columns = Object.keys(row).map((column, index) => [column, argument(first + index)])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each column stands for its value, as `argument` does
  return Object.fromEntries(columns) as Row
}

export type PreparedQueries = {
  /** Runs the query of this name, which is built the first time only. */
  readonly run: <Row>(
    tx: Transaction<Database>,
    name: string,
    build: () => { readonly compile: () => CompiledQuery<Row> },
    args: readonly unknown[],
  ) => Promise<readonly Row[]>
}

/** Runs a finished query within the transaction that is open. */
export type RunQuery = (
  tx: Transaction<Database>,
  query: Pick<CompiledQuery, 'sql' | 'parameters'>,
) => Promise<readonly unknown[]>

/**
 * Building a query takes longer than the database takes for it, and so does its way through Kysely: `runQuery` is the
 * short one. One for each database: the text is its dialect's.
 */
export function createPreparedQueries(runQuery: RunQuery): PreparedQueries {
  const queries = new Map<string, CompiledQuery>()
  return {
    run: async <Row>(
      tx: Transaction<Database>,
      name: string,
      build: () => { readonly compile: () => CompiledQuery<Row> },
      args: readonly unknown[],
    ) => {
      const query = queries.get(name) ?? build().compile()
      queries.set(name, query)
      const parameters = query.parameters.map((value) =>
        value instanceof Argument ? args[value.index] : value,
      )
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a name always stands for the same query
      return (await runQuery(tx, { sql: query.sql, parameters })) as readonly Row[]
    },
  }
}
