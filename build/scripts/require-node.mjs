// Plain JavaScript without imports, so that it runs, and can speak, on any Node that knows modules.
const wanted = 24
if (Number(process.versions.node.split('.')[0]) < wanted) {
  console.error(
    `Ahoy needs Node ${wanted} or newer, and this is Node ${process.versions.node}. ` +
      `Install Node ${wanted} from https://nodejs.org (or run: nvm install ${wanted}), then npm install.`,
  )
  process.exit(1)
}
