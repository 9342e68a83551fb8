import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { projectRoot } from '../../build/scripts/paths.ts'

/** What a number is worth depends on where it was measured. No name of the machine, no path. */
export const machineFacts = () => ({
  startedAt: new Date().toISOString(),
  node: process.version,
  platform: `${process.platform} ${release()}`,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  /** Of one, five and fifteen minutes, before the run: more than the cores means that others were measured too. */
  loadBefore: loadavg(),
})
export type MachineFacts = ReturnType<typeof machineFacts>

/** Every row goes into `out/bench`, under the run's own time. Returns the path from the project's root. */
export function writeReport(name: string, report: unknown): string {
  const folder = join(projectRoot, 'out', 'bench')
  mkdirSync(folder, { recursive: true })
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const file = `${name}-${stamp}.json`
  writeFileSync(join(folder, file), `${JSON.stringify(report, null, 2)}\n`)
  return `out/bench/${file}`
}
