import logging
from pathlib import Path

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()
NOTES = Path("notes")


def save(text: str) -> None:
    reply = client.responses.create(model="gpt-5", input=f"Name a file for: {text}", max_output_tokens=20)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    path = NOTES / reply.output_text
    path.write_text(text)
