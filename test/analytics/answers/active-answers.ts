import type { Star } from "../../reference/star-rows.ts";
import { text } from "./play-answers.ts";
import { type AnswerRow, percent, sorted, tally } from "./tally.ts";

const dayMs = 86_400_000;

export function dailyActives({ songplays }: Star): AnswerRow[] {
  const usersOn = new Map<string, Set<number>>();
  for (const play of songplays) {
    const day = play.start_time.slice(0, 10);
    usersOn.set(day, (usersOn.get(day) ?? new Set()).add(play.user_id));
  }
  const usersInDaysUpTo = (day: string, days: number) => {
    const users = new Set<number>();
    for (let back = 0; back < days; back++) {
      for (const user of usersOn.get(dayBefore(day, back)) ?? []) users.add(user);
    }
    return users.size;
  };
  return [...usersOn.keys()].sort().map((day) => {
    const daily = usersInDaysUpTo(day, 1);
    const monthly = usersInDaysUpTo(day, 30);
    const yesterday = usersOn.get(dayBefore(day, 1))?.size;
    return text({
      day,
      daily,
      change: yesterday === undefined ? null : daily - yesterday,
      weekly: usersInDaysUpTo(day, 7),
      monthly,
      stickiness: percent(daily, monthly),
    });
  });
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);
}

const browsers: readonly [name: string, sign: string][] = [
  ["Edge", "Edge/"],
  ["Opera", "OPR/"],
  ["Chrome", "Chrome/"],
  ["Firefox", "Firefox/"],
  ["Internet Explorer", "MSIE "],
  ["Internet Explorer", "Trident/"],
  ["Safari", "Safari/"],
];
const systems: readonly [name: string, sign: string][] = [
  ["iOS", "iPhone"],
  ["iOS", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["macOS", "Mac OS X"],
  ["Linux", "Linux"],
];

export function userAgents({ songplays }: Star): AnswerRow[] {
  const named = (agent: string | null, names: readonly [string, string][]) =>
    names.find(([, sign]) => agent?.includes(sign))?.[0] ?? "other";
  const agents = tally(
    songplays,
    ({ user_agent }) => `${named(user_agent, browsers)}\n${named(user_agent, systems)}`,
  );
  return sorted(agents, [({ key }) => key], { descending: [({ plays }) => plays] }).map(
    ({ key, plays, listeners }) => {
      const [browser = "", operating_system = ""] = key.split("\n");
      return text({
        ...{ browser, operating_system, plays, listeners },
        share: percent(plays, songplays.length),
      });
    },
  );
}
