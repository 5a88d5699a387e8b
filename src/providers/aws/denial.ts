import type { AwsFault } from "./fault.ts";

/** Which policy denied, as AWS words it, and who can change it. */
const POLICIES: readonly { readonly named: string; readonly where: string }[] = [
  { named: "service control policy", where: "the organization's service control policies" },
  { named: "resource control policy", where: "the organization's resource control policies" },
  { named: "permissions boundary", where: "the permissions boundary of the role" },
  { named: "session policy", where: "the session policy (aws-session-policy, aws-session-policies)" },
  { named: "VPC endpoint policy", where: "the policy of the VPC endpoint that the request passes" },
  { named: "resource-based policy", where: "the policy of the resource itself" },
  { named: "identity-based policy", where: "the permissions of the role" },
];

/** A policy's statement that allows one action on one resource, as JSON to paste. */
export const statement = (action: string | readonly string[], resource: string, more: object = {}): string =>
  JSON.stringify({ Effect: "Allow", Action: action, Resource: resource, ...more }, null, 2);

/**
 * Why access is denied, from the kind of policy that AWS names: an explicit deny, which no other policy can lift, or
 * the lack of an allow.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function deniedBy(
  fault: AwsFault,
  action: string,
  resource: string,
): { readonly cause: string; readonly fix: string } {
  const explicit = fault.has(/explicit deny/i);
  const policy = POLICIES.find(({ named }) =>
    fault.has(new RegExp(`(explicit deny in (an? )?|because no )${named}`, "i")),
  );
  if (explicit) {
    const where = policy?.where ?? "one of the policies that apply (role, resource, session, organization)";
    return {
      cause: `${policy ? `${/^[aeiou]/.test(policy.named) ? "an" : "a"} ${policy.named}` : "a policy"} denies it explicitly`,
      fix: `No further permission helps. Narrow the "Deny" that covers ${action} on ${resource} in ${where}.`,
    };
  }
  if (policy?.named === "resource-based policy")
    return {
      cause: "no resource-based policy allows it",
      fix: `The resource is another account's: both its own policy and the permissions of the role must hold\n${statement(action, resource)}\nand the former names the role as "Principal" besides.`,
    };
  return {
    cause: policy ? `no ${policy.named} allows it` : "no policy allows it",
    fix: `Add to ${policy?.where ?? "the permissions of the role"}:\n${statement(action, resource)}`,
  };
}
