import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A TCP proxy in front of one server, on one port, that a test cuts and mends. */
export interface CuttableProxy {
  /** The server's endpoint as it is seen through the proxy. */
  url: string;
  /** Connections so far. */
  connections(): number;
  /** Breaks what is open and refuses what comes, like a server that is down. */
  cut(): void;
  /** Breaks what is open, takes what comes and never answers, like a network that swallows packets. */
  silence(): void;
  /** Lets everything through again. */
  mend(): Promise<void>;
  close(): void;
}

export async function startCuttableProxy(endpoint: string): Promise<CuttableProxy> {
  const target = new URL(endpoint);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;
  let count = 0;
  let silent = false;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    // A cut shows as an error on either side; what matters is what the client makes of it.
    return socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const listen = async (): Promise<void> => {
    server = createServer((socket) => {
      count += 1;
      keep(socket);
      if (silent) return void socket.resume();
      const onward = keep(connect(Number(target.port), target.hostname));
      socket.pipe(onward).pipe(socket);
      socket.on("close", () => onward.destroy());
      onward.on("close", () => socket.destroy());
    }).listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  };
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const cut = (): void => {
    server?.close();
    server = null;
    breakAll();
  };
  await listen();
  const url = new URL(endpoint);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    connections: () => count,
    cut,
    silence() {
      silent = true;
      breakAll();
    },
    async mend() {
      silent = false;
      breakAll();
      if (!server) await listen();
    },
    close: cut,
  };
}
