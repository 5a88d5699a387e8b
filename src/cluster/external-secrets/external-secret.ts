import type { Desired, KubeObject } from "../object.ts";
import { goDuration } from "./duration.ts";
import { API_VERSION, type Mapping, type MappedEntry } from "./mapping.ts";

export interface ExternalSecretOptions {
  /** The release that helm is to adopt it for; undefined for none. */
  readonly helmRelease?: string | undefined;
}

/**
 * The ExternalSecret of a mapping, with every field that the server would fill in: tools that compare what is asked
 * for with what is there then see no difference. Its template is there to keep the labels and annotations of the
 * ExternalSecret off the Secret: a forced sync would else change a Secret whose values stay.
 * https://external-secrets.io/latest/api/externalsecret/
 */
export function externalSecretOf(mapping: Mapping, options: ExternalSecretOptions = {}): Desired {
  const { name, namespace, target, store, refreshInterval, entries, file } = mapping;
  const { helmRelease } = options;
  const body: KubeObject = {
    apiVersion: API_VERSION,
    kind: "ExternalSecret",
    metadata: {
      name,
      namespace,
      labels: { "app.kubernetes.io/managed-by": helmRelease === undefined ? "secrets-action" : "Helm" },
      ...(helmRelease === undefined
        ? {}
        : {
            annotations: {
              "meta.helm.sh/release-name": helmRelease,
              "meta.helm.sh/release-namespace": namespace,
            },
          }),
    },
    spec: {
      refreshPolicy: "Periodic",
      refreshInterval: goDuration(refreshInterval),
      secretStoreRef: { kind: store.kind, name: store.name },
      target: {
        name: target,
        creationPolicy: "Owner",
        deletionPolicy: "Retain",
        template: { engineVersion: "v2", mergePolicy: "Replace", metadata: {} },
      },
      data: entries.map(dataOf),
    },
  };
  return {
    key: { apiVersion: API_VERSION, kind: "ExternalSecret", namespace, name },
    origin: { from: "external-secrets", input: "external-secrets", file },
    body,
    notes: [],
  };
}

const dataOf = ({ secretKey, key, property, version, decoding }: MappedEntry): object => ({
  secretKey,
  remoteRef: {
    key,
    ...(property === undefined ? {} : { property }),
    ...(version === undefined ? {} : { version }),
    conversionStrategy: "Default",
    decodingStrategy: decoding,
    metadataPolicy: "None",
  },
});
