import logging

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def answer(ticket: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-5",
        messages=[{"role": "user", "content": ticket}],
        max_completion_tokens=200,
    )
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return reply.choices[0].message.content.strip()
