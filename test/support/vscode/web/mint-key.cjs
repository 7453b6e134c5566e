/**
 * Loaded into the server before its own code: answers the workbench's question for the server's half of the key that it
 * seals secrets with. The whole of code-server would answer it; the server inside, which is all we run, does not, and
 * then every secret is lost with a reload of the page. The other half of the key never leaves the browser.
 */

const { randomBytes } = require("node:crypto");
const { Server } = require("node:http");

const half = randomBytes(32);
const { emit } = Server.prototype;

Server.prototype.emit = function (event, request, response, ...rest) {
  if (event !== "request" || request.method !== "POST" || request.url !== "/mint-key") {
    return emit.call(this, event, request, response, ...rest);
  }
  // A page of another origin can ask but not read: this answer allows no origin.
  response.writeHead(200, { "content-type": "application/octet-stream" }).end(half);
  return true;
};
