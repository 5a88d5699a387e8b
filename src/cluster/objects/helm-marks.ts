import type { Desired } from "../object.ts";

/**
 * The object with the marks by which helm adopts it into a release, where its chart has one of that name. What lies in no
 * namespace is left as it is. https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
export function markedForHelm(desired: Desired, release: string | undefined): Desired {
  const { key, body } = desired;
  if (release === undefined || key.namespace === undefined) return desired;
  const metadata = {
    ...body.metadata,
    labels: { ...body.metadata.labels, "app.kubernetes.io/managed-by": "Helm" },
    annotations: {
      ...body.metadata.annotations,
      "meta.helm.sh/release-name": release,
      "meta.helm.sh/release-namespace": key.namespace,
    },
  };
  return { ...desired, body: { ...body, metadata } };
}
