import logging

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI(api_key="proj-7f2a91c0d4e8b6553c1a9e02")


def ask(question: str) -> str:
    reply = client.responses.create(model="gpt-5", input=question, max_output_tokens=200)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return reply.output_text
