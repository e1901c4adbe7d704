import { expect, it } from "vitest";
import { tableText } from "./star-text.ts";

const artist = { artist_id: "AR1", name: "Elena", location: null, latitude: 39.5, longitude: -0.37686 };
const moment = {
  start_time: "2018-11-21 21:56:47.79",
  hour: 21,
  day: 21,
  week: 47,
  month: 11,
  year: 2018,
  weekday: 3,
};

it("writes the same for values as numbers and as text, whatever the order of rows and columns", () => {
  const { name, ...others } = artist;
  const second = { ...artist, artist_id: "AR0", latitude: null };
  const asText = { ...others, name, latitude: "39.50", longitude: "-3.7686e-1" };
  expect(tableText("artists", [asText, second])).toEqual(tableText("artists", [second, artist]));
  expect(tableText("artists", [artist])).toEqual(['["AR1","Elena",null,"39.5","-0.37686"]']);
});

it("writes milliseconds as three digits", () => {
  const whole = { ...moment, start_time: "2018-11-21 21:56:47" };
  expect(tableText("time", [moment, whole])).toEqual([
    '["2018-11-21 21:56:47.000","21","21","47","11","2018","3"]',
    '["2018-11-21 21:56:47.790","21","21","47","11","2018","3"]',
  ]);
});

it("refuses columns that only one side has, and Dates", () => {
  const { name, ...nameless } = artist;
  expect(() => tableText("artists", [nameless])).toThrow('Column "name" is only on one side');
  expect(() => tableText("artists", [{ ...artist, extra: name }])).toThrow(
    'Column "extra" is only on one side',
  );
  expect(() => tableText("time", [{ ...moment, start_time: new Date() }])).toThrow(
    "A timestamp cannot be a Date",
  );
});
