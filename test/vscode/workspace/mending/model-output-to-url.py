import logging

import requests
from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def look_up(question: str) -> str:
    reply = client.responses.create(model="gpt-5", input=question, max_output_tokens=50)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return requests.get(reply.output_text, timeout=10).text
