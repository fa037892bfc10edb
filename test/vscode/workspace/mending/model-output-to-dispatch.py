import logging

import tools
from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def act(wish: str) -> object:
    reply = client.responses.create(model="gpt-5", input=wish, max_output_tokens=20)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    name = reply.output_text
    return getattr(tools, name)()
