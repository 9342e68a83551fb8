import { createServer, connect } from 'node:net'

/**
 * Runs inside a network namespace: what comes by a socket file goes to a port of the namespace's own loopback. A socket
 * file is seen from every namespace.
 */
const [path = '', port = ''] = process.argv.slice(2)
createServer((socket) => {
  const target = connect(Number(port), '127.0.0.1')
  socket.pipe(target).pipe(socket)
  socket.on('error', () => target.destroy())
  target.on('error', () => socket.destroy())
}).listen(path, () => process.stdout.write('ready\n'))
