import { expect } from "vitest";
import type { Secret } from "../../../../src/kernel/secret.ts";
import { AwsFault } from "../../../../src/providers/aws/fault.ts";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { AwsSetting } from "../../../../src/providers/aws/setting.ts";
import type { Content, Outcome } from "../../../../src/providers/provider.ts";
import { CANARY } from "./setting.ts";

/** It stands in every value and in every message of the service: it must be in no message of ours. */
export { CANARY };
export const REGION = "us-east-1";
export const SETTING = { region: REGION } as AwsSetting;

export const fault = (code: string, said = ""): AwsFault =>
  new AwsFault(code, 400, "req-1", `${said} ${CANARY}`);

/** A call that is refused. */
export const refusing =
  (code: string, said = ""): (() => Promise<never>) =>
  async () => {
    throw fault(code, said);
  };

export const secret = (name: string, more: Partial<AwsLocator> = {}): AwsLocator => ({
  id: JSON.stringify([name, more]),
  shown: name,
  store: "secrets",
  region: undefined,
  name,
  ...more,
});

export const parameter = (name: string, more: Partial<AwsLocator> = {}): AwsLocator => ({
  ...secret(name, more),
  store: "parameters",
});

/** An outcome in one line: its text, `missing`, or the code of its failure. */
export function brief(outcome: Outcome | undefined): string {
  if (outcome === undefined) return "no answer";
  if (outcome.is === "missing") return "missing";
  return outcome.is === "failed" ? outcome.error.code : textOf(outcome.value);
}

export function textOf(content: Content): string {
  const shown = (value: Secret): string => value.reveal() ?? Buffer.from(value.revealBytes()).toString("hex");
  if (content.kind === "text") return shown(content.text);
  if (content.kind === "bytes") return shown(content.bytes);
  if (content.kind === "fields") return shown(content.whole);
  return [...content.entries].map(([name, one]) => `${name}=${textOf(one)}`).join(" ");
}

/** Everything that a failure would print. */
export const printed = (outcome: Outcome | undefined): string =>
  outcome?.is === "failed"
    ? [outcome.error, ...outcome.error.all].map(({ message, fix }) => `${message}\n${fix}`).join("\n")
    : "";

/** A store that notes in `calls` what was asked of it, in order; `read` gives each outcome in one line. */
export interface FakeStore {
  readonly calls: string[];
  readonly read: (locators: readonly AwsLocator[]) => Promise<string[]>;
  readonly outcomes: (locators: readonly AwsLocator[]) => Promise<Map<string, Outcome>>;
}

export const fakeStore = (calls: string[], outcomes: FakeStore["outcomes"]): FakeStore => ({
  calls,
  outcomes,
  read: async (locators) => {
    const read = await outcomes(locators);
    for (const outcome of read.values()) expect(printed(outcome)).not.toContain(CANARY);
    return locators.map(({ id }) => brief(read.get(id)));
  },
});
