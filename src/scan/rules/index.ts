import type { RuleSpec } from "../rule.ts";
import { AI } from "./ai.ts";
import { CLOUD } from "./cloud.ts";
import { CODE_HOSTING } from "./code-hosting.ts";
import { HOSTING } from "./hosting.ts";
import { INFRASTRUCTURE } from "./infrastructure.ts";
import { MESSAGING } from "./messaging.ts";
import { OBSERVABILITY } from "./observability.ts";
import { PACKAGES } from "./packages.ts";
import { PAYMENTS } from "./payments.ts";
import { SAAS } from "./saas.ts";

/**
 * Every rule of the table. Those with a fixed text stand before those that a keyword leads to: where both fit one span,
 * the earlier one says more.
 */
export const RULES: readonly RuleSpec[] = [
  ...CODE_HOSTING,
  ...CLOUD,
  ...PACKAGES,
  ...INFRASTRUCTURE,
  ...HOSTING,
  ...AI,
  ...OBSERVABILITY,
  ...MESSAGING,
  ...PAYMENTS,
  ...SAAS,
].toSorted((a, b) => specificity(b) - specificity(a));

function specificity(rule: RuleSpec): number {
  return rule.prefixes.length === 0 ? 0 : 1;
}
