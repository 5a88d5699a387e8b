/** What became of one object of the cluster. Names and texts only, never anything of a value. */
export interface ObjectFacts {
  /** `Secret liquid-hive-prod/app-db` */
  readonly object: string;
  readonly verb: string;
  readonly changes: readonly { readonly key: string; readonly is: string }[];
  readonly ms: number;
  readonly formerOwner: string | undefined;
  readonly notes: readonly string[];
}

/** What became of one ExternalSecret or one workload. */
export interface WaitFacts {
  readonly object: string;
  readonly is: string;
  /** The Secret that it makes, or those that it was restarted for. */
  readonly secrets: readonly string[];
  readonly ms: number;
  readonly why: string | undefined;
}

/** What a run did to a cluster, or would do in a dry run. */
export interface ClusterFacts {
  readonly cluster: string;
  readonly user: string;
  readonly manager: string;
  readonly dryRun: boolean;
  readonly objects: readonly ObjectFacts[];
  /** Members of the apply set that nothing asks for any more, and that stay. */
  readonly left: readonly string[];
  readonly synced: readonly WaitFacts[];
  readonly restarted: readonly WaitFacts[];
  /** Of immutable Secrets: the name asked for, and the real one. */
  readonly names: ReadonlyMap<string, string>;
  readonly notices: readonly string[];
  /** Why it stopped before its end. */
  readonly failed: string | undefined;
}

const SIGNS: Readonly<Record<string, string>> = { new: "+", changed: "~", removed: "-" };
const MAX_KEYS = 30;
const MAX_OBJECTS = 50;

/** `+NEW ~CHANGED -GONE`: what becomes of the keys, without those that stay as they are. */
export function changeText(changes: ObjectFacts["changes"]): string {
  const shown = changes.flatMap(({ key, is }) => (SIGNS[is] === undefined ? [] : [`${SIGNS[is]}${key}`]));
  const more = shown.length > MAX_KEYS ? [`… ${shown.length - MAX_KEYS} more`] : [];
  return [...shown.slice(0, MAX_KEYS), ...more].join(" ");
}

/** What was done comes first, what was not done last. */
const VERBS = ["created", "changed", "pruned", "rolled back"] as const;

/** `2 created, 1 unchanged`: how many objects have which verb. */
export function verbCounts(objects: readonly ObjectFacts[]): string {
  const counts = new Map<string, number>(VERBS.map((verb) => [verb, 0]));
  for (const { verb } of objects) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  return [...counts].flatMap(([verb, count]) => (count === 0 ? [] : [`${count} ${verb}`])).join(", ");
}

/** The cluster's part of the log: a line an object, at most a screen. */
export function clusterLines(facts: ClusterFacts): string[] {
  const { objects, synced, restarted, left, names } = facts;
  const width = Math.max(0, ...objects.slice(0, MAX_OBJECTS).map(({ object }) => object.length));
  return [
    `▸ Cluster  ${facts.cluster}   as ${facts.user}   manager ${facts.manager}`,
    `▸ ${facts.dryRun ? "Diff   " : "Apply  "}  ${objects.length === 0 ? "nothing to apply" : verbCounts(objects)}${facts.dryRun ? " · nothing was changed" : ""}`,
    ...objects.slice(0, MAX_OBJECTS).flatMap((row) => objectLines(row, width)),
    ...(objects.length > MAX_OBJECTS ? [`    … and ${objects.length - MAX_OBJECTS} more in the report`] : []),
    ...[...names].map(([asked, real]) => `    ${asked} is ${real}`),
    ...left.slice(0, MAX_OBJECTS).map((object) => `    ${object}   no longer asked for, and stays`),
    ...(synced.length === 0 ? [] : ["▸ External Secrets", ...synced.map(waitLine)]),
    ...(restarted.length === 0 ? [] : ["▸ Restart", ...restarted.map(waitLine)]),
    ...(facts.notices.length === 0
      ? []
      : ["▸ To know", ...facts.notices.slice(0, MAX_OBJECTS).map((text) => `    ${text}`)]),
    ...(facts.failed === undefined ? [] : [`▸ Stopped  ${facts.failed}`]),
  ];
}

function objectLines(
  { object, verb, changes, ms, formerOwner, notes }: ObjectFacts,
  width: number,
): string[] {
  const keys = changeText(changes);
  return [
    [
      `    ${object.padEnd(width)}`,
      `${verb}${ms > 0 ? ` in ${Math.round(ms)} ms` : ""}`,
      ...(keys === "" ? [] : [keys]),
      ...(formerOwner === undefined ? [] : [`(before: ${formerOwner})`]),
    ].join("   "),
    ...notes.map((note) => `        ${note}`),
  ];
}

const waitLine = ({ object, is, secrets, ms, why }: WaitFacts): string =>
  `    ${object}   ${is}${secrets.length === 0 ? "" : `   (${secrets.join(", ")})`}   ${(ms / 1000).toFixed(1)} s${why === undefined ? "" : `   ${why}`}`;
