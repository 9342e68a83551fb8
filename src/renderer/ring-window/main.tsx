import '../bridge/zod-without-eval.ts'
import { startWindow } from '../ui/start-window.tsx'
import { startRingTone } from '../sounds/ring-tone.ts'
import { RingWindow } from './ring-window.tsx'

const startTone = () => startRingTone(new AudioContext())

startWindow({ view: <RingWindow startTone={startTone} /> })
