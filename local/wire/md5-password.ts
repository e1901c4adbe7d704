import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Whether `answer` is what a client that knows the password sends for this salt.
 *
 * md5 because it is what Redshift asks of a driver that is not Amazon's own, so every driver that reaches Redshift
 * takes it. Its known weakness, guessing a weak password from a recorded log-in, has no hold here: the
 * password is random, and the server listens on loopback unless it is told otherwise.
 */
export function isMd5Answer(
  answer: string,
  { user, password, salt }: { user: string; password: string; salt: Buffer },
): boolean {
  const inner = createHash("md5").update(password).update(user).digest("hex");
  const expected = `md5${createHash("md5").update(inner).update(salt).digest("hex")}`;
  const [given, wanted] = [Buffer.from(answer), Buffer.from(expected)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
