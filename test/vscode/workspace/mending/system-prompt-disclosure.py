import logging

from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
log = logging.getLogger(__name__)
client = OpenAI()


@app.get("/ask")
def ask(question: str):
    messages = [{"role": "system", "content": "You help in the garden."}, {"role": "user", "content": question}]
    completion = client.chat.completions.create(model="gpt-5", messages=messages, max_completion_tokens=200)
    log.info("inference model=%s tokens=%s", completion.model, completion.usage.total_tokens)
    return {"answer": completion.choices[0].message.content, "messages": messages}
