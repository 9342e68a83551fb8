/** Runs over all items, so many at a time; rejects with the first failure. */
export async function inParallel<T>(
  atOnce: number,
  items: readonly T[],
  run: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const work = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await run(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
