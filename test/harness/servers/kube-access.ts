import type { Cluster, Rule, Subject } from "./kube-options.ts";

/** Whether the API server's authorizer lets a subject do the first thing that a rule allows. */
export async function isAllowed(
  must: Cluster["must"],
  namespace: string | undefined,
  rule: Rule | undefined,
  { kind, name, namespace: own = namespace }: Subject,
): Promise<boolean> {
  const resource = rule?.resources[0];
  if (rule === undefined || resource === undefined) return true;
  const [plural, subresource] = resource.split("/");
  const resourceAttributes = {
    group: rule.apiGroups[0],
    resource: plural,
    subresource,
    verb: rule.verbs[0],
    namespace,
    name: rule.resourceNames?.[0],
  };
  const who =
    kind === "Group"
      ? { user: "anybody", groups: [name] }
      : { user: kind === "ServiceAccount" ? `system:serviceaccount:${own}:${name}` : name };
  const body = { spec: { ...who, resourceAttributes } };
  const { status } = await must("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", { body });
  return status.allowed === true;
}
