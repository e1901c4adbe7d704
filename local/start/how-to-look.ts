import { relative } from "node:path";
import { login, usualPort } from "./login.ts";
import { readOptions, type StartOptions } from "./read-options.ts";

/** The commands that show a person what is in the warehouse after `npm start`. */
export function howToLook({ warehouse, s3 }: StartOptions): string {
  const usual = readOptions([], { port: usualPort });
  const options = [
    ...(warehouse === usual?.warehouse ? [] : [`--warehouse ${quote(warehouse)}`]),
    ...(s3 === usual?.s3 ? [] : [`--s3 ${quote(s3)}`]),
  ];
  return [
    "Look at it:",
    `  ${["npm run local", ...(options.length > 0 ? ["--", ...options] : [])].join(" ")}`,
    "and in another terminal",
    `  ${psqlLine({ port: usualPort })}`,
    "",
  ].join("\n");
}

/** A command that opens psql, the password taken from its file. */
export function psqlLine({ port }: { port: number }): string {
  const { user, database } = login;
  return `PGPASSWORD=$(cat .local/password) psql -h 127.0.0.1 -p ${port} -U ${user} ${database}`;
}

/** A path as a POSIX shell takes it, relative where it lies in this folder. */
function quote(path: string): string {
  const inside = relative(process.cwd(), path);
  const short = inside.startsWith("..") ? path : inside;
  return /^[\w./-]+$/.test(short) ? short : `'${short.replaceAll("'", "'\\''")}'`;
}
