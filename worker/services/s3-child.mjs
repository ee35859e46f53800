/*
 * The embedded S3 server in a process of its own: `node s3-child.mjs <folder>`. Says its port in the first line of stdout.
 */
import S3rver from "s3rver";

const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory: process.argv[2], vhostBuckets: false });
const { port } = await server.run();
process.stdout.write(`${JSON.stringify({ port })}\n`);
process.once("SIGTERM", () => {
  server.httpServer.closeIdleConnections();
  server.httpServer.close(() => process.exit(0));
  // Kept-alive connections of clients that are gone must not hold the end up.
  setTimeout(() => process.exit(0), 1_000).unref();
});
