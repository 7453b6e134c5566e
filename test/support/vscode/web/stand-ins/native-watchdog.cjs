// Stands in for the server's compiled watchdog: our own `end` sees to it that no extension host outlives its server.
exports.start = () => {};
exports.exit = (code) => process.exit(code);
