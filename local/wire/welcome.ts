import { authenticationOk, backendKeyData, parameterStatus, readyForQuery } from "./backend-message.ts";

/** What the server tells a client that has just logged in. */
export function welcome(session: {
  user: string;
  applicationName: string;
  clientEncoding: string;
  processId: number;
  secretKey: number;
  status: "I" | "T" | "E";
}): Buffer {
  // Redshift names no standard_conforming_strings: drivers then know that a backslash in a string is an escape.
  const parameters = {
    application_name: session.applicationName,
    client_encoding: session.clientEncoding,
    DateStyle: "ISO, MDY",
    integer_datetimes: "on",
    is_superuser: "on",
    max_numeric_precision: "38",
    max_varchar_size: "65535",
    server_encoding: "UNICODE",
    server_version: "8.0.2",
    session_authorization: session.user,
    TimeZone: "UTC",
    // By this name drivers tell Redshift from PostgreSQL.
    padb_version: "1.0.0",
  };
  return Buffer.concat([
    authenticationOk,
    ...Object.entries(parameters).map(([name, value]) => parameterStatus(name, value)),
    backendKeyData(session.processId, session.secretKey),
    readyForQuery(session.status),
  ]);
}
