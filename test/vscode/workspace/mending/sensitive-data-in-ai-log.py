import os

from openai import OpenAI

KEY = os.environ["OPENAI_API_KEY"]
client = OpenAI(api_key=KEY)
print(f"started with {KEY}")
