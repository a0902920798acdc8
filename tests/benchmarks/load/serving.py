"""`python -m tests.benchmarks.load.serving FOLDER`: the HTTP side on the stores of a folder.

It prints its address; then, for each line it is sent, what it used so far; and ends with its input.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from bot.web.server import HttpServer, http_app
from tests.benchmarks.figures import peak_mib
from tests.benchmarks.load.company import opened


def serve(folder: Path) -> None:
    """Serve until the input ends."""
    services = opened(folder)
    server = HttpServer(http_app(services), "127.0.0.1", 0)
    server.start()
    gc.collect()
    gc.freeze()  # as the bot does
    print(server.address, flush=True)
    for _ in sys.stdin:
        used = {"elapsed": time.perf_counter(), "work": time.process_time()}
        print(json.dumps(used | {"peak_mib": peak_mib()}), flush=True)
    server.stop()
    services.database.close()
    services.keys.store.close()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
