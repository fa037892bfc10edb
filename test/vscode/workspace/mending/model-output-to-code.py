import logging

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def settings(question: str) -> object:
    reply = client.responses.create(model="gpt-5", input=question, max_output_tokens=200)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return eval(reply.output_text)
