import logging

import yaml
from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def plan(goal: str) -> object:
    reply = client.responses.create(model="gpt-5", input=goal, max_output_tokens=200)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return yaml.load(reply.output_text, Loader=yaml.UnsafeLoader)
