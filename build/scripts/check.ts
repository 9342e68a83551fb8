import './require-node.mjs'
import { lastLine, runCommand, seconds } from './command.ts'

type Step = { readonly name: string; readonly program: string; readonly args: readonly string[] }

const lanes: readonly (readonly Step[])[] = [
  [
    // One checker: more of them on two cores look at the same types again, for twice the work.
    { name: 'types', program: 'tsc', args: ['-b', '--checkers', '1'] },
    { name: 'unused', program: 'knip', args: ['--no-progress'] },
  ],
  [
    { name: 'format', program: 'biome', args: ['format', '.'] },
    { name: 'lint', program: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  ],
]

async function runStep(step: Step): Promise<boolean> {
  const startedMs = performance.now()
  const ended = await runCommand(step.program, step.args, { output: 'keep' })
  const passed = ended.code === 0
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${step.name.padEnd(8)} ${seconds(startedMs)}`)
  if (!passed) console.log(ended.output.trim() || `${step.program}: ${lastLine(ended.output)}`)
  return passed
}

async function runLane(steps: readonly Step[]): Promise<boolean> {
  let passed = true
  for (const step of steps) passed = (await runStep(step)) && passed
  return passed
}

const startedMs = performance.now()
const results = await Promise.all(lanes.map(runLane))
const passed = results.every((result) => result)
console.log(`check: ${passed ? 'passed' : 'failed'} in ${seconds(startedMs)}`)
process.exitCode = passed ? 0 : 1
