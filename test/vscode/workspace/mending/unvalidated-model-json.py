import json
import logging

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def total(invoice: str) -> float:
    reply = client.responses.create(model="gpt-5", input=invoice, max_output_tokens=200)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    fields = json.loads(reply.output_text)
    return fields["net"] + fields["vat"]
