"""What berth says of its last run."""
import json


def events(state):
    """Those of the last run below a state directory, as its journal has them."""
    last = max((state / "berth/runs").iterdir(), key=lambda run: run.stat().st_mtime_ns)
    return [json.loads(line) for line in (last / "journal.jsonl").read_text().splitlines()]


def clock(event):
    """When it was, in seconds since midnight. Its time has as many digits of a second as it needs, or none."""
    hours, minutes, seconds = event["at"].rstrip("Z").split("T")[1].split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
