// Loaded into the Playground with `node --require`: it listens on every address of the machine otherwise.
const { Server } = require("net");
const listen = Server.prototype.listen;
Server.prototype.listen = function (...given) {
  if (typeof given[0] === "number" && typeof given[1] !== "string") given.splice(1, 0, "127.0.0.1");
  return listen.apply(this, given);
};
