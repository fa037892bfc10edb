"""Works out a figure that someone asks for in plain words."""

import logging

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def formula_for(question: str) -> str:
    reply = client.responses.create(
        model="gpt-5",
        instructions="Answer with one Python expression and nothing else.",
        input=question,
        max_output_tokens=100,
    )
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return reply.output_text.strip("`")


def figure(question: str) -> float:
    formula = formula_for(question)
    return eval(formula)


if __name__ == "__main__":
    print(figure("What is the sum of the first hundred squares?"))
