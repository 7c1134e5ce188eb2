"""Conversations: what they keep, how they branch, and how they end."""

from pathlib import Path

from openhands.sdk.context.condenser import LLMSummarizingCondenser

from stage import STEPS, begin, run, say, status, until

LENGTH = 'echo "<$TOKEN>"; echo ${#TOKEN} > length'


def keeps_secrets(stage):
    conversation = stage.conversation()
    conversation.update_secrets({"TOKEN": "hush-hush"})
    say(conversation, run(LENGTH), "Kept.")
    assert Path(conversation.workspace.working_dir, "length").read_text() == "9\n"
    assert "hush-hush" not in stage.log_of(conversation)


def uses_secrets_of_the_server(stage):
    with stage.http() as http:
        secret = {"name": "TOKEN", "value": "hush-from-the-settings"}
        http.put("/api/settings/secrets", json=secret).raise_for_status()
    conversation = stage.conversation()
    assert conversation.workspace._get_secret_value("TOKEN") == secret["value"]
    conversation.update_secrets(conversation.workspace.get_secrets(["TOKEN"]))
    say(conversation, run(LENGTH), "Kept.")
    assert Path(conversation.workspace.working_dir, "length").read_text() == "22\n"
    assert secret["value"] not in stage.log_of(conversation)


def forks(stage):
    conversation = stage.conversation()
    say(conversation, run("echo worked"), "It is done.")
    fork = stage.watched(conversation.fork(title="A fork"))
    assert fork.id != conversation.id
    # It is not run: a fork of the reference has lost the key of its model.
    fork.send_message("Said to the fork only.")
    assert "It is done." in stage.log_of(fork)
    assert "Said to the fork only." not in stage.log_of(conversation)


def forks_in_the_middle(stage):
    conversation = stage.conversation()
    say(conversation, "First.")
    first = [event["id"] for event in stage.logged(conversation.id) if event["kind"] == "MessageEvent"][-1]
    say(conversation, "Second.")
    fork = stage.watched(conversation.fork(from_event_id=first, reset_metrics=False, tags={"by": "story"}))
    log = stage.log_of(fork)
    assert "First." in log and "Second." not in log
    assert fork.conversation_stats.get_combined_metrics().accumulated_token_usage.prompt_tokens > 0


def goes_back(stage):
    conversation = stage.conversation()
    say(conversation, "First.")
    first = [event["id"] for event in stage.logged(conversation.id) if event["kind"] == "MessageEvent"][-1]
    say(conversation, "Second.")
    conversation.navigate_to(first)
    assert conversation.state.refresh_from_server()["leaf_event_id"] == first


def answers_beside(stage):
    conversation = stage.conversation()
    say(conversation, "It is done.")
    assert "characters" in conversation.ask_agent("What did you do?")
    assert "What did you do?" not in stage.log_of(conversation)


def condenses(stage):
    condenser = LLMSummarizingCondenser(llm=stage.llm(usage_id="condenser"), max_size=20, keep_first=2)
    conversation = stage.conversation(agent=stage.agent(condenser=condenser))
    for turn in range(4):
        say(conversation, run(f"echo {turn}"), "Done.")
    conversation.condense()
    until(lambda: "Condensation" in {event["kind"] for event in stage.logged(conversation.id)}, "it is condensed")


def counts(stage):
    llm = stage.llm(input_cost_per_token=0.001, output_cost_per_token=0.002)
    conversation = stage.conversation(agent=stage.agent(llm=llm))
    say(conversation, run("echo worked"), "It is done.")
    conversation.state.refresh_from_server()
    metrics = conversation.conversation_stats.get_metrics_for_usage("agent")
    total = metrics.accumulated_token_usage
    assert total.prompt_tokens > 0 and metrics.accumulated_cost > 0, metrics
    # More than two where the conversation's title counts as the agent's.
    assert len(metrics.costs) == len(metrics.token_usages) == len(metrics.response_latencies) >= 2, metrics
    assert sum(one.prompt_tokens for one in metrics.token_usages) == total.prompt_tokens, metrics
    assert abs(sum(one.cost for one in metrics.costs) - metrics.accumulated_cost) < 1e-9, metrics
    assert {one.response_id for one in metrics.token_usages} == {one.response_id for one in metrics.response_latencies}
    assert all(one.latency > 0 for one in metrics.response_latencies), metrics


def names(stage):
    conversation = stage.conversation(tags={"by": "story"})
    conversation.set_title("A title")
    info = conversation.state.refresh_from_server()
    assert (info["title"], info["tags"]["by"]) == ("A title", "story")


def deletes(stage):
    conversation = stage.conversation(delete_on_close=True)
    say(conversation, "Gone soon.")
    conversation.close()
    with stage.http() as http:
        assert http.get(f"/api/conversations/{conversation.id}").status_code == 404


def deletes_in_the_middle_of_a_run(stage):
    conversation = stage.conversation(delete_on_close=True)
    begin(conversation, *STEPS)
    assert status(conversation) == "running"
    conversation.close()
    with stage.http() as http:
        assert http.get(f"/api/conversations/{conversation.id}").status_code == 404


STORIES = {
    "secrets reach commands and not the log": keeps_secrets,
    "secrets of the server reach a conversation": uses_secrets_of_the_server,
    "a conversation is forked": forks,
    "a conversation is forked in its middle": forks_in_the_middle,
    "a conversation goes back to an event": goes_back,
    "the agent is asked beside its run": answers_beside,
    "a conversation is condensed": condenses,
    "what the model was asked is counted": counts,
    "a conversation has a title and tags": names,
    "a conversation is deleted": deletes,
    "a conversation is deleted in the middle of a run": deletes_in_the_middle_of_a_run,
}
