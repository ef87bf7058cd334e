# SPDX-License-Identifier: GPL-3.0-or-later
"""check_package.py can fail: each fault put into a copy of the package is found.

    check_package_bad.py PACKAGE
"""
import os
import shutil
import subprocess
import sys
import tempfile

# file, what stands there, what is put there instead, what the check must say of it
FAULTS = [
    ("lanes.csv", "L02,KH14,province,P03,place", "L02,KH14,province,P99,place", "P99"),
    ("lanes.csv", "L01,KH17,province,KH18", "L01,KH17,country,KH18", "level of from KH17"),
    ("lanes.csv", "percent_of_total,all", "percent_of_whole,all", "percent_of_whole"),
    ("lanes.csv", ",30,,35,source_spread", ",36,,35,source_spread", "not in order"),
    ("lanes.csv", "smuggling,case", "trafficking,case", "other than trafficking"),
    ("lanes.csv", "P02,place,trafficking,existence,no,2001-01-01",
     "P02,place,trafficking,existence,no,2001-02-30", "is no date"),
    ("populations.csv", "KH01,1998,577772", "KH01,1998,577773", "census 1998"),
    ("services.csv", "S01,CCPCR,recovery_centre,KH12", "S01,CCPCR,recovery_centre,KH99", "KH99"),
    ("overrides.csv", "lanes,L01,S17", "lanes,L01,S18", "S18"),
    ("links.csv", "E001,P07,P02", "E001,P07,P77", "P77"),
    ("aliases.csv", "Kean Svay,P02", "Poi Pet,P02", "'Poi Pet'"),
    ("observations.csv", "child sexual abuse material", "child pornography", "child pornography"),
]


def main(package):
    check = os.path.join(os.path.dirname(os.path.abspath(__file__)), "check_package.py")
    missed = 0
    for name, old, new, says in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, "package")
            shutil.copytree(package, copy)
            path = os.path.join(copy, name)
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
            if old not in text:
                print(f"{name}: no {old!r} to spoil")
                missed += 1
                continue
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text.replace(old, new, 1))
            done = subprocess.run([sys.executable, "-B", check, copy], capture_output=True,
                                  text=True, check=False)
            if done.returncode != 1 or says not in done.stdout:
                print(f"{name}: {new!r} was not found:\n{done.stdout}{done.stderr}")
                missed += 1
    print(f"{missed} faults missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
