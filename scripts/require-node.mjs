// Imported first, and written so that any Node of the last years can read it: an old one gets a line instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Seatline needs Node 22.18 or newer and this is ${process.version}. "npm ci" brings Node 24: start with "npm start" instead of calling node.\n`,
  );
  process.exit(1);
}
