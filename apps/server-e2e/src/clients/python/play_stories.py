"""Plays stories with the official Python SDK against any agent server, and tells in a file how each of them went.

One line of JSON a story: its title, what went wrong (or null), and what the server logged for its conversations, without ids and
times. The same stories are played against two servers, so nothing here depends on which one it is.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import httpx
from openhands.sdk import LLM, Agent, Conversation, Tool
from openhands.sdk.conversation.impl.remote_conversation import RemoteConversation
from openhands.sdk.security.confirmation_policy import AlwaysConfirm
from openhands.sdk.tool.client_tool import ClientToolSpec
from openhands.sdk.workspace import RemoteWorkspace
from pydantic import SecretStr

import openhands.tools.file_editor  # noqa: F401  known to the client by being imported
import openhands.tools.task  # noqa: F401
import openhands.tools.terminal  # noqa: F401

PATIENCE_SECONDS = 40
AT_ONCE = 6
MCP_SERVER = """
from mcp.server.fastmcp import FastMCP

server = FastMCP("adder")


@server.tool()
def add(first: int, second: int) -> str:
    "Adds two numbers."
    return f"The sum is {first + second}."


server.run()
"""


def orders(*turns):
    """The text that makes the model take these turns: a string is said, a pair is a tool and its arguments."""
    lines = [f"do: say {turn}" if isinstance(turn, str) else f"do: {turn[0]} {json.dumps(turn[1])}" for turn in turns]
    return "\n".join(lines)


def run(command):
    return ("terminal", {"command": command})


class Stage:
    """Makes what stories need, and remembers their conversations."""

    def __init__(self, options):
        self.options = options
        self.conversation_ids = []

    def directory(self):
        path = Path(self.options.work) / uuid4().hex
        path.mkdir(parents=True)
        return path

    def workspace(self):
        return RemoteWorkspace(
            host=self.options.host, api_key=self.options.api_key, working_dir=str(self.directory())
        )

    def llm(self, **more):
        settings = {"model": "openai/fake-model", "usage_id": "agent", "num_retries": 0, **more}
        return LLM(api_key=SecretStr("sk-of-the-test"), base_url=self.options.llm, **settings)

    def conversation(self, *, llm=None, tools=("terminal", "file_editor"), agent=None, workspace=None, **more):
        agent = agent or {}
        made = Conversation(
            agent=Agent(llm=llm or self.llm(), tools=[Tool(name=name) for name in tools], **agent),
            workspace=workspace or self.workspace(),
            visualizer=None,
            **more,
        )
        assert isinstance(made, RemoteConversation)
        if str(made.id) not in self.conversation_ids:
            self.conversation_ids.append(str(made.id))
        return made

    def http(self):
        return httpx.Client(base_url=self.options.host, headers={"X-Session-API-Key": self.options.api_key}, timeout=30)

    def logged(self, conversation_id):
        """Every event that the server has of a conversation, in its order."""
        events, page = [], None
        with self.http() as http:
            while True:
                query = {"limit": 100, **({"page_id": page} if page else {})}
                answer = http.get(f"/api/conversations/{conversation_id}/events/search", params=query)
                if answer.status_code == 404:
                    return []
                body = answer.raise_for_status().json()
                events += body["items"]
                page = body["next_page_id"]
                if not page:
                    return events


def until(condition, what):
    """Asks again and again, because the client tells of no change."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited in vain until {what}.")
        time.sleep(0.05)


def status(conversation):
    return conversation.state.refresh_from_server()["execution_status"]


def kinds(conversation):
    return [event.kind for event in conversation.state.events]


def runs(stage):
    conversation = stage.conversation()
    conversation.send_message(orders(run("echo worked"), "It is done."))
    conversation.run(timeout=PATIENCE_SECONDS)
    assert status(conversation) == "finished"
    until(lambda: "ObservationEvent" in kinds(conversation), "the observation is heard")
    conversation.send_message(orders("Again."))
    conversation.run(timeout=PATIENCE_SECONDS)
    assert conversation.conversation_stats.get_combined_metrics().accumulated_token_usage.prompt_tokens > 0
    conversation.close()


def edits(stage):
    conversation = stage.conversation()
    path = f"{conversation.workspace.working_dir}/note.txt"
    create = ("file_editor", {"command": "create", "path": path, "file_text": "one\ntwo\n"})
    replace = ("file_editor", {"command": "str_replace", "path": path, "old_str": "two", "new_str": "three"})
    view = ("file_editor", {"command": "view", "path": path})
    conversation.send_message(orders(create, replace, view, ("finish", {"message": "Edited."})))
    conversation.run(timeout=PATIENCE_SECONDS)
    assert Path(path).read_text() == "one\nthree\n"


