"""Workspaces: files, commands, repositories and settings, without a conversation."""

import asyncio
import subprocess
from pathlib import Path

from openhands.sdk.workspace import AsyncRemoteWorkspace

from stage import until

COMMIT = "git init -q -b main && git add . && git -c user.name=A -c user.email=a@b.c commit -qm first"
SKILL = """---
name: greeting
description: How to greet.
triggers: [greet]
---
Say hello.
"""


def carries_files(stage):
    workspace = stage.workspace()
    remote = Path(workspace.working_dir, "remote.txt")
    local = stage.directory() / "local.txt"
    local.write_text("first\n")
    assert workspace.file_upload(local, remote).success
    assert workspace.file_download(remote, local.with_name("back.txt")).success
    assert local.with_name("back.txt").read_text() == "first\n"
    assert workspace.file_upload(bytes(range(256)), remote).success
    assert remote.read_bytes() == bytes(range(256))
    assert not workspace.file_download(remote.with_name("missing.txt"), local.with_name("missing.txt")).success
    assert workspace.alive
    assert workspace.get_server_info()["version"]


def runs_commands(stage):
    workspace = stage.workspace()
    directory = Path(workspace.working_dir)
    result = workspace.execute_command("pwd; echo lost >&2; exit 4", cwd=directory)
    assert (result.exit_code, result.stdout, result.stderr) == (4, f"{directory}\n", "lost\n"), result
    assert workspace.execute_command("sleep 600", cwd=directory, timeout=1).timeout_occurred


def watches_commands(stage):
    workspace = stage.workspace()
    directory = Path(workspace.working_dir)
    command = workspace.start_command("touch begun; sleep 600", cwd=directory, timeout=600)

    def exit_code():
        return (workspace.get_command_output(command) or {}).get("exit_code")

    until((directory / "begun").exists, "the command runs")
    assert exit_code() is None
    workspace.stop_command(command)
    until(lambda: exit_code() is not None, "the command is over")
    workspace.stop_command(command)


def looks_at_a_repository(stage):
    workspace = stage.workspace()
    directory = Path(workspace.working_dir)
    (directory / "remote.txt").write_text("first\n")
    (directory / "old.txt").write_text("old\n")
    subprocess.run(COMMIT, shell=True, cwd=directory, check=True)
    (directory / "remote.txt").write_text("second\n")
    (directory / "old.txt").unlink()
    (directory / "new.txt").write_text("new\n")
    changes = {str(change.path): change.status.value for change in workspace.git_changes(directory)}
    assert changes == {"remote.txt": "UPDATED", "new.txt": "ADDED", "old.txt": "DELETED"}, changes
    diff = workspace.git_diff(directory / "remote.txt")
    assert (diff.original.strip(), diff.modified.strip()) == ("first", "second"), diff


def works_without_blocking(stage):
    async def work():
        async with AsyncRemoteWorkspace(
            host=stage.options.host, api_key=stage.options.api_key, working_dir=str(stage.directory())
        ) as workspace:
            remote = f"{workspace.working_dir}/remote.txt"
            await workspace.file_upload(b"first\n", remote)
            result = await workspace.execute_command("cat remote.txt", cwd=workspace.working_dir)
            assert result.stdout == "first\n", result

    asyncio.run(work())


def finds_settings(stage):
    workspace = stage.workspace()
    llm = {"model": "openai/from-a-profile", "api_key": "sk-of-the-profile", "base_url": stage.options.llm}
    with stage.http() as http:
        http.post("/api/profiles/story", json={"llm": llm, "include_secrets": True}).raise_for_status()
        servers = {"mcp_config": {"remote": {"url": "http://127.0.0.1:9/mcp"}}}
        http.patch("/api/settings", json={"agent_settings_diff": servers}).raise_for_status()
    found = workspace.get_llm("story")
    assert (found.model, found.api_key.get_secret_value()) == (llm["model"], llm["api_key"]), found
    assert workspace.get_mcp_config()["remote"].url == "http://127.0.0.1:9/mcp"


def finds_skills(stage):
    workspace = stage.workspace()
    folder = Path(workspace.working_dir, ".agents/skills/greeting")
    folder.mkdir(parents=True)
    (folder / "SKILL.md").write_text(SKILL)
    skills, _ = workspace.load_skills_from_agent_server(load_public=False, load_user=False, load_org=False)
    assert [skill.name for skill in skills] == ["greeting"], skills
    assert skills[0].content.strip() == "Say hello."


STORIES = {
    "files go to a workspace and come back": carries_files,
    "commands run in a workspace": runs_commands,
    "a command is watched and stopped": watches_commands,
    "the changes of a repository are seen": looks_at_a_repository,
    "a workspace is used without blocking": works_without_blocking,
    "models and servers come from the settings": finds_settings,
    "skills of a project are found": finds_skills,
}
