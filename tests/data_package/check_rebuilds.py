# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/rebuild-data writes the committed package, byte for byte, twice.

    check_rebuilds.py REPOSITORY
"""
import filecmp
import os
import subprocess
import sys
import tempfile

import support


def rebuild(repository, out):
    script = os.path.join(repository, "scripts", "rebuild-data")
    done = subprocess.run([sys.executable, "-B", script, "--out", out], capture_output=True,
                          text=True, check=False)
    if done.returncode == support.SKIPPED:
        print("skipped: " + done.stderr.strip())
        sys.exit(support.SKIPPED)
    if done.returncode != 0:
        print(done.stderr)
        sys.exit(1)


def files(folder):
    return sorted(name for name in os.listdir(folder)
                  if os.path.isfile(os.path.join(folder, name)) and name != "README.md")


def main(repository):
    package = os.path.join(repository, "data", "cambodia-2001")
    faults = support.Faults()
    with tempfile.TemporaryDirectory() as folder:
        outs = [os.path.join(folder, name) for name in ("first", "second")]
        for out in outs:
            rebuild(repository, out)
            faults.equal("files", files(out), files(package))
            _, differ, absent = filecmp.cmpfiles(package, out, files(package), shallow=False)
            faults.equal("files that differ", sorted(differ + absent), [])
    return faults.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
