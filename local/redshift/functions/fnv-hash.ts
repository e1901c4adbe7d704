const PRIME = 0x100000001b3n;
const START = 0xcbf29ce484222325n;

/** FNV-1a over bytes, 64 bits, from a seed or from the usual start, as the signed number that FNV_HASH returns. */
export function fnvHash(bytes: Uint8Array, seed: bigint | null): bigint {
  let hash = seed === null ? START : BigInt.asUintN(64, seed);
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return BigInt.asIntN(64, hash);
}
