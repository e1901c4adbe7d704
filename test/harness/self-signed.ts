import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";

/** Enough of DER to write a certificate that signs itself. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
const commonName = "550403";
const subjectAltName = "551d11";
const dnsName = 0x82;
const ipAddress = 0x87;

/** Key and certificate (PEM) of a TLS server "localhost" at 127.0.0.1, which verify when the certificate is the CA. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "der" },
  });
  const name = sequence(der(0x31, sequence(oid(commonName), der(0x0c, Buffer.from("localhost")))));
  const time = (text: string) => der(0x17, Buffer.from(text));
  const names = sequence(der(dnsName, Buffer.from("localhost")), der(ipAddress, Buffer.from([127, 0, 0, 1])));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    sequence(time("240101000000Z"), time("490101000000Z")),
    name,
    publicKey,
    der(0xa3, sequence(sequence(oid(subjectAltName), der(0x04, names)))),
  );
  const signature = sign("sha256", content, createPrivateKey(privateKey));
  const certificate = sequence(content, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  const cert = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""];
  return { key: privateKey, cert: cert.join("\n") };
}
