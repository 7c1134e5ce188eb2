"""Plays stories with the official Python SDK against any agent server, and tells in a file how each of them went.

One line of JSON a story: its title, what went wrong (or null), and what the server logged for its conversations, without ids and
times. The same stories are played against two servers, so nothing here depends on which one it is.
"""

import argparse
import json
import os
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

import conversation_stories
import model_stories
import run_stories
import tool_stories
import workspace_stories
from stage import Stage

AT_ONCE = 6
STORIES = {
    **run_stories.STORIES,
    **conversation_stories.STORIES,
    **tool_stories.STORIES,
    **model_stories.STORIES,
    **workspace_stories.STORIES,
}


def described(event):
    """What two servers have to agree about in an event; the rest is ids, times and wording."""
    kind = event["kind"]
    if kind in ("ActionEvent", "ObservationEvent", "UserRejectObservation", "AgentErrorEvent"):
        return f"{kind} {event['tool_name']}"
    if kind == "MessageEvent":
        return f"{kind} {event['source']}"
    if kind == "ConversationStateUpdateEvent":
        value = event["value"] if event["key"] == "execution_status" else ""
        return f"{kind} {event['key']} {value}".rstrip()
    return kind


def shape(event):
    """Names of the members of an event, to the second level; of what was used, to the last."""
    names = set()
    for name, value in event.items():
        names.add(name)
        if isinstance(value, dict) and name in ("action", "observation", "llm_message"):
            names |= {f"{name}.{inner}" for inner in value}
    if event.get("key") == "stats":
        for metrics in event["value"]["usage_to_metrics"].values():
            names |= {f"stats.{name}" for name in metrics}
            names |= {f"stats.accumulated_token_usage.{name}" for name in metrics["accumulated_token_usage"]}
    return sorted(names)


def play(title, options):
    started = time.monotonic()
    stage = Stage(options)
    problem = None
    try:
        STORIES[title](stage)
    except Exception:
        problem = traceback.format_exc(limit=-6)
    events = [event for one in stage.conversation_ids for event in stage.logged(one)]
    shapes = {}
    for event in events:
        shapes.setdefault(described(event).split(" ")[0], set()).update(shape(event))
    told = {
        "title": title,
        "problem": problem,
        "events": [described(event) for event in events],
        "shapes": {kind: sorted(members) for kind, members in shapes.items()},
    }
    return {**told, "seconds": round(time.monotonic() - started, 1)}


def main():
    parser = argparse.ArgumentParser()
    for name in ("host", "api-key", "llm", "work", "report"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    titles = [title for title in STORIES if options.only in title]
    # Stories wait more than they work.
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool, open(options.report, "w") as report:
        for told in pool.map(lambda title: play(title, options), titles):
            print(json.dumps(told), file=report, flush=True)
    # Sockets of conversations that stories left open would keep the process.
    os._exit(0)


if __name__ == "__main__":
    main()