def streams(stage):
    pieces = []
    conversation = stage.conversation(llm=stage.llm(stream=True), token_callbacks=[pieces.append])
    conversation.send_message(orders("This answer is long enough to come in more than one piece."))
    conversation.run(timeout=PATIENCE_SECONDS)
    until(lambda: len(pieces) > 1, "pieces of the answer are heard")


def pauses(stage):
    conversation = stage.conversation()
    conversation.send_message(orders(run("until test -e go; do sleep 0.05; done"), "Went on."))
    conversation.run(blocking=False)
    until(lambda: "ActionEvent" in kinds(conversation), "the command runs")
    conversation.pause()
    Path(conversation.workspace.working_dir, "go").touch()
    until(lambda: "ObservationEvent" in kinds(conversation), "the step is over")
    until(lambda: status(conversation) == "paused", "the run is paused")
    time.sleep(0.5)  # The status is there at once, the run is over a little later; nothing tells when.
    conversation.run(timeout=PATIENCE_SECONDS)
    assert status(conversation) == "finished"


def interrupts(stage):
    conversation = stage.conversation()
    conversation.send_message(orders(run("sleep 600")))
    conversation.run(blocking=False)
    until(lambda: "ActionEvent" in kinds(conversation), "the command runs")
    conversation.interrupt()
    until(lambda: status(conversation) == "paused", "the run is interrupted")


def confirms_and_rejects(stage):
    conversation = stage.conversation()
    conversation.set_confirmation_policy(AlwaysConfirm())
    conversation.send_message(orders(run("echo first"), run("echo second"), "Enough."))
    conversation.run(timeout=PATIENCE_SECONDS)
    assert status(conversation) == "waiting_for_confirmation"
    conversation.run(timeout=PATIENCE_SECONDS)
    until(lambda: "ObservationEvent" in kinds(conversation), "the accepted command has run")
    until(lambda: status(conversation) == "waiting_for_confirmation", "the second command waits")
    conversation.reject_pending_actions("Once is enough.")
    until(lambda: "UserRejectObservation" in kinds(conversation), "the rejection is heard")


def keeps_secrets(stage):
    conversation = stage.conversation()
    conversation.update_secrets({"TOKEN": "hush-hush"})
    conversation.send_message(orders(run('echo "<$TOKEN>"; echo ${#TOKEN} > length'), "Kept."))
    conversation.run(timeout=PATIENCE_SECONDS)
    assert Path(conversation.workspace.working_dir, "length").read_text() == "9\n"
    assert "hush-hush" not in json.dumps(stage.logged(conversation.id))


def forks(stage):
    conversation = stage.conversation()
    conversation.send_message(orders(run("echo worked"), "It is done."))
    conversation.run(timeout=PATIENCE_SECONDS)
    fork = conversation.fork(title="A fork")
    stage.conversation_ids.append(str(fork.id))
    assert fork.id != conversation.id
    # It is not run: a fork of the reference has lost the key of its model.
    fork.send_message(orders("Said by the fork only."))
    assert "It is done." in json.dumps(stage.logged(fork.id))
    assert "Said by the fork only." not in json.dumps(stage.logged(conversation.id))


def goes_back(stage):
    conversation = stage.conversation()
    conversation.send_message(orders("First."))
    conversation.run(timeout=PATIENCE_SECONDS)
    first = [event["id"] for event in stage.logged(conversation.id) if event["kind"] == "MessageEvent"][-1]
    conversation.send_message(orders("Second."))
    conversation.run(timeout=PATIENCE_SECONDS)
    conversation.navigate_to(first)
    assert conversation.state.refresh_from_server()["leaf_event_id"] == first


def answers_beside(stage):
    conversation = stage.conversation()
    conversation.send_message(orders("It is done."))
    conversation.run(timeout=PATIENCE_SECONDS)
    assert "characters" in conversation.ask_agent("What did you do?")
    assert "What did you do?" not in json.dumps(stage.logged(conversation.id))


def condenses(stage):
    from openhands.sdk.context.condenser import LLMSummarizingCondenser

    condenser = LLMSummarizingCondenser(llm=stage.llm(usage_id="condenser"), max_size=20, keep_first=2)
    conversation = stage.conversation(agent={"condenser": condenser})
    for turn in range(4):
        conversation.send_message(orders(run(f"echo {turn}"), "Done."))
        conversation.run(timeout=PATIENCE_SECONDS)
    conversation.condense()
    until(lambda: "Condensation" in {event["kind"] for event in stage.logged(conversation.id)}, "it is condensed")


def names(stage):
    conversation = stage.conversation(tags={"by": "story"})
    conversation.set_title("A title")
    info = conversation.state.refresh_from_server()
    assert (info["title"], info["tags"]["by"]) == ("A title", "story")


