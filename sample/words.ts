import { faker } from "@faker-js/faker/locale/en";
import type { Random } from "./random.ts";

const { person, word, location } = faker.definitions;

/** First names by the letter that the logs keep for them. Lily is left out: the cast has one. */
export const firstNames: Readonly<Record<"F" | "M", readonly string[]>> = {
  F: (person.first_name.female ?? []).filter((name) => name !== "Lily"),
  M: person.first_name.male ?? [],
};
export const lastNames: readonly string[] = person.last_name.generic ?? [];

const adjectives = word.adjective.map(capitalised);
const nouns = word.noun.map(capitalised);
const verbs = word.verb.map(capitalised);
const cities = location.city_name;
const accented = [
  "Corazón",
  "Für Dich",
  "Été",
  "Señorita",
  "Là-bas",
  "Noël",
  "Über Nacht",
  "Coração",
  "Don’t Go",
  "Ángel",
];
const versions = [
  "(Album Version)",
  "(LP Version)",
  "(Live)",
  "(Radio Edit)",
  "(2005 Digital Remaster)",
  "[Explicit]",
];

type Shape = (random: Random) => string;

/** A title as songs have them: mostly plain, some with a version, a slash, a quote, an accent, or only a number. */
export function inventTitle(random: Random): string {
  const title = random.pick(titleShapes)(random);
  return random.chance(0.15) ? `${title} ${random.pick(versions)}` : title;
}

const titleShapes: readonly Shape[] = [
  ...repeated(6, (random) => `${random.pick(adjectives)} ${random.pick(nouns)}`),
  ...repeated(5, (random) => `${random.pick(verbs)} The ${random.pick(nouns)}`),
  ...repeated(5, (random) => `${random.pick(nouns)} In ${random.pick(cities)}`),
  ...repeated(4, (random) => `${anyFirstName(random)}'s ${random.pick(nouns)}`),
  ...repeated(4, (random) => `${random.pick(verbs)} Me, ${anyFirstName(random)}`),
  ...repeated(3, (random) => `The ${random.pick(adjectives)} ${random.pick(nouns)}`),
  (random) => `${random.pick(accented)}, ${anyFirstName(random)}`,
  (random) => `${random.pick(nouns)} / ${random.pick(nouns)}`,
  (random) => `The "${random.pick(adjectives)}" ${random.pick(nouns)}`,
  (random) => (random.chance(0.1) ? String(1 + random.below(2000)) : random.pick(nouns)),
];

/** A name as artists have them. */
export function inventArtistName(random: Random): string {
  return random.pick(artistShapes)(random);
}

const artistShapes: readonly Shape[] = [
  ...repeated(8, (random) => `${anyFirstName(random)} ${random.pick(lastNames)}`),
  ...repeated(5, (random) => `The ${random.pick(adjectives)} ${random.pick(nouns)}s`),
  ...repeated(4, (random) => `${random.pick(adjectives)} ${random.pick(nouns)}`),
  ...repeated(3, (random) => `${random.pick(lastNames)} & ${random.pick(lastNames)}`),
  ...repeated(
    2,
    (random) => `${anyFirstName(random)} ${random.pick(lastNames)} feat. ${anyFirstName(random)}`,
  ),
  (random) => `${random.pick(["Björn", "José", "Renée", "Zoë"])} ${random.pick(lastNames)}`,
  (random) => `DJ ${random.pick(nouns)}/${random.pick(nouns)}`,
];

function anyFirstName(random: Random): string {
  return random.pick(firstNames[random.chance(0.5) ? "F" : "M"]);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function repeated(times: number, shape: Shape): Shape[] {
  return Array.from({ length: times }, () => shape);
}
