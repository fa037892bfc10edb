import logging
import os

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def ask(question: str) -> str:
    reply = client.responses.create(
        model="gpt-5",
        input=f"{question} Our database password is {os.environ['DATABASE_PASSWORD']}.",
        max_output_tokens=200,
    )
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return reply.output_text
