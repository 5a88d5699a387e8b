import path from "node:path";

// A file of its own costs about a millisecond to find, read and link: what is always loaded together is one. What a run
// may do without stays apart: a chunk is named here only where each of its users needs most of it.
const CHUNKS = {
  /** What every entry loads, and what the two jobs do beside: cli.js pays a quarter of a millisecond for that. */
  "kernel-base":
    /^(?:commands\/post|entries\/(?:start|state)|export\/(?:dotenv|leftovers|left-credentials|together)|kernel\/(?:secret|errors|listen-address|attempt|printable|clock|files|process|uuid|yaml)|report\/(?:cluster[\w-]*|short|signed[\w-]*|failure[\w-]*|loaded|log|markdown|summary)|runner\/(?:actions|command-text|event|streams))\.ts$/,
  /** Deciding what to do, for the main job and for a terminal. */
  "commands-prepare":
    /^(?:commands\/(?:prepare|gather|cluster-(?:job|facts)|signing-(?:job|facts)|load[\w-]*|dry-run|handed|making|observe|run-facts|seed|trust|watch|wildcard-tree)|config\/(?:helm-(?!chart|external|fullname|merge)[\w-]*|read-inputs)|entries\/(?:parts|prepare-parts|cluster-parts|sign-parts|provider-parts|keeper|lazy-http|observe-parts|logged-http|checkouts|mask-values)|export\/(?:files|names|places|plan|suitable|wildcard)|kernel\/(?:append|git|masks|mask-forms)|providers\/(?:resolve|sessions|trail|use)|references\/(?:decode|field|json-tree|parse-(?:destinations|line)|reference)|report\/(?:document|otlp-target))\.ts$/,
  /** What is checked offline of every provider: its inputs, its references. */
  "providers-list":
    /^(?:cluster\/(?:inputs|object)|config\/(?:(?:apply|doctor|sign-core)-)?inputs|scan\/inputs|signing\/(?:sign|sigstore|verify)-inputs|entries\/(?:inputs-table|version)|kernel\/(?:nearest|json|regex)|references\/(?:lexer|parse-reference|print|vals)|sops\/(?:format|tree)|providers\/(?:bind|list|outcome|provider|\w+\/(?:index|inputs)|sops\/borrowed-key|aws\/(?:arn|audience|check-inputs|ecr-host|endpoint|eks-locate|export-conflict|hand-over|locate|names|partition|region|source|tags)|vault\/(?:address|audience|check-inputs|headers|locate|method|method-needs|namespace)))\.ts$/,
  /** The first request: to GitHub's token service, or to whoever else gives a credential. */
  "kernel-http-client":
    /^(?:kernel\/(?:http(?!-listen)[\w-]*|ca|pool|proxy|retry|unreachable)|identity\/(?:token|claims|subject))\.ts$/,
  /** Logging in to AWS and reading, all but the SDK and the rarer sources of credentials. */
  "providers-aws-session":
    /^(?:providers\/aws\/(?:session|eks-login|acquire|sdk|call|fault|denial|resource|complete|batches|regions|sts|listing|key-unusable|pages|secrets[\w-]*))\.ts$/,
  /** Opening SOPS files. Others use pieces of it, which must not become files of their own. */
  "providers-sops-keys":
    /^(?:kernel\/json-printer|providers\/sops\/keys|sops\/(?:age|bech32|cipher|data-key|decrypt|limits|mac|metadata|reading|selector|text|value|walk|stores\/(?!yaml-(?:library|document|anchors|flow|leaves|remark-queue|source|remarks)\.)[\w-]+))\.ts$/,
  /** Applying to a cluster: all but the rarer logins, restarts and what External Secrets need. */
  cluster:
    /^(?:cluster\/(?!inputs\.|object\.|restart\/|external-secrets\/(?!mapping\.|store\.)|login\/(?:kubeconfig|known-exec|replaced-exec|in-cluster|token-file|github|cloud))[\w/-]+|commands\/(?:opening|cluster(?!-job|-facts|-foreseen|-restart|-sync|-preflight)[\w-]*)|config\/helm-(?:chart|external|fullname|merge)|entries\/cluster-(?:host|exec|promises)|kernel\/yaml-documents)\.ts$/,
  /** Asking TUF for the trusted root: needed where no file is one. */
  "signing-tuf":
    /^signing\/trust\/(?:(?:tuf|fetcher|seeds)[\w-]*\.ts|github-root\.json)$|[\\/]node_modules[\\/](?:tuf-js|@tufjs|@sigstore[\\/]tuf)[\\/]|[\\/]tools[\\/]build[\\/]tuf-/,
  /** Whether a signature holds. */
  "signing-verify":
    /^(?:commands\/verify-(?:candidates|examine)|signing\/verify\/(?:core|entity|content|prehashed|promise|certificate-facts|log-body|material|timestamps|bundle-read|legacy(?:-blob)?|rekor-bundle|statement-read|strict-json|reasons|unsaid-hash))\.ts$/,
  /** Making signatures: from the first question to Sigstore to the last push. */
  "signing-make":
    /^(?:commands\/sign-(?!plan)[\w-]+|signing\/(?:asn1|fulcio|key|log|rekor-[\w-]+|seal|session|signer|service(?:-[\w-]+)?|timestamp(?:-[\w-]+)?))\.ts$/,
  /** What signing and verifying are asked for: all that a mistake in the inputs needs. */
  "signing-inputs":
    /^(?:commands\/(?:signing|sign-plan|verify|verify-plan)|entries\/verify-parts|report\/verdict[\w-]*|signing\/(?:annotations|bundle|image-reference|line-words|predicate-types|sign-lines|signatures-in|subject-pattern|verify-lines)|signing\/verify\/(?:agreement|build-policy|failure-of|found-identity|glob-pattern|identity|judge|mismatch|needs|policy-list|predicate-policy|provenance|read-policies|verdict|workflow-name))\.ts$/,
  /** Files, registries, GitHub, and whom to trust. */
  signing:
    /^(?:signing\/(?!(?:sign|sigstore|verify)-inputs\.|cosign-flags\.|trust\/(?:tuf|fetcher|seeds))[\w/-]+|commands\/(?:all|sign(?!ing-(?:job|facts))[\w-]*|verify[\w-]*)|entries\/(?:artifact-list|personal-trust|registry-token|sign-host|sign-tags|verify-look)|report\/verdict[\w-]*)\.ts$/,
  /** The gate: rules, engine, ranges, and what is told of them. */
  scanning:
    /^(?:scan\/(?!inputs\.)[\w/-]+|commands\/scan[\w-]*|entries\/scan-parts|kernel\/git-stream|report\/(?:scan[\w-]*|sarif))\.ts$/,
  /** Sigstore's own verification. */
  "vendor-sigstore": /[\\/]node_modules[\\/]@sigstore[\\/](?:bundle|core|verify|protobuf-specs)[\\/]/,
  /** Restarting what uses a changed Secret. */
  "cluster-restart": /^(?:cluster\/restart\/[\w-]+|commands\/cluster-restart)\.ts$/,
  /** External Secrets: building, preflight, sync. */
  "cluster-external-secrets":
    /^(?:cluster\/external-secrets\/(?!mapping\.|store\.)[\w-]+|commands\/cluster-(?:sync|preflight))\.ts$/,
  /** Why AWS gave no session of a role. */
  "providers-aws-refused": /^providers\/aws\/(?:sts-refused|trust)\.ts$/,
  /** Logging in to Vault by the job's token and reading, all but the rarer logins and what a refusal takes to explain. */
  "providers-vault-session":
    /^providers\/vault\/(?!(?:index|inputs|address|audience|check-inputs|headers|locate|method|method-needs|namespace|health|server-health|may-read|undo|refused[\w-]*|role-definition)\.ts)(?:[\w-]+|logins\/jwt)\.ts$/,
  /** Why Vault gave no token. */
  "providers-vault-refused": /^providers\/vault\/(?:refused[\w-]*|role-definition)\.ts$/,
  /** The SDK as nearly every run with AWS needs it; Parameter Store's client is larger and rarer. */
  "vendor-aws-sdk":
    /^(?:providers\/aws\/sdk-(?:sts|secrets)\.ts$|.*[\\/]node_modules[\\/](?:@smithy|@aws-sdk|@aws)[\\/](?!client-ssm[\\/])|.*[\\/]tools[\\/]build[\\/]aws-)/,
};

const src = path.resolve(import.meta.dirname, "../../src");

/** Takes a module's path; returns the chunk that it is part of whoever imports it, undefined for all others. */
export function chunkOf(id) {
  const inSource = path.relative(src, id);
  const name = inSource.startsWith("..") ? id : inSource.replaceAll("\\", "/");
  return Object.entries(CHUNKS).find(([, modules]) => modules.test(name))?.[0];
}

/** Whether a chunk's name is one of those above. */
export const isChunk = (name) => Object.hasOwn(CHUNKS, name);
