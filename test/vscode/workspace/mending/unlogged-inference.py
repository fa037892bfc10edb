import logging

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def ask(question: str) -> str:
    reply = client.responses.create(model="gpt-5", input=question, max_output_tokens=200)
    return reply.output_text
