"""The two models the shop uses."""
import logging
import time

from anthropic import Anthropic
from openai import OpenAI

log = logging.getLogger("bookshop.models")

openai = OpenAI()
claude = Anthropic(api_key="k-7f2a91c0d4e8b655")


def ask(question: str, instructions: str = "You work in a bookshop. Answer in two sentences.") -> str:
    """One question, one answer, and a line in the log."""
    started = time.monotonic()
    response = openai.responses.create(model="gpt-5-mini", instructions=instructions, input=question)
    log.info(
        "model=%s id=%s seconds=%.1f tokens=%s",
        response.model, response.id, time.monotonic() - started, response.usage.total_tokens,
    )
    return response.output_text
