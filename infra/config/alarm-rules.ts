import type { Rule } from "./settings.ts";

const email: Rule = ({ alarmEmail }) =>
  alarmEmail === "" || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(alarmEmail)
    ? []
    : [{ key: "alarmEmail", reason: "write one address, like data-team@example.com" }];

const budget: Rule = ({ monthlyBudgetUsd }) =>
  monthlyBudgetUsd >= 0
    ? []
    : [{ key: "monthlyBudgetUsd", reason: "write whole US dollars a month, or 0 for no budget" }];

export const alarmRules: readonly Rule[] = [email, budget];
