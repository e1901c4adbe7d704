import { DelimitedSplitter } from "./delimited-splitter.ts";
import { findFaults } from "./find-faults.ts";
import { insertRows, judgeFaults, type Load } from "./load.ts";

/** COPY of delimited text and CSV: the records are taken apart here, and converted by the engine. */
export async function loadDelimited(load: Load): Promise<void> {
  const options = {
    layout: load.copy.layout,
    csv: load.copy.format === "csv",
    fields: load.columns.length,
  };
  const { faults, acceptedRows } = await findFaults(load, load.files, {
    mapping: { paths: load.columns.map((_, index) => [index]), ignoreCase: false },
    splitter: () => new DelimitedSplitter(options),
  });
  judgeFaults(load, faults);
  if (load.copy.noLoad) return;
  for (const query of acceptedRows) await insertRows(load, query);
}
