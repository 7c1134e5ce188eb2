"""Runs: how they go, are stopped, go on, and what a client hears of them."""

import time
from pathlib import Path

from openhands.sdk.conversation.exceptions import ConversationRunError
from openhands.sdk.conversation.impl.remote_conversation import RemoteConversation
from openhands.sdk.security.confirmation_policy import AlwaysConfirm, ConfirmRisky
from openhands.sdk.security.llm_analyzer import LLMSecurityAnalyzer
from openhands.tools.preset.default import get_default_agent

from breakable import Breakable
from stage import PATIENCE_SECONDS, STEPS, begin, kinds, run, say, status, until

WRONG_PORT = "http://127.0.0.1:9/v1"


def runs(stage):
    conversation = stage.conversation()
    say(conversation, run("echo worked"), "It is done.")
    assert status(conversation) == "finished"
    until(lambda: "ObservationEvent" in kinds(conversation), "the observation is heard")
    say(conversation, "Again.")
    conversation.close()


def edits(stage):
    conversation = stage.conversation()
    path = f"{conversation.workspace.working_dir}/note.txt"
    create = ("file_editor", {"command": "create", "path": path, "file_text": "one\ntwo\n"})
    replace = ("file_editor", {"command": "str_replace", "path": path, "old_str": "two", "new_str": "three"})
    view = ("file_editor", {"command": "view", "path": path})
    say(conversation, create, replace, view, ("finish", {"message": "Edited."}))
    assert Path(path).read_text() == "one\nthree\n"


def works_by_default(stage):
    conversation = stage.conversation(agent=get_default_agent(llm=stage.llm(), cli_mode=True))
    plan = ("task_tracker", {"command": "plan", "task_list": [{"title": "Look around", "status": "in_progress"}]})
    think = ("think", {"thought": "What is here?"})
    say(conversation, plan, think, run("ls"), ("finish", {"message": "Looked."}))
    assert status(conversation) == "finished"
    assert "Look around" in stage.log_of(conversation, "ObservationEvent")


def streams(stage):
    pieces = []
    agent = stage.agent(llm=stage.llm(stream=True))
    conversation = stage.conversation(agent=agent, token_callbacks=[pieces.append])
    say(conversation, "This answer is long enough to come in more than one piece.")
    until(lambda: len(pieces) > 1, "pieces of the answer are heard")


def hears_while_it_runs(stage):
    conversation = stage.conversation()
    begin(conversation, *STEPS, "Done.")
    conversation.send_message("Said in the middle.")
    until(lambda: status(conversation) == "finished", "the run is finished")
    log = stage.logged(conversation.id)
    at = [event["kind"] for event in log if event["kind"] in ("MessageEvent", "ObservationEvent")].index("MessageEvent", 1)
    assert at <= len(STEPS), "The message came when the run was over."


def pauses(stage):
    conversation = stage.conversation()
    begin(conversation, *STEPS, "Went on.")
    conversation.pause()
    until(lambda: status(conversation) == "paused", "the run is paused")
    until(lambda: "PauseEvent" in kinds(conversation), "the pause is heard")
    assert "Went on." not in stage.log_of(conversation, "MessageEvent").replace("do: say Went on.", "")
    time.sleep(0.5)  # The status is there at once, the run is over a little later; nothing tells when.
    conversation.run(timeout=PATIENCE_SECONDS)
    assert status(conversation) == "finished"
    assert kinds(conversation).count("ObservationEvent") == len(STEPS)


def interrupts(stage):
    conversation = stage.conversation()
    begin(conversation, run("sleep 600"))
    conversation.interrupt()
    until(lambda: status(conversation) == "paused", "the run is interrupted")


def confirms_and_rejects(stage):
    conversation = stage.conversation()
    conversation.set_confirmation_policy(AlwaysConfirm())
    say(conversation, run("echo first"), run("echo second"), "Enough.")
    assert status(conversation) == "waiting_for_confirmation"
    conversation.run(timeout=PATIENCE_SECONDS)
    until(lambda: "ObservationEvent" in kinds(conversation), "the accepted command has run")
    until(lambda: status(conversation) == "waiting_for_confirmation", "the second command waits")
    conversation.reject_pending_actions("Once is enough.")
    until(lambda: "UserRejectObservation" in kinds(conversation), "the rejection is heard")


