// Stands in for the server's compiled log writer, so that output channels hold their lines without a C++ compiler.
const { appendFileSync, mkdirSync } = require("node:fs");
const path = require("node:path");

const off = 6;
const names = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.bare = false;
    names.forEach((name, level) => (this[name] = (message) => this.write(level, name, message)));
  }

  write(level, name, message) {
    if (level < this.level || this.level >= off) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    appendFileSync(this.file, this.bare ? message : `${time} [${name}] ${message}\n`);
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  clearFormatters() {
    this.bare = true;
  }

  setPattern() {}
  flush() {}
  drop() {}
}

async function createLogger(name, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  return new Logger("rotating", name, file);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
