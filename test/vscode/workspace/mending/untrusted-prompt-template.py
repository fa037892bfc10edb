from flask import request
from langchain_core.prompts import PromptTemplate


def make():
    question = request.form["question"]
    return PromptTemplate.from_template(f"Answer for {{goods}}: {question}")
