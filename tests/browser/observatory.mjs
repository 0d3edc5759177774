// Grades pages as MDN's HTTP Observatory does, on this machine alone: `node observatory.mjs FOLDER SITE PORT PATH…`.
//
// The grader asks by http and by https. One port here takes both and hands them on to the site, as a proxy in front of
// it does; its certificate is told by KEY and CERTIFICATE, and trusted by NODE_EXTRA_CA_CERTS.

import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import path from "node:path";

const [folder, site, port, ...pages] = process.argv.slice(2);
const HANDSHAKE = 0x16;

function handOn(scheme) {
  return (asked, answer) => {
    const headers = { ...asked.headers, "x-forwarded-proto": scheme, "x-forwarded-for": "127.0.0.1" };
    const options = { host: "127.0.0.1", port: site, path: asked.url, method: asked.method, headers };
    asked.pipe(
      http.request(options, (told) => {
        answer.writeHead(told.statusCode, told.rawHeaders);
        told.pipe(answer);
      }),
    );
  };
}

const plain = http.createServer(handOn("http"));
const keys = { key: fs.readFileSync(process.env.KEY), cert: fs.readFileSync(process.env.CERTIFICATE) };
const secure = https.createServer(keys, handOn("https"));
const door = net.createServer((socket) => {
  socket.on("error", () => socket.destroy());
  socket.once("data", (first) => {
    socket.pause();
    socket.unshift(first);
    (first[0] === HANDSHAKE ? secure : plain).emit("connection", socket);
    process.nextTick(() => socket.resume());
  });
});

await new Promise((done) => door.listen(port, "127.0.0.1", done));
// The list of names that browsers ask by https alone, which the grader fetches otherwise: we are on none.
const list = path.join(folder, "conf", "hsts-preload.json");
if (!fs.existsSync(list)) fs.writeFileSync(list, "{}");
const { scan } = await import(path.join(folder, "src", "index.js"));
const graded = {};
for (const page of pages) {
  const { scan: whole, tests } = await scan(`localhost:${port}${page}`);
  const results = Object.entries(tests).map(([name, one]) => [name, [one.result, one.scoreModifier]]);
  graded[page] = { grade: whole.grade, score: whole.score, status: whole.statusCode, tests: Object.fromEntries(results) };
}
console.log(JSON.stringify(graded));
process.exit(0);
