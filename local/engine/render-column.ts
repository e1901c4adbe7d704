import {
  type DuckDBDecimalType,
  DuckDBDecimalValue,
  type DuckDBIntervalValue,
  type DuckDBListValue,
  type DuckDBTimeTZValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBVector,
} from "@duckdb/node-api";
import { renderDouble, renderSingle } from "./render-float.ts";
import {
  renderDate,
  renderInterval,
  renderOffset,
  renderTime,
  renderTimestamp,
  renderTimestampTz,
} from "./render-moment.ts";

/** How a column's values become text. */
export interface ColumnStyle {
  /** Blanks fill a char(n) up to so many bytes. */
  pad?: number | undefined;
  /** The zone in which a timestamptz is shown. */
  zone: string;
}

type Render = (item: never) => string;

/** A chunk's column as PostgreSQL's text format, null for NULL. */
export function renderColumn(vector: DuckDBVector, count: number, style: ColumnStyle): (string | null)[] {
  const values: (string | null)[] = new Array(count);
  const items = rawItems(vector);
  const { render, raw } = rendererOf(vector.type, style);
  if (raw && items !== undefined) {
    const { validity } = vector as unknown as {
      validity: { data: unknown; itemValid(index: number): boolean };
    };
    const allValid = validity.data === null;
    for (let row = 0; row < count; row += 1) {
      values[row] = allValid || validity.itemValid(row) ? render(items[row] as never) : null;
    }
    return values;
  }
  for (let row = 0; row < count; row += 1) {
    const item = vector.getItem(row);
    values[row] = item === null ? null : render(item as never);
  }
  return values;
}

/** The typed array under a vector of numbers: reading it makes no object for each value. */
function rawItems(vector: DuckDBVector): ArrayLike<unknown> | undefined {
  return (vector as unknown as { items?: ArrayLike<unknown> }).items;
}

const plain = { render: (item: unknown) => String(item), raw: true };

function rendererOf(type: DuckDBType, { pad, zone }: ColumnStyle): { render: Render; raw: boolean } {
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return {
        render: pad === undefined ? (text: string) => text : (text: string) => padBytes(text, pad),
        raw: false,
      };
    case DuckDBTypeId.BOOLEAN:
      return { render: (item: boolean) => (item ? "t" : "f"), raw: false };
    case DuckDBTypeId.DOUBLE:
      return { render: renderDouble, raw: true };
    case DuckDBTypeId.FLOAT:
      return { render: renderSingle, raw: true };
    case DuckDBTypeId.TIMESTAMP:
      return { render: renderTimestamp, raw: true };
    case DuckDBTypeId.TIMESTAMP_TZ:
      return { render: (micros: bigint) => renderTimestampTz(micros, zone), raw: true };
    case DuckDBTypeId.DATE:
      return { render: renderDate, raw: true };
    case DuckDBTypeId.TIME:
      return { render: (micros: bigint) => renderTime(Number(micros)), raw: true };
    case DuckDBTypeId.DECIMAL:
      return { render: decimal(type as DuckDBDecimalType), raw: false };
    default:
      return { render: RARE[type.typeId] ?? plain.render, raw: !(type.typeId in RARE) && plain.raw };
  }
}

function decimal({ scale, width }: DuckDBDecimalType): Render {
  return (item: DuckDBDecimalValue) => new DuckDBDecimalValue(item.value, width, scale).toString();
}

const RARE: Partial<Record<DuckDBTypeId, Render>> = {
  [DuckDBTypeId.INTERVAL]: ({ months, days, micros }: DuckDBIntervalValue) =>
    renderInterval(months, days, micros),
  [DuckDBTypeId.TIME_TZ]: ({ micros, offset }: DuckDBTimeTZValue) =>
    renderTime(Number(micros)) + renderOffset(offset / 60),
  [DuckDBTypeId.LIST]: ({ items }: DuckDBListValue) => `{${items.map(listItem).join(",")}}`,
};

/** An element of a PostgreSQL array. */
function listItem(item: DuckDBValue): string {
  if (item === null) return "NULL";
  const text = String(item);
  return text === "" || /[{},"\\\s]|^null$/i.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}

function padBytes(text: string, length: number): string {
  const bytes = Buffer.byteLength(text);
  return bytes >= length ? text : text + " ".repeat(length - bytes);
}
