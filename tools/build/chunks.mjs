import path from "node:path";

// A file of its own costs about a millisecond to find, read and link: what is always loaded together is one. What a run
// may do without stays apart: a chunk is named here only where each of its users needs most of it.
const CHUNKS = {
  /** What every entry loads, and what the two jobs do beside: cli.js pays a quarter of a millisecond for that. */
  "kernel-base":
    /^(?:commands\/post|entries\/(?:start|state)|export\/(?:dotenv|leftovers|left-credentials|together)|kernel\/(?:secret|errors|listen-address|attempt|printable|clock|files|process|uuid|yaml)|report\/(?:cluster[\w-]*|failure[\w-]*|loaded|log|markdown|summary)|runner\/(?:actions|command-text|event|streams))\.ts$/,
  /** Deciding what to do, for the main job and for a terminal. */
  "commands-prepare":
    /^(?:commands\/(?:prepare|gather|cluster-(?:job|facts)|load[\w-]*|dry-run|handed|making|observe|run-facts|seed|trust|watch|wildcard-tree)|config\/(?:helm-(?!chart|external|fullname|merge)[\w-]*|read-inputs)|entries\/(?:parts|prepare-parts|cluster-parts|provider-parts|keeper|lazy-http|observe-parts|logged-http|checkouts|mask-values)|export\/(?:files|names|places|plan|suitable|wildcard)|kernel\/(?:append|git|masks|mask-forms)|providers\/(?:resolve|sessions|trail|use)|references\/(?:decode|field|json-tree|parse-(?:destinations|line)|reference)|report\/(?:document|otlp-target))\.ts$/,
  /** What is checked offline of every provider: its inputs, its references. */
  "providers-list":
    /^(?:cluster\/(?:inputs|object)|config\/(?:(?:apply|doctor)-)?inputs|entries\/(?:inputs-table|version)|kernel\/nearest|references\/(?:lexer|parse-reference|print|vals)|sops\/(?:format|tree)|providers\/(?:bind|list|outcome|provider|\w+\/(?:index|inputs)|sops\/borrowed-key|aws\/(?:arn|audience|check-inputs|endpoint|eks-locate|export-conflict|hand-over|locate|names|partition|region|source|tags)|vault\/(?:address|audience|check-inputs|headers|locate|method|method-needs|namespace)))\.ts$/,
  /** The first request: to GitHub's token service, or to whoever else gives a credential. */
  "kernel-http-client":
    /^(?:kernel\/(?:http(?!-listen)[\w-]*|ca|pool|proxy|retry|unreachable)|identity\/(?:token|claims|subject))\.ts$/,
  /** Logging in to AWS and reading, all but the SDK and the rarer sources of credentials. */
  "providers-aws-session":
    /^(?:providers\/aws\/(?:session|eks-login|acquire|sdk|call|fault|denial|resource|complete|batches|regions|sts|listing|key-unusable|pages|secrets[\w-]*))\.ts$/,
  /** Opening SOPS files. Others use pieces of it, which must not become files of their own. */
  "providers-sops-keys":
    /^(?:kernel\/(?:json(?:-printer)?|regex)|providers\/sops\/keys|sops\/(?:age|bech32|cipher|data-key|decrypt|limits|mac|metadata|reading|selector|text|value|walk|stores\/(?!yaml-(?:library|document|anchors|flow|leaves|remark-queue|source|remarks)\.)[\w-]+))\.ts$/,
  /** Applying to a cluster: all but the rarer logins, restarts and what External Secrets need. */
  cluster:
    /^(?:cluster\/(?!inputs\.|object\.|restart\/|external-secrets\/(?!mapping\.|store\.)|login\/(?:kubeconfig|known-exec|replaced-exec|in-cluster|token-file|github|cloud))[\w/-]+|commands\/(?:opening|cluster(?!-job|-facts|-foreseen|-restart|-sync|-preflight)[\w-]*)|config\/helm-(?:chart|external|fullname|merge)|entries\/cluster-(?:host|exec|promises)|kernel\/yaml-documents)\.ts$/,
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
