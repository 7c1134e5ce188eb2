"""Models beside the one that a conversation begins with, and what else an agent can be given."""

import openhands.tools.ask_oracle  # noqa: F401  known to the client by being imported
from openhands.sdk.context.condenser import LLMSummarizingCondenser
from openhands.sdk.critic import PassCritic

from stage import orders, run, say

DEFAULTS = ["FinishTool", "ThinkTool"]


def with_profile(stage, name):
    """Saves a profile whose model takes the same orders."""
    llm = {"model": f"openai/{name}", "api_key": "sk-of-the-test", "base_url": stage.options.llm}
    with stage.http() as http:
        http.post(f"/api/profiles/{name}", json={"llm": llm, "include_secrets": True}).raise_for_status()


def shown(conversation):
    return conversation.state.refresh_from_server()


def changes_its_model(stage):
    with_profile(stage, "stronger")
    conversation = stage.conversation(agent=stage.agent(include_default_tools=[*DEFAULTS, "SwitchLLMTool"]))
    say(conversation, ("switch_llm", {"profile_name": "stronger", "reason": "It is hard."}), "Switched.")
    assert shown(conversation)["agent"]["llm"]["model"] == "openai/stronger"
    assert "profile:stronger" in shown(conversation)["stats"]["usage_to_metrics"]


def asks_an_oracle(stage):
    with_profile(stage, "oracle")
    conversation = stage.conversation(agent=stage.agent(tools=("terminal", "ask_oracle")))
    say(conversation, ("ask_oracle", {"question": orders("Turn left.")}), "Asked.")
    assert "Turn left." in stage.log_of(conversation, "ObservationEvent")
    assert "oracle:oracle" in shown(conversation)["stats"]["usage_to_metrics"]


def is_criticized(stage):
    conversation = stage.conversation(agent=stage.agent(critic=PassCritic()))
    say(conversation, run("echo worked"), ("finish", {"message": "Done."}))
    actions = [event for event in stage.logged(conversation.id) if event["kind"] == "ActionEvent"]
    scores = [(action.get("critic_result") or {}).get("score") for action in actions]
    assert scores == [None, 1.0], scores


def is_somebody(stage):
    agent = stage.agent(persona="You are a poet.", filter_tools_regex="term", include_default_tools=DEFAULTS)
    conversation = stage.conversation(agent=agent)
    say(conversation, run("echo rhymed"), "Written.")
    [prompt] = [event for event in stage.logged(conversation.id) if event["kind"] == "SystemPromptEvent"][-1:]
    assert prompt["system_prompt"]["text"].startswith("You are a poet."), prompt["system_prompt"]["text"][:100]
    assert sorted(tool["title"] for tool in prompt["tools"]) == ["finish", "terminal", "think"]


def sums_up_with_another_model(stage):
    condenser = LLMSummarizingCondenser(llm=stage.llm(model="openai/short", usage_id="summaries"), max_size=20)
    conversation = stage.conversation(agent=stage.agent(condenser=condenser))
    say(conversation, *[run(f"echo {step}") for step in range(4)], "Done.")
    conversation.condense()
    assert "summaries" in shown(conversation)["stats"]["usage_to_metrics"]


STORIES = {
    "an agent changes its model": changes_its_model,
    "an agent asks an oracle": asks_an_oracle,
    "a critic judges the end of the work": is_criticized,
    "an agent has a persona, and a part of its tools": is_somebody,
    "a condenser asks a model of its own": sums_up_with_another_model,
}
