"""What stories are made of: conversations, workspaces, and orders for the model."""

import json
import time
from pathlib import Path
from uuid import uuid4

import httpx
import openhands.tools.file_editor  # noqa: F401  known to the client by being imported
import openhands.tools.task  # noqa: F401
import openhands.tools.terminal  # noqa: F401
from openhands.sdk import LLM, Agent, Conversation, Tool
from openhands.sdk.conversation.impl.remote_conversation import RemoteConversation
from openhands.sdk.workspace import RemoteWorkspace
from pydantic import SecretStr

PATIENCE_SECONDS = 60
PAGE = 100


def orders(*turns):
    """The text that makes the model take these turns: a string is said, a pair is a tool and its arguments."""
    lines = [f"do: say {turn}" if isinstance(turn, str) else f"do: {turn[0]} {json.dumps(turn[1])}" for turn in turns]
    return "\n".join(lines)


def run(command):
    return ("terminal", {"command": command})


# Enough for something to happen in their middle. Many short ones: the reference answers most requests between two steps only.
STEPS = [run(f"sleep 1; echo {step}") for step in range(5)]


class Stage:
    """Makes what stories need, and remembers their conversations."""

    def __init__(self, options):
        self.options = options
        self.conversation_ids = []

    def directory(self):
        path = Path(self.options.work) / uuid4().hex
        path.mkdir(parents=True)
        return path

    def workspace(self, host=None, directory=None):
        return RemoteWorkspace(
            host=host or self.options.host,
            api_key=self.options.api_key,
            working_dir=str(directory or self.directory()),
        )

    def llm(self, **more):
        settings = {"model": "openai/fake-model", "usage_id": "agent", "base_url": self.options.llm}
        # A request that meets a connection just as it is closed is made again.
        settings |= {"num_retries": 3, "retry_min_wait": 1, "retry_max_wait": 1}
        return LLM(api_key=SecretStr("sk-of-the-test"), **{**settings, **more})

    def agent(self, *, llm=None, tools=("terminal", "file_editor"), **more):
        return Agent(llm=llm or self.llm(), tools=[Tool(name=name) for name in tools], **more)

    def conversation(self, agent=None, workspace=None, **more):
        made = Conversation(
            agent=agent or self.agent(), workspace=workspace or self.workspace(), visualizer=None, **more
        )
        assert isinstance(made, RemoteConversation)
        return self.watched(made)

    def watched(self, conversation):
        if str(conversation.id) not in self.conversation_ids:
            self.conversation_ids.append(str(conversation.id))
        return conversation

    def http(self):
        return httpx.Client(base_url=self.options.host, headers={"X-Session-API-Key": self.options.api_key}, timeout=30)

    def logged(self, conversation_id):
        """Every event that the server has of a conversation, in its order; none when there is no such conversation."""
        events, page = [], None
        with self.http() as http:
            while True:
                query = {"limit": PAGE, **({"page_id": page} if page else {})}
                answer = http.get(f"/api/conversations/{conversation_id}/events/search", params=query)
                if answer.status_code == 404:
                    return []
                body = answer.raise_for_status().json()
                events += body["items"]
                page = body["next_page_id"]
                if not page:
                    return events

    def log_of(self, conversation, kind=None):
        """The events of one kind, or of all, as one text to search in."""
        return json.dumps([event for event in self.logged(conversation.id) if kind in (None, event["kind"])])


def until(condition, what):
    """Asks again and again, because the client tells of no change."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited in vain until {what}.")
        time.sleep(0.05)


def say(conversation, *turns):
    """Gives orders and waits until they are carried out, as the client waits."""
    conversation.send_message(orders(*turns))
    conversation.run(timeout=PATIENCE_SECONDS)


def begin(conversation, *turns):
    """Gives orders and waits until the first call is under way."""
    conversation.send_message(orders(*turns))
    conversation.run(blocking=False)
    until(lambda: "ActionEvent" in kinds(conversation), "the first call is under way")


def status(conversation):
    return conversation.state.refresh_from_server()["execution_status"]


def kinds(conversation):
    return [event.kind for event in conversation.state.events]
