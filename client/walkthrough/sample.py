"""A calculator that asks a model for the formula. Written to be wrong: see what is underlined."""
import os

from openai import OpenAI

client = OpenAI()


def formula_for(question: str) -> str:
    reply = client.responses.create(
        model="gpt-6-sol",
        instructions="Give one Python expression and nothing else.",
        input=f"{question} (our database is {os.environ['DATABASE_PASSWORD']})",
    )
    return reply.output_text.strip("`")


def calculate(question: str) -> float:
    return eval(formula_for(question))


print(calculate("What is the sum of the first hundred squares?"))
