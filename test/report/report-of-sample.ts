import { withLoadedBucket } from "../../analytics/with-loaded-bucket.ts";
import { collectReport } from "../../report/collect/collect-report.ts";
import type { ReportData } from "../../report/collect/report-data.ts";
import { generateSample } from "../../sample/generate-sample.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

/** What the page shows of a small sample, loaded by the job. */
export async function reportOfSample(): Promise<ReportData> {
  await using folder = await temporaryFolder();
  await generateSample({ out: folder.path, songs: 80, events: 1500, days: 9 });
  return await withLoadedBucket(folder.path, (target) => collectReport(target, new Date()));
}
