"""Reads a target of TUF repositories with python-tuf's client; prints as JSON what came of each.

Arguments: the folder that `tuf-repository.py` wrote to, and where it is served.
"""

import json
import sys
import tempfile
from pathlib import Path

from tuf.ngclient import Updater


def read(folder, url):
    with tempfile.TemporaryDirectory() as place:
        root = (folder / "first.root.json").read_bytes()
        updater = Updater(place, url, place, f"{url}/targets", bootstrap=root)
        info = updater.get_targetinfo("trusted_root.json")
        if info is None:
            return None
        return Path(updater.download_target(info)).read_text()


def attempt(folder, url):
    try:
        return read(folder, url)
    except Exception as error:  # Whatever it is: the repository was refused.
        return f"refused: {type(error).__name__}"


folders = sorted(Path(sys.argv[1]).iterdir())
print(json.dumps({one.name: attempt(one, f"{sys.argv[2]}/{one.name}") for one in folders}))
