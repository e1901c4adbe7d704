import type { Level } from "./cast.ts";
import type { Random } from "./random.ts";

/** What a listener can ask the player for, with how the player logs it. */
export const pages = {
  NextSong: { method: "PUT", status: 200 },
  Home: { method: "GET", status: 200 },
  Login: { method: "PUT", status: 307 },
  Logout: { method: "PUT", status: 307 },
  Downgrade: { method: "GET", status: 200 },
  Settings: { method: "GET", status: 200 },
  Help: { method: "GET", status: 200 },
  About: { method: "GET", status: 200 },
  Upgrade: { method: "GET", status: 200 },
  "Save Settings": { method: "PUT", status: 307 },
  Error: { method: "GET", status: 404 },
  "Submit Upgrade": { method: "PUT", status: 307 },
  "Submit Downgrade": { method: "PUT", status: 307 },
} as const;

export type Page = keyof typeof pages;

/** Chances in thousandths; what they leave is the first page of the list. */
type Choice = readonly [page: Page, thousandths: number][];

const afterASong: Choice = [
  ["NextSong", 0],
  ["Home", 23],
  ["Logout", 13],
  ["Settings", 5],
  ["Help", 5],
  ["About", 2],
  ["Error", 2],
];
const afterHome: Choice = [
  ["NextSong", 0],
  ["Settings", 40],
  ["Logout", 20],
  ["Home", 12],
  ["About", 6],
];
const afterSettings: Choice = [
  ["NextSong", 0],
  ["Save Settings", 180],
  ["Home", 80],
  ["Settings", 70],
  ["Logout", 40],
];
const afterAnother: Choice = [
  ["NextSong", 0],
  ["Home", 170],
  ["Help", 30],
];
const loggedOut: Choice = [
  ["Home", 0],
  ["Login", 600],
  ["About", 100],
  ["Help", 70],
];
const visitor: Choice = [
  ["Home", 0],
  ["About", 200],
  ["Help", 150],
];

/** The next page of somebody who is logged in. */
export function nextPage({ page, level }: { page: Page; level: Level }, random: Random): Page {
  switch (page) {
    case "NextSong":
      if (random.chance(0.01)) return level === "paid" ? "Downgrade" : "Upgrade";
      return choose(afterASong, random);
    case "Home":
      return choose(afterHome, random);
    case "Settings":
      return choose(afterSettings, random);
    case "Login":
    case "Save Settings":
    case "Submit Upgrade":
    case "Submit Downgrade":
      return "Home";
    default:
      return choose(afterAnother, random);
  }
}

/** The next page of a listener who is not logged in, and may log in. */
export function nextPageLoggedOut(random: Random): Page {
  return choose(loggedOut, random);
}

/** A page of somebody who never logs in. */
export function visitorPage(random: Random): Page {
  return choose(visitor, random);
}

function choose(choice: Choice, random: Random): Page {
  let rest = random.next() * 1000;
  for (const [page, thousandths] of choice) {
    if (rest < thousandths) return page;
    rest -= thousandths;
  }
  return (choice[0] as Choice[number])[0];
}
