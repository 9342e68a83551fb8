/** Looks again and again, without taking the computer from what it waits for; fails with the condition's text. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const startedAtMs = performance.now()
  while (!(await condition())) {
    if (performance.now() - startedAtMs > timeoutMs)
      throw new Error(`did not happen: ${condition.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
