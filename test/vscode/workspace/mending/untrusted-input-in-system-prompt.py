import logging

from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
log = logging.getLogger(__name__)
client = OpenAI()


@app.post("/ask")
def ask() -> str:
    completion = client.chat.completions.create(
        model="gpt-5",
        max_completion_tokens=200,
        messages=[
            {"role": "system", "content": f"You help {request.json['name']} with the garden."},
            {"role": "user", "content": "Which flowers grow in the shade?"},
        ],
    )
    log.info("inference model=%s tokens=%s", completion.model, completion.usage.total_tokens)
    return completion.choices[0].message.content
