"""Runs every night; nobody has it open."""

import logging
import os
import subprocess

import anthropic

log = logging.getLogger(__name__)
client = anthropic.Anthropic()


def next_command(state: str) -> str:
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=200,
        messages=[{"role": "user", "content": f"Give the command that archives {state}."}],
    )
    log.info("inference model=%s tokens=%s", message.model, message.usage.output_tokens)
    return message.content[0].text


def archive() -> None:
    command = next_command(os.getcwd())
    subprocess.run(command, shell=True, check=True)
