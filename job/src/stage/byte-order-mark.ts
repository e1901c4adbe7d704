const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The text without the mark that some editors put before UTF-8. */
export function withoutByteOrderMark(text: Uint8Array): Uint8Array {
  return mark.equals(text.subarray(0, mark.length)) ? text.subarray(mark.length) : text;
}
