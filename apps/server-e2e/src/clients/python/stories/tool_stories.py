"""Tools that conversations bring with them."""

import sys
from pathlib import Path

from openhands.sdk.hooks import HookConfig, HookDefinition, HookMatcher
from openhands.sdk.tool.client_tool import ClientToolSpec

from stage import orders, run, say

MCP_SERVER = """
from mcp.server.fastmcp import FastMCP

server = FastMCP("adder")


@server.tool()
def add(first: int, second: int) -> str:
    "Adds two numbers."
    return f"The sum is {first + second}."


server.run()
"""


def lets_the_client_act(stage):
    parameters = {"type": "object", "properties": {"colour": {"type": "string"}}, "required": ["colour"]}
    paint = ClientToolSpec(name="paint", description="Paints the page.", parameters=parameters)
    conversation = stage.conversation(client_tools=[paint])
    say(conversation, ("paint", {"colour": "green"}), "Painted.")
    calls = [event for event in stage.logged(conversation.id) if event["kind"] == "ActionEvent"]
    assert calls[0]["action"]["colour"] == "green", calls


def uses_mcp(stage):
    workspace = stage.workspace()
    program = Path(workspace.working_dir, "server.py")
    program.write_text(MCP_SERVER)
    server = {"command": sys.executable, "args": [str(program)]}
    conversation = stage.conversation(agent=stage.agent(mcp_config={"adder": server}), workspace=workspace)
    say(conversation, ("add", {"first": 40, "second": 2}), "Added.")
    assert "The sum is 42." in stage.log_of(conversation, "ObservationEvent")


def delegates(stage):
    conversation = stage.conversation(agent=stage.agent(tools=("terminal", "task_tool_set")))
    task = {"description": "Say it", "prompt": orders("Said by the sub-agent."), "subagent_type": "general-purpose"}
    say(conversation, ("task", task), "Delegated.")
    assert "Said by the sub-agent." in stage.log_of(conversation, "ObservationEvent")


def is_held_back_by_a_hook(stage):
    no_removing = HookDefinition(command="grep -q 'rm ' && exit 2 || exit 0")
    hooks = HookConfig(pre_tool_use=[HookMatcher(matcher="terminal", hooks=[no_removing])])
    conversation = stage.conversation(hook_config=hooks)
    kept = Path(conversation.workspace.working_dir, "kept")
    kept.touch()
    say(conversation, run("rm kept"), run("echo allowed"), "Done.")
    assert kept.exists()
    assert "allowed" in stage.log_of(conversation, "ObservationEvent")


STORIES = {
    "the client carries out a tool of its own": lets_the_client_act,
    "an agent uses an MCP server": uses_mcp,
    "an agent delegates to a sub-agent": delegates,
    "a hook keeps a command from being run": is_held_back_by_a_hook,
}
