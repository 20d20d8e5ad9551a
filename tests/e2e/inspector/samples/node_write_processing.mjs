// The sample of Node's documentation readers: 102 at once, 200 when the task is done.
import http from "node:http";

const port = Number(process.argv[2]);
http
  .createServer((request, response) => {
    response.writeProcessing();
    setTimeout(() => {
      response.writeHead(200, { "Content-Type": "text/plain", "Cache-Control": "no-store" });
      response.end("done\n");
    }, 2000);
  })
  .listen(port, "127.0.0.1");
