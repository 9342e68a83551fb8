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

/** The values of a row in the order in which its columns' arguments are counted. */
export function argumentsOf<Row extends object>(columns: Row, row: Row): readonly unknown[] {
  const values: unknown[] = []
  for (const [column, place] of Object.entries(columns))
    if (place instanceof Argument) values[place.index] = Reflect.get(row, column)
  return values
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

/** Building a query takes longer than the database takes for it. One for each database: the text is its dialect's. */
export function createPreparedQueries(): PreparedQueries {
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
      const filled = { ...query, parameters } as CompiledQuery<Row>
      return (await tx.executeQuery(filled)).rows
    },
  }
}
