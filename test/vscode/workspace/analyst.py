"""Answers questions about last month's sales with a chart that the model draws."""

import logging
import re

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def ask(question: str) -> str:
    response = client.responses.create(
        model="gpt-5",
        instructions="Answer with one Python script that draws the chart.",
        input=question,
        max_output_tokens=800,
    )
    log.info("inference model=%s tokens=%s", response.model, response.usage.total_tokens)
    return response.output_text


def extract_code(reply: str) -> str:
    blocks = re.findall(r"```python\n(.*?)```", reply, re.S)
    return "\n".join(blocks)


def draw_chart(question: str) -> None:
    reply = ask(question)
    exec(extract_code(reply))
