"""Writes TUF repositories with python-tuf, each into a folder of its own below the one that is given.

Each folder has `first.root.json`, from which a client begins, and below `files` what a server serves.
"""

import hashlib
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

TARGET = "trusted_root.json"
CONTENT = b"the root, by python"
LATER = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=1)
PAST = LATER - timedelta(days=3)
KINDS = {
    "ecdsa": CryptoSigner.generate_ecdsa,
    "ed25519": CryptoSigner.generate_ed25519,
    "rsa": CryptoSigner.generate_rsa,
}


class Repository:
    def __init__(self, folder, kind="ecdsa", consistent=True):
        self.first = folder / "first.root.json"
        self.files = folder / "files"
        (self.files / "targets").mkdir(parents=True)
        self.consistent = consistent
        self.roots = [KINDS[kind]() for _ in range(3)]
        self.online = KINDS[kind]()
        self.body = Root(expires=LATER, consistent_snapshot=consistent)
        for signer in self.roots:
            self.body.add_key(signer.public_key, "root")
        self.body.roles["root"].threshold = 2
        for role in ("timestamp", "snapshot", "targets"):
            self.body.add_key(self.online.public_key, role)
        self.root(self.roots, self.first)

    def root(self, signers, file=None):
        metadata = Metadata(self.body)
        for signer in signers:
            metadata.sign(signer, append=True)
        metadata.to_file(str(file or self.files / f"{self.body.version}.root.json"))

    def rotate(self, online=False):
        """A next root, with one key of the old ones replaced; signed as both ask for."""
        old = self.roots.pop(0)
        self.body.revoke_key(old.public_key.keyid, "root")
        self.roots.append(CryptoSigner.generate_ecdsa())
        self.body.add_key(self.roots[-1].public_key, "root")
        if online:
            for role in ("timestamp", "snapshot", "targets"):
                self.body.revoke_key(self.online.public_key.keyid, role)
            self.online = CryptoSigner.generate_ecdsa()
            for role in ("timestamp", "snapshot", "targets"):
                self.body.add_key(self.online.public_key, role)
        self.body.version += 1
        self.root([old, *self.roots])

    def write(self, metadata, name, signer=None):
        metadata.sign(signer or self.online)
        version = f"{metadata.signed.version}." if self.consistent and name != "timestamp" else ""
        metadata.to_file(str(self.files / f"{version}{name}.json"))

    def target(self, content=CONTENT, served=None):
        digest = hashlib.sha256(content).hexdigest()
        name = f"{digest}.{TARGET}" if self.consistent else TARGET
        (self.files / "targets" / name).write_bytes(served or content)
        return TargetFile.from_data(TARGET, content)

    def publish(self, targets=None, version=1, expires=None, delegate=None, served=None, pinned=None):
        expires = expires or {}
        body = Targets(version=version, expires=expires.get("targets", LATER))
        file = self.target(served=served)
        meta = {"targets.json": MetaFile(version)}
        if delegate:
            signer = CryptoSigner.generate_ed25519()
            role = DelegatedRole(delegate["name"], [], 1, True, paths=delegate["paths"])
            body.delegations = Delegations({}, {delegate["name"]: role})
            body.add_key(signer.public_key, delegate["name"])
            below = Targets(version=1, expires=LATER, targets={TARGET: file})
            self.write(Metadata(below), delegate["name"], signer)
            meta[f"{delegate['name']}.json"] = MetaFile(1)
        else:
            body.targets[TARGET] = file
        self.write(Metadata(body), "targets")
        snapshot = Snapshot(version=version, expires=expires.get("snapshot", LATER), meta=meta)
        self.write(Metadata(snapshot), "snapshot")
        stamp = Timestamp(version=version, expires=expires.get("timestamp", LATER))
        stamp.snapshot_meta = MetaFile(version, **(pinned or {}))
        self.write(Metadata(stamp), "timestamp")


def main(folder):
    for kind in KINDS:
        Repository(folder / f"good-{kind}", kind).publish()
    Repository(folder / "plain", consistent=False).publish()
    Repository(folder / "delegated").publish(delegate={"name": "below", "paths": ["trusted_*.json"]})
    Repository(folder / "delegated-elsewhere").publish(delegate={"name": "below", "paths": ["other/*"]})

    rotated = Repository(folder / "rotated")
    rotated.rotate()
    rotated.rotate(online=True)
    rotated.publish()

    gap = Repository(folder / "gap")
    gap.rotate()
    gap.rotate()
    (gap.files / "3.root.json").rename(gap.files / "2.root.json")
    gap.publish()

    few = Repository(folder / "few-signers")
    few.body.version = 2
    few.root(few.roots[:1])
    few.publish()

    expired = Repository(folder / "expired-root")
    expired.body.expires = PAST
    expired.rotate()
    expired.publish()

    # The first root may be expired: it is only where the way begins.
    begin = Repository(folder / "expired-first")
    begin.body.expires = PAST
    begin.root(begin.roots, begin.first)
    begin.body.expires = LATER
    begin.rotate()
    begin.publish()

    for role in ("timestamp", "snapshot", "targets"):
        Repository(folder / f"expired-{role}").publish(expires={role: PAST})

    Repository(folder / "other-content").publish(served=CONTENT[::-1])
    Repository(folder / "longer-content").publish(served=CONTENT + b"!")
    Repository(folder / "pinned-otherwise").publish(pinned={"hashes": {"sha256": "00" * 32}})

    back = Repository(folder / "rolled-back")
    back.publish(version=2)
    older = Metadata.from_file(str(back.files / "2.snapshot.json")).signed
    older.version = 1
    older_metadata = Metadata(older)
    older_metadata.sign(back.online)
    older_metadata.to_file(str(back.files / "2.snapshot.json"))

    stranger = Repository(folder / "stranger")
    stranger.online = CryptoSigner.generate_ecdsa()
    stranger.publish()


main(Path(sys.argv[1]))
