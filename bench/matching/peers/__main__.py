"""Install or remove the peers: python -m bench.matching.peers install"""

from __future__ import annotations

import argparse

from bench.matching.peers import environment

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.matching.peers")
    parser.add_argument("what", choices=("install", "remove", "check"))
    what = parser.parse_args().what
    if what == "check":
        print("installed" if environment.PYTHON.exists() else "not installed", environment.server(), sep="; ")
    else:
        {"install": environment.install, "remove": environment.remove}[what]()
