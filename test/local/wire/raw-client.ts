import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { packet, startupWith, z } from "./bytes.ts";
import { login } from "./start-wire.ts";

/** A message of the server: its letter, and its body as latin1 text. */
export type Received = readonly [type: string, body: string];

/** A client that sends whatever bytes a test wants, and cuts the answer into messages by itself. */
export class RawClient {
  readonly socket: Socket;
  #received = Buffer.alloc(0);
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake?.();
    });
    for (const event of ["end", "close", "error"]) {
      socket.on(event, () => {
        this.#isEnded = true;
        this.#wake?.();
      });
    }
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new RawClient(socket);
  }

  /** Connected and logged in, everything up to the first ReadyForQuery read; with what it needs to cancel. */
  static async loggedIn(port: number): Promise<RawClient & { key: [number, number] }> {
    const raw = await RawClient.open(port);
    raw.send(startupWith({ user: login.user, database: login.database }));
    await raw.answerPassword(login.password);
    const messages = await raw.until("Z");
    const key = Buffer.from(messages.find(([type]) => type === "K")?.[1] ?? "", "latin1");
    return Object.assign(raw, {
      key: [key.readInt32BE(0), key.readInt32BE(4)] as [number, number],
    });
  }

  send(...messages: readonly Uint8Array[]): void {
    this.socket.write(Buffer.concat(messages));
  }

  async answerPassword(password: string): Promise<void> {
    const [, body] = await this.message();
    const inner = md5(password + login.user);
    const salted = Buffer.concat([Buffer.from(inner), Buffer.from(body.slice(4), "latin1")]);
    this.send(packet("p", z(`md5${md5(salted)}`)));
  }

  /** The next bytes, without a message's frame. */
  async bytes(count: number): Promise<string> {
    while (this.#received.length < count) await this.#more();
    const bytes = this.#received.subarray(0, count);
    this.#received = this.#received.subarray(count);
    return bytes.toString("latin1");
  }

  async message(): Promise<Received> {
    const type = await this.bytes(1);
    const length = Buffer.from(await this.bytes(4), "latin1").readInt32BE(0);
    return [type, await this.bytes(length - 4)];
  }

  /** Messages up to and with the first of this type. */
  async until(type: string): Promise<Received[]> {
    const messages: Received[] = [];
    do messages.push(await this.message());
    while (messages.at(-1)?.[0] !== type);
    return messages;
  }

  /** All that still comes until the server closes the connection. */
  async rest(): Promise<Received[]> {
    while (!this.#isEnded) await this.#wait();
    const messages: Received[] = [];
    while (this.#received.length > 0) messages.push(await this.message());
    return messages;
  }

  async #more(): Promise<void> {
    if (this.#isEnded) throw new Error("The server closed the connection");
    await this.#wait();
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

function md5(bytes: string | Buffer): string {
  return createHash("md5").update(bytes).digest("hex");
}

/** An ErrorResponse or NoticeResponse as an object by field letter. */
export function reportFields([, body]: Received): Record<string, string> {
  const fields = body.split("\0").filter((field) => field !== "");
  return Object.fromEntries(fields.map((field) => [field[0], field.slice(1)]));
}
