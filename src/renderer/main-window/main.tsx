import '../bridge/zod-without-eval.ts'
import { startWindow } from '../ui/start-window.tsx'
import { HomeSkeleton } from './home-skeleton.tsx'
import { MainWindow } from './main-window.tsx'

startWindow({ view: <MainWindow />, skeleton: <HomeSkeleton /> })
