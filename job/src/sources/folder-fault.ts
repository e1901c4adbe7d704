import { exitCodes, SourceError } from "../errors.ts";
import { formatS3Uri, type S3Uri } from "./s3-uri.ts";

/** What a person must mend before another run can help. All other faults of a disk may pass. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOENT: "there is no such folder",
  ENOTDIR: "a file stands where a folder belongs",
  EISDIR: "a folder stands where a file belongs",
  ERR_FS_EISDIR: "a folder stands where a file belongs",
  EEXIST: "a file stands where a folder belongs",
  ENAMETOOLONG: "the name is too long for the file system",
  ELOOP: "its links lead in a circle",
};

/** Says what failed, on which object and file; an error that comes from no system call is a bug and stays as it is. */
export function folderFault(
  error: unknown,
  { attempt, path, bucket, key }: S3Uri & { attempt: string; path: string },
): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  const full = code === "ENOSPC" || code === "EDQUOT";
  const reason = reasons[code] ?? (full ? "the disk is full" : code);
  return new SourceError(`Cannot ${attempt} "${formatS3Uri({ bucket, key })}" as file "${path}": ${reason}`, {
    cause: error,
    exitCode: code in reasons ? exitCodes.config : exitCodes.connection,
    bucket,
    key,
  });
}

/** The code of an error of a system call, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
