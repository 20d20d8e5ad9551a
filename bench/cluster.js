// Node's plain http server, clustered, answering the same JSON; and a held request with writeProcessing.
// node bench/cluster.js PORT WORKERS
const cluster = require('node:cluster')
const http = require('node:http')

const [port, workers] = process.argv.slice(2).map(Number)
if (cluster.isPrimary && workers > 1) {
  for (let i = 0; i < workers; i++) cluster.fork()
} else {
  const server = http.createServer((request, response) => {
    if (request.url.startsWith('/held')) {
      response.writeProcessing()
      const timer = setInterval(() => response.writeProcessing(), 5000)
      response.on('close', () => clearInterval(timer))
      return
    }
    const fields = {}
    for (let i = 0; i < request.rawHeaders.length; i += 2) fields[request.rawHeaders[i]] = request.rawHeaders[i + 1]
    const content = JSON.stringify({
      status: { code: 200, name: 'OK', class: 'successful', spec: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.1', deprecated: false },
      sent: { interims: [], final: 200, delay_ms: 0 },
      request: { method: request.method, target: request.url, version: request.httpVersion, client: request.socket.remoteAddress, fields, content_bytes: 0 },
      links: { self: request.url, reference: '/api/codes/200' },
      notes: [],
    })
    response.writeHead(200, {
      'content-type': 'application/json', 'content-length': Buffer.byteLength(content),
      'x-simulated-status': '200', 'cache-control': 'no-store', 'access-control-allow-origin': '*',
    })
    response.end(content)
  })
  server.keepAliveTimeout = 60000
  server.listen(port, '127.0.0.1')
}
