import { createServer, connect as dial, type Socket } from "node:net";

/** A statement on its way from a client to the server: the text of a Query or Parse message. */
export interface Statement {
  /** From 1, over all connections. */
  number: number;
  text: string;
}

/**
 * What becomes of a statement: it goes on; its connection is cut before it does, or after the server has answered it
 * and before the client has the answer; or it stays here, and all that follows on its connection.
 */
export type Fate = "goes on" | "cut before" | "answer lost" | "held";

export interface StatementProxy extends AsyncDisposable {
  host: string;
  port: number;
  /** Where new connections go. */
  target: { host: string; port: number };
  /** Asked for every statement; all go on unless told otherwise. */
  decide(statement: Statement): Fate;
}

const cancelRequestCode = 80_877_102;

/** A proxy between a client and a warehouse that reads along, and can cut the line at any statement. */
export async function startStatementProxy(target: { host: string; port: number }): Promise<StatementProxy> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    const upstream = dial(proxy.target);
    let isAnswerLost = false;
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay();
      socket.on("error", cut);
      socket.on("close", () => {
        sockets.delete(socket);
        cut();
      });
    }
    upstream.on("data", (bytes) => (isAnswerLost ? cut() : client.write(bytes)));
    const messages = readMessages((message, text) => {
      const fate = text === undefined ? "goes on" : proxy.decide({ number: ++count, text });
      if (fate === "cut before") cut();
      if (fate === "answer lost") isAnswerLost = true;
      if (fate === "held") return "stop";
      upstream.write(message);
      return "go on";
    });
    client.on("data", messages);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  const proxy: StatementProxy = {
    host: "127.0.0.1",
    port,
    target,
    decide: () => "goes on",
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
  return proxy;
}

/** Cuts a client's bytes into messages; `text` is a statement's. The first message has no type. */
function readMessages(
  take: (message: Buffer, text: string | undefined) => "go on" | "stop",
): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = false;
  let isStopped = false;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const head = isStarted ? 1 : 0;
      if (isStopped || rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      if (!isStarted) isStarted = message.readInt32BE(4) !== cancelRequestCode;
      const text = isStarted && head === 1 ? textOf(message) : undefined;
      isStopped = take(message, text) === "stop";
    }
  };
}

function textOf(message: Buffer): string | undefined {
  const type = String.fromCharCode(message[0] ?? 0);
  if (type === "Q") return message.toString("utf8", 5, message.length - 1);
  if (type !== "P") return undefined;
  const name = message.indexOf(0, 5);
  return message.toString("utf8", name + 1, message.indexOf(0, name + 1));
}