def lets_the_client_act(stage):
    parameters = {"type": "object", "properties": {"colour": {"type": "string"}}, "required": ["colour"]}
    paint = ClientToolSpec(name="paint", description="Paints the page.", parameters=parameters)
    conversation = stage.conversation(client_tools=[paint])
    conversation.send_message(orders(("paint", {"colour": "green"}), "Painted."))
    conversation.run(timeout=PATIENCE_SECONDS)
    calls = [event for event in stage.logged(conversation.id) if event["kind"] == "ActionEvent"]
    assert calls[0]["action"]["colour"] == "green", calls


def uses_mcp(stage):
    program = stage.directory() / "server.py"
    program.write_text(MCP_SERVER)
    server = {"command": sys.executable, "args": [str(program)]}
    conversation = stage.conversation(agent={"mcp_config": {"adder": server}})
    conversation.send_message(orders(("add", {"first": 40, "second": 2}), "Added."))
    conversation.run(timeout=PATIENCE_SECONDS)
    assert "The sum is 42." in json.dumps(stage.logged(conversation.id))


def delegates(stage):
    conversation = stage.conversation(tools=("terminal", "task_tool_set"))
    task = {"description": "Say it", "prompt": orders("Said by the sub-agent."), "subagent_type": "general-purpose"}
    conversation.send_message(orders(("task", task), "Delegated."))
    conversation.run(timeout=PATIENCE_SECONDS)
    assert "Said by the sub-agent." in json.dumps(
        [event for event in stage.logged(conversation.id) if event["kind"] == "ObservationEvent"]
    )


def joins(stage):
    conversation = stage.conversation()
    conversation.send_message(orders(run("until test -e go; do sleep 0.05; done"), "Went on."))
    conversation.run(blocking=False)
    until(lambda: "ActionEvent" in kinds(conversation), "the command runs")
    workspace = conversation.workspace
    again = stage.conversation(conversation_id=conversation.id, workspace=RemoteWorkspace(
        host=workspace.host, api_key=workspace.api_key, working_dir=workspace.working_dir
    ))
    Path(workspace.working_dir, "go").touch()
    until(lambda: status(again) == "finished", "the run is finished")
    ids = [event["id"] for event in stage.logged(again.id)]
    until(lambda: set(ids) <= {event.id for event in again.state.events}, "every event is heard")


def deletes(stage):
    conversation = stage.conversation(delete_on_close=True)
    conversation.send_message(orders("Gone soon."))
    conversation.run(timeout=PATIENCE_SECONDS)
    conversation.close()
    with stage.http() as http:
        assert http.get(f"/api/conversations/{conversation.id}").status_code == 404


def carries_files(stage):
    workspace = stage.workspace()
    directory = Path(workspace.working_dir)
    result = workspace.execute_command("pwd; echo lost >&2; exit 4", cwd=directory)
    assert (result.exit_code, result.stdout, result.stderr) == (4, f"{directory}\n", "lost\n"), result
    local = stage.directory() / "local.txt"
    local.write_text("first\n")
    assert workspace.file_upload(local, directory / "remote.txt").success
    assert workspace.file_download(directory / "remote.txt", local.with_name("back.txt")).success
    assert local.with_name("back.txt").read_text() == "first\n"
    commit = "git init -q -b main && git add . && git -c user.name=A -c user.email=a@b.c commit -qm first"
    subprocess.run(commit, shell=True, cwd=directory, check=True)
    (directory / "remote.txt").write_text("second\n")
    (directory / "new.txt").write_text("new\n")
    changes = {str(change.path): change.status.value for change in workspace.git_changes(directory)}
    assert changes == {"remote.txt": "UPDATED", "new.txt": "ADDED"}, changes
    diff = workspace.git_diff(directory / "remote.txt")
    assert (diff.original.strip(), diff.modified.strip()) == ("first", "second"), diff
    assert workspace.alive
    assert workspace.get_server_info()["version"]


STORIES = {
    "an agent runs, twice": runs,
    "an agent edits a file and finishes": edits,
    "an answer is streamed": streams,
    "a run is paused and goes on": pauses,
    "a run is interrupted": interrupts,
    "an action is confirmed, the next rejected": confirms_and_rejects,
    "secrets reach commands and not the log": keeps_secrets,
    "a conversation is forked": forks,
    "a conversation goes back to an event": goes_back,
    "the agent is asked beside its run": answers_beside,
    "a conversation is condensed": condenses,
    "a conversation has a title and tags": names,
    "the client carries out a tool of its own": lets_the_client_act,
    "an agent uses an MCP server": uses_mcp,
    "an agent delegates to a sub-agent": delegates,
    "a second client joins in the middle of a run": joins,
    "a conversation is deleted": deletes,
    "files, commands and repositories are reached": carries_files,
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
    """Names of the members of an event, to the second level."""
    names = set()
    for name, value in event.items():
        names.add(name)
        if isinstance(value, dict) and name in ("action", "observation", "llm_message"):
            names |= {f"{name}.{inner}" for inner in value}
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
