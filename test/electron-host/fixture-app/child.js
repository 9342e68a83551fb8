process.parentPort.on('message', ({ data }) => {
  process.parentPort.postMessage({ heard: data, argv: process.argv.slice(2), type: process.type })
})