def asks_for_what_is_risky(stage):
    conversation = stage.conversation()
    conversation.set_security_analyzer(LLMSecurityAnalyzer())
    conversation.set_confirmation_policy(ConfirmRisky())
    harmless = ("terminal", {"command": "echo harmless", "security_risk": "LOW"})
    risky = ("terminal", {"command": "echo risky", "security_risk": "HIGH"})
    say(conversation, harmless, risky, "Not reached.")
    assert status(conversation) == "waiting_for_confirmation"
    answered = stage.log_of(conversation, "ObservationEvent")
    assert "harmless" in answered and "risky" not in answered, answered


def ends_at_its_limit(stage):
    conversation = stage.conversation(max_iteration_per_run=2)
    try:
        say(conversation, run("echo 1"), run("echo 2"), run("echo 3"), "Not reached.")
    except ConversationRunError as error:
        assert "MaxIterationsReached" in str(error), error
    else:
        raise AssertionError("The limit was passed.")
    assert status(conversation) == "error"


def tells_why_it_failed(stage):
    conversation = stage.conversation(agent=stage.agent(llm=stage.llm(base_url=WRONG_PORT, num_retries=0)))
    try:
        say(conversation, "Never said.")
    except ConversationRunError as error:
        assert error.conversation_error is not None, error
        assert error.conversation_error.detail
    else:
        raise AssertionError("There is no model, and nothing failed.")
    assert status(conversation) == "error"


def joins(stage):
    conversation = stage.conversation()
    begin(conversation, *STEPS, "Went on.")
    workspace = stage.workspace(directory=conversation.workspace.working_dir)
    again = stage.conversation(conversation_id=conversation.id, workspace=workspace)
    assert kinds(again).count("ObservationEvent") < len(STEPS), "The run was over."
    until(lambda: status(again) == "finished", "the run is finished")
    ids = [event["id"] for event in stage.logged(again.id)]
    until(lambda: set(ids) <= {event.id for event in again.state.events}, "every event is heard")


def attaches(stage):
    conversation = stage.conversation()
    say(conversation, "Said to the first client.")
    workspace = stage.workspace(directory=conversation.workspace.working_dir)
    other = RemoteConversation.attach(workspace, conversation.id, visualizer=None)
    assert other.agent.llm.model == conversation.agent.llm.model
    say(other, run("echo worked"), "Said to the second client.")
    assert "Said to the second client." in stage.log_of(conversation)


def survives_a_broken_connection(stage):
    with Breakable(stage.options.host) as between:
        heard = []
        conversation = stage.conversation(workspace=stage.workspace(host=between.url), callbacks=[heard.append])
        begin(conversation, *STEPS, "Also missed.")
        between.break_connections()
        until(lambda: status(conversation) == "finished", "the run is finished")
        ids = {event["id"] for event in stage.logged(conversation.id) if event["kind"] == "ObservationEvent"}
        assert len(ids) == len(STEPS)

        def observations():
            return [event.id for event in heard if event.kind == "ObservationEvent"]

        until(lambda: ids <= set(observations()), "what was missed is heard")
        assert len(observations()) == len(ids), "An event was heard twice."


STORIES = {
    "an agent runs, twice": runs,
    "an agent edits a file and finishes": edits,
    "the default agent of the SDK works": works_by_default,
    "an answer is streamed": streams,
    "a message comes in the middle of a run": hears_while_it_runs,
    "a run is paused and goes on": pauses,
    "a run is interrupted": interrupts,
    "an action is confirmed, the next rejected": confirms_and_rejects,
    "only what is risky has to be confirmed": asks_for_what_is_risky,
    "a run ends at its limit": ends_at_its_limit,
    "a run fails and the client is told why": tells_why_it_failed,
    "a second client joins in the middle of a run": joins,
    "a client takes over what another one began": attaches,
    "a client whose connection breaks misses nothing": survives_a_broken_connection,
}
