import type { ProviderFacts } from "../report/metrics.ts";
import { type Question, questionsOf, type Watch } from "./watch.ts";

const SEALED = "STORE_SEALED";

/** What a run did at each provider that it came to, in the order in which they were logged in to. Pure. */
export function providerFacts(watch: Watch): ProviderFacts[] {
  const { trail } = watch;
  if (trail === undefined) return [];
  const questions = questionsOf(watch);
  const ids = new Set([...trail.logins, ...questions].map(({ provider }) => provider));
  return [...ids].map((provider) => {
    const here = questions.filter((question) => question.provider === provider);
    const login = trail.logins.findLast((one) => one.provider === provider);
    const codes = [login?.code, ...here.map(({ code }) => code)];
    const read = new Set(here.map(({ id }) => id)).size;
    const times = (all: readonly { provider: string; ms: number }[]): number[] =>
      all.filter((one) => one.provider === provider).map(({ ms }) => ms);
    return {
      provider,
      authenticated: login?.code === undefined ? (login?.who === undefined ? undefined : true) : false,
      refused: login?.code,
      sealed: codes.includes(SEALED) ? true : login?.who?.sealed,
      expires: login?.who?.expires,
      valuesExpire: earliest(here),
      references: here.length,
      // Nothing was read where the login failed, so nothing was read for another name either.
      cacheHits: login?.code === undefined ? here.length - read : 0,
      outcomes: outcomesOf(here),
      waitedMs: times(trail.calls).reduce((sum, ms) => sum + ms, 0),
      requestsMs: times(trail.requests),
    };
  });
}

function earliest(questions: readonly Question[]): Date | undefined {
  const times = questions.flatMap(({ expires }) => (expires === undefined ? [] : [expires.getTime()]));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

function outcomesOf(questions: readonly Question[]): ProviderFacts["outcomes"] {
  const counts = new Map<
    string,
    { outcome: Question["outcome"]; reason: string | undefined; count: number }
  >();
  for (const { outcome, code } of questions) {
    const key = `${outcome} ${code ?? ""}`;
    const present = counts.get(key) ?? { outcome, reason: code, count: 0 };
    counts.set(key, { ...present, count: present.count + 1 });
  }
  return [...counts.values()];
}
